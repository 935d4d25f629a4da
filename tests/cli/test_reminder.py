"""`vultus reminder`: set, listed and ended on a running service."""

from __future__ import annotations

import asyncio

import pytest

from cli.__main__ import main
from contract.client import StoreClient
from tests.cli.conftest import Serve

WHEN = ("--at", "18:30", "--zone", "Europe/Athens")


def command(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as end:
        main(["reminder", *arguments])
    return end.value.code


async def test_a_schedule_is_set_listed_and_ended(
    serve: Serve,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with StoreClient.of(await serve()) as store:
        patient, chat = (await store.invite()).patient, await store.invite()
        await store.bind_chat(chat.token, "telegram", "1")
    set_ = ("set", patient, "daily_checkin", "--every", "weekly", *WHEN, "--first", "2126-12-01")
    assert await asyncio.to_thread(command, *set_) == 0
    assert await asyncio.to_thread(command, "list") == 0
    said = capsys.readouterr().out
    assert f"{patient} is reminded of daily_checkin every 7 days at 18:30" in said
    assert f"{patient} has no Telegram chat: no reminder is sent." in said
    assert f"{patient}  daily_checkin  every 7 days at 18:30 (Europe/Athens), next 2126-12-" in said
    late = ("set", chat.patient, "daily_checkin", "--at", "22:30", "--zone", "Europe/Athens")
    assert await asyncio.to_thread(command, *late) == 0
    said = capsys.readouterr().out
    assert "every day at 22:30" in said and "within the quiet hours, 21:00-8:00" in said
    assert await asyncio.to_thread(command, "end", patient, "daily_checkin") == 0
    assert "no such schedule" in str(
        await asyncio.to_thread(command, "end", patient, "daily_checkin")
    )


def test_what_cannot_be_answered_that_often_is_refused() -> None:
    assert "every 14 days at most" in str(command("set", "p-1", "phq9", "--every", "daily", *WHEN))


def test_what_patients_cannot_choose_is_refused() -> None:
    assert "whats_new is not offered" in str(command("set", "p-1", "whats_new", *WHEN))


def test_a_wrong_interval_is_named() -> None:
    said = command("set", "p-1", "daily_checkin", "--every", "sometimes", *WHEN)
    assert "--every is 'sometimes'" in str(said)
