"""A session is played through both sockets as a page would."""

from collections.abc import Awaitable, Callable
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from cli.cannot_replay import CannotReplay
from cli.clip import Clip
from cli.playing import Performance, play
from cli.script import Line, make_script
from tests.cli.scripted_service import ScriptedService

Serve = Callable[[Any], Awaitable[TestServer]]
WORDS = ["Well enough.", *["1"] * 7, "Nothing else."]
JPEG = cv2.imencode(".jpg", np.zeros((24, 32, 3), np.uint8))[1].tobytes()
CLIP = Clip((JPEG, JPEG), rate=5.0)  # plays back and forth for 15 s: 75 frames


async def played(
    aiohttp_server: Serve, service: ScriptedService, words: list[str] = WORDS
) -> list[tuple[float, str]]:
    server = await aiohttp_server(service.app())
    lines = [Line(number, text) for number, text in enumerate(words, start=1)]
    progress: list[tuple[float, str]] = []
    what = Performance("gad7", make_script("gad7", lines), CLIP, speed=20.0)
    url = str(server.make_url("")).rstrip("/")
    session = await play(url, "token", what, lambda done, item: progress.append((done, item)))
    assert session == "s1"
    return progress


async def test_every_line_answers_its_item_and_every_frame_is_sent(aiohttp_server: Serve) -> None:
    service = ScriptedService()
    progress = await played(aiohttp_server, service)
    choice, *answers = service.replies
    assert choice["payload"] == '/start_questionnaire{"questionnaire":"gad7"}'
    assert [(one["item"], one["text"]) for one in answers] == list(
        zip(service.items, WORDS, strict=True)
    )
    assert len({one["message"] for one in service.replies}) == 10
    assert len(service.frames) == 75
    assert progress[-1] == (15.0, "done")


async def test_frames_and_replies_share_one_clock(aiohttp_server: Serve) -> None:
    service = ScriptedService()
    await played(aiohttp_server, service)
    _, *answers = service.replies
    assert all(one["asked_at"] < one["at"] for one in answers)
    assert all(one["at"] <= later["asked_at"] for one, later in pairwise(answers))
    for one in answers:
        within = [at for at in service.frames if one["asked_at"] <= at <= one["at"]]
        assert len(within) in (8, 9)  # 75 frames over 9 turns
    assert service.frames == sorted(service.frames)
    assert {pong["sent"] for pong in service.pongs} == {1.0, 2.0}


async def test_the_camera_pauses_where_the_bot_says_so(aiohttp_server: Serve) -> None:
    service = ScriptedService(pause=("gad7_4",))
    await played(aiohttp_server, service)
    (turn,) = (one for one in service.replies if one.get("item") == "gad7_4")
    assert not [at for at in service.frames if turn["asked_at"] < at < turn["at"]]
    assert len(service.frames) in (66, 67)


async def test_an_answer_that_the_bot_does_not_take_stops_with_its_line(
    aiohttp_server: Serve,
) -> None:
    with pytest.raises(CannotReplay, match="did not take line 3 as an answer to gad7_2"):
        await played(aiohttp_server, ScriptedService(clarify="gad7_2"))


async def test_other_questions_than_expected_stop_it(aiohttp_server: Serve) -> None:
    service = ScriptedService()
    service.items.remove("gad7_5")
    with pytest.raises(CannotReplay, match="asks gad7_6 where line 6 answers gad7_5"):
        await played(aiohttp_server, service)


async def test_a_reply_refused_for_now_is_sent_again_with_the_same_id(
    aiohttp_server: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.chat.AGAIN_S", 0.0)
    service = ScriptedService(refuse_once="unavailable")
    await played(aiohttp_server, service)
    assert len(service.replies) == 10


async def test_a_refusal_for_good_is_told(aiohttp_server: Serve) -> None:
    with pytest.raises(CannotReplay, match=r"The service said: Not now\."):
        await played(aiohttp_server, ScriptedService(refuse_once="not_allowed"))


async def test_a_link_that_nobody_knows_is_told(aiohttp_server: Serve) -> None:
    server = await aiohttp_server(web.Application())
    lines = [Line(number, text) for number, text in enumerate(WORDS, start=1)]
    what = Performance("gad7", make_script("gad7", lines), CLIP, speed=20.0)
    url = str(server.make_url("")).rstrip("/")
    with pytest.raises(CannotReplay, match=r"refused the chat socket \(404\)"):
        await play(url, "token", what, lambda done, item: None)
