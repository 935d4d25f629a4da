"""`vultus replay`: a whole session from a video and a file of replies."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import aiohttp
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from cli.clip import read_clip
from cli.outcome import outcome, settled
from cli.playing import Performance, play
from cli.run import clinician_link
from cli.script import Turn, make_script, read_lines
from cli.supervisor import running
from contract.client import StoreClient
from contract.errors import Unavailable
from contract.messages import MOODS, Record, SessionMood
from contract.secret import part_secret
from contract.settings import Settings, load_settings

Video = Annotated[Path, typer.Option(help="The patient's camera: a video file.")]
Replies = Annotated[
    Path,
    typer.Option(
        help="One typed reply on each line: free text first and last, between them an option's "
        "number or label for each item."
    ),
]
Id = Annotated[str, typer.Option(help="Which questionnaire, e.g. phq9.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")]
Speed = Annotated[
    float,
    typer.Option(
        min=0.1,
        max=20,
        help="So many times as fast. The same frames are sent in less time, so the face seems to "
        "move faster and is seen for less long: below 10 s its expressivity is not measured.",
    ),
]
Url = Annotated[
    str | None,
    typer.Option(
        help="A running service, e.g. http://127.0.0.1:8080; its data folder's keys are "
        "needed. Without it: that of the settings, started when it does not run."
    ),
]


def replay(
    video: Video,
    replies: Replies,
    questionnaire: Id,
    as_json: AsJson = False,
    speed: Speed = 1.0,
    url: Url = None,
) -> None:
    """Play a whole session as a patient would, and print its mood and where the report is.

    The video's frames are the camera (a clip below 15 s plays back and forth until then), the
    lines of the replies are typed, spread evenly over the clip. An item that is asked only
    sometimes and has no line is answered by pressing its first option.
    """
    settings, console = load_settings(), Console(stderr=True, highlight=False)
    url = url.rstrip("/") if url else None
    script = make_script(questionnaire, read_lines(replies))
    what = Performance(questionnaire, script, read_clip(video, settings.frame_rate), speed)
    _say_presses(script, console)
    with _service(settings, url, console) as base:
        store_url = url or settings.store_url
        record, mood = asyncio.run(_played(settings, base, store_url, what, console))
        report = clinician_link(settings, f"/c/sessions/{record.session.session}", url)
    if as_json:
        typer.echo(json.dumps(outcome(record, mood, report), indent=2))
    else:
        typer.echo(_words(mood, report))


@contextmanager
def _service(settings: Settings, url: str | None, console: Console) -> Iterator[str]:
    """The address of a running service: the one named, that of the settings, or a new one."""
    base = url or f"http://127.0.0.1:{settings.port}"
    if asyncio.run(_answers(base)):
        yield base
        return
    if url:
        raise Unavailable(f"No service answers at {url}: start it with `make run`.")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)  # so that what we start is stopped
    with console.status("Starting Vultus ...") as status:
        with running(settings, lambda names: status.update(f"Starting; waiting for {names} ...")):
            status.stop()
            yield base
            console.print("Stopped again; `make run` serves the report.")


async def _answers(base: str) -> bool:
    timeout = aiohttp.ClientTimeout(total=5)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as http,
            http.get(f"{base}/healthz") as answer,
        ):
            return answer.status == 200
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return False


async def _played(
    settings: Settings, base: str, store_url: str, what: Performance, console: Console
) -> tuple[Record, SessionMood]:
    columns = (TextColumn("{task.description:18}"), BarColumn(), TimeRemainingColumn())
    async with StoreClient(store_url, part_secret(settings)) as store:
        with Progress(*columns, console=console) as bar:
            task = bar.add_task("Starting", total=what.clip.seconds)

            def progress(done: float, item: str) -> None:
                bar.update(task, completed=done, description=item)

            token = (await store.invite()).token
            session = await play(base, token, what, progress)
            bar.update(task, description="Waiting for scores")
            return await settled(store, session)


def _say_presses(script: tuple[Turn, ...], console: Console) -> None:
    for turn in script:
        if turn.payload is not None:
            console.print(f"No line is left for {turn.item}: its first option is pressed.")


def _words(mood: SessionMood, report: str) -> str:
    chances = zip(MOODS, mood.probabilities, strict=True)
    because = f" ({mood.reason})" if mood.reason else ""
    return "\n".join(
        (
            f"Mood: {mood.mood}{because}",
            "  " + ", ".join(f"{name} {chance:.2f}" for name, chance in chances),
            f"  weights: face {mood.weights.face:.2f}, text {mood.weights.text:.2f}",
            f"Report: {report}",
        )
    )
