"""`vultus run`: links when all is well, a restart of what dies, and nothing left after Ctrl-C."""

from __future__ import annotations

import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.programs import ROOT
from tests.stack import free_ports, train_when_changed

COMMAND = (sys.executable, "-m", "cli", "run")
LINE_S = 120.0


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    port, rasa, actions = free_ports(3)
    return os.environ | {
        "VULTUS_DATA": str(tmp_path / "data"),
        "VULTUS_PORT": str(port),
        "VULTUS_RASA_PORT": str(rasa),
        "VULTUS_ACTIONS_PORT": str(actions),
    }


class Terminal:
    """`vultus run` as a person sees it: its lines, and Ctrl-C."""

    def __init__(self, environ: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            COMMAND,
            cwd=ROOT,
            env=environ | {"COLUMNS": "200"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self.seen: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()

    def line(self, pattern: str) -> str:
        """The next line that matches; AssertionError when none comes."""
        while True:
            try:
                self.seen.append(self._lines.get(timeout=LINE_S))
            except queue.Empty:
                raise AssertionError(f"no {pattern!r} after: {self.seen}") from None
            if re.search(pattern, self.seen[-1]):
                return self.seen[-1]

    def interrupt(self) -> int:
        """Ctrl-C; the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)


@pytest.fixture
def terminal(environ: dict[str, str]) -> Iterator[Terminal]:
    train_when_changed()
    one = Terminal(environ)
    with one.process:
        yield one
        if one.process.poll() is None:
            one.interrupt()


def test_links_restart_and_ctrl_c(terminal: Terminal, environ: dict[str, str]) -> None:
    patient = terminal.line(r"Patient +http").split()[-1]
    clinician = terminal.line(r"Clinician +http").split()[-1]
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    for link, shown in ((patient, "Demo: nobody reads this"), (clinician, "<h1>Overview</h1>")):
        with browser.open(link) as page:
            assert page.status == 200 and shown in page.read().decode()
    (actions,) = _processes("-m actions", environ)
    os.kill(actions, signal.SIGKILL)
    terminal.line("The action server had stopped and was started again")
    assert terminal.interrupt() == 0
    terminal.line("Stopped. Nothing is left running.")
    assert _processes("", environ) == []


def test_a_port_in_use_is_named(environ: dict[str, str]) -> None:
    train_when_changed()
    with socket.create_server(("127.0.0.1", int(environ["VULTUS_RASA_PORT"]))):
        done = subprocess.run(COMMAND, cwd=ROOT, env=environ, capture_output=True, text=True)
    assert done.returncode == 1
    expected = f"Port {environ['VULTUS_RASA_PORT']}, which rasa needs, is in use: "
    assert done.stderr.startswith(expected) and "VULTUS_RASA_PORT" in done.stderr


def _processes(command: str, environ: dict[str, str]) -> list[int]:
    """Ids of the processes of this run (they carry its data folder) with this in their command."""
    mark = f"VULTUS_DATA={environ['VULTUS_DATA']}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if mark in (folder / "environ").read_bytes().split(b"\0") and command in words:
                found.append(int(folder.name))
        except OSError:
            continue  # it ended meanwhile, or is not ours
    return found
