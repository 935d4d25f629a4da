"""What Rasa keeps and logs of a conversation."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
from contextlib import closing

from cryptography.fernet import Fernet

from cli.programs import ROOT, programs
from contract.text_keys import TextKeys
from fusion.rotation import Rotation
from tests.bot.patient import Patient
from tests.stack import Stack

SENTENCE = "the heron came back to our pond"
RAW = "my neighbour plays the accordion"


async def test_tracker_file_holds_no_words_and_no_payload(stack: Stack, patient: Patient) -> None:
    await patient.greet()
    await patient.type(RAW)
    await patient.begin("phq9")
    await patient.choose(3)
    raw = b"".join(file.read_bytes() for file in stack.settings.data.glob("rasa.db*"))
    assert patient.session.encode() in raw
    for hidden in (RAW, "phq9_1", '"option', "Little interest"):
        assert hidden.encode() not in raw


async def test_logs_hold_no_words_even_when_an_action_fails(stack: Stack, patient: Patient) -> None:
    await patient.greet()
    await patient.type(RAW)
    await patient.start("phq9")
    await patient.type(SENTENCE)
    stack.kill("service")
    assert await patient.to_rasa(f"{RAW} again", "fails", None) == []
    stack.start("service")
    logs = "".join(stack.log(name) for name in ("rasa", "actions", "service"))
    assert "action failed" in logs
    assert SENTENCE not in logs
    assert RAW not in logs
    assert "option" not in stack.log("rasa")


async def test_erasing_a_session_deletes_its_tracker_and_no_other(
    stack: Stack, patient: Patient
) -> None:
    await patient.greet()
    async with Patient(stack) as other:
        await other.greet()
        await asyncio.to_thread(erase, stack, patient.session)
        left = senders(stack)
    assert other.session in left
    assert patient.session not in left


async def test_rasa_takes_up_a_new_key_while_it_runs(stack: Stack, patient: Patient) -> None:
    await patient.greet()
    await patient.begin("phq9")
    (old,) = TextKeys(stack.settings).now()
    rotation = Rotation.of(stack.settings)
    await asyncio.to_thread(rotation.run, lambda _table, _count: None, 0)
    rotation.close()
    (new,) = TextKeys(stack.settings).now()
    await patient.choose(3)
    assert await patient.answers() == [("whats_new_before", None), ("phq9_1", 3)]
    with closing(sqlite3.connect(stack.settings.data / "rasa.db")) as database:
        events = [data for (data,) in database.execute("SELECT data FROM events")]
    assert len(events) > 10 and old != new
    for data in events:
        Fernet(new).decrypt(data.encode())


def erase(stack: Stack, session: str) -> None:
    rasa = next(one for one in programs(stack.settings) if one.name == "rasa")
    command = [rasa.command[0], "-m", "bot.erase", session]
    subprocess.run(command, cwd=ROOT, env=rasa.environment, check=True, capture_output=True)


def senders(stack: Stack) -> set[str]:
    with closing(sqlite3.connect(stack.settings.data / "rasa.db")) as database:
        return {sender for (sender,) in database.execute("SELECT sender_id FROM events")}
