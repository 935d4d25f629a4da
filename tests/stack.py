"""The three programs of Vultus as processes of a test: real Rasa, action server and service."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from cli.programs import MODEL, ROOT, Program, programs
from contract.client import StoreClient
from contract.settings import PARTS, load_settings

START_S = 240.0


class Stack:
    """Starts, kills and restarts them one by one; ports and data are its own."""

    def __init__(
        self, data: Path, parts: tuple[str, ...] = PARTS, settings: dict[str, str] | None = None
    ) -> None:
        """`settings` holds further VULTUS_* variables, for example a contact."""
        port, rasa_port, actions_port = free_ports(3)
        given = {
            "VULTUS_DATA": str(data),
            "VULTUS_PORT": str(port),
            "VULTUS_RASA_PORT": str(rasa_port),
            "VULTUS_ACTIONS_PORT": str(actions_port),
            "VULTUS_PARTS": ",".join(parts),
        }
        self.settings = load_settings(given | (settings or {}))
        self.rasa_url = f"http://127.0.0.1:{rasa_port}"
        self._logs = data / "logs"
        self._programs = {program.name: program for program in programs(self.settings)}
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """All there is to start."""
        return tuple(self._programs)

    @property
    def missing(self) -> tuple[str, ...]:
        """Those that do not run."""
        return tuple(name for name in self._programs if name not in self._running)

    def start(self, *names: str) -> None:
        """Start these programs and wait until each is well."""
        train_when_changed()
        self._logs.mkdir(parents=True, exist_ok=True)
        for name in names:
            program = self._programs[name]
            with (self._logs / f"{name}.log").open("ab") as log:
                self._running[name] = subprocess.Popen(
                    program.command,
                    cwd=ROOT,
                    env=program.environment,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
        for name in names:
            self._wait(name)

    def _wait(self, name: str) -> None:
        program, deadline = self._programs[name], time.monotonic() + START_S
        while not _well(program):
            code = self._running[name].poll()
            assert code is None, f"{name} ended with {code}:\n{self.log(name)[-2000:]}"
            assert time.monotonic() < deadline, f"{name} is not well:\n{self.log(name)[-2000:]}"
            time.sleep(0.2)

    def kill(self, name: str) -> None:
        """End it at once, as a crash would, with the processes it started."""
        process = self._running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """End all that run, politely first."""
        for process in self._running.values():
            process.terminate()
        for name, process in list(self._running.items()):
            try:
                process.wait(timeout=20)
                del self._running[name]
            except subprocess.TimeoutExpired:
                self.kill(name)

    def log(self, name: str) -> str:
        """All that a program has written so far."""
        return (self._logs / f"{name}.log").read_text(errors="replace")

    def store(self) -> StoreClient:
        """A client of the store, for `async with`."""
        return StoreClient.of(self.settings)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on, each another one."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def train_when_changed() -> None:
    """Train the Rasa model when there is none or its sources are newer, as `make setup` does."""
    sources = [ROOT / "config.yml", ROOT / "domain.yml", *(ROOT / "bot" / "data").glob("*.yml")]
    newest = max(source.stat().st_mtime for source in sources)
    if not MODEL.exists() or MODEL.stat().st_mtime < newest:
        subprocess.run([str(ROOT / "scripts" / "train-bot")], check=True)


def _well(program: Program) -> bool:
    try:
        with urllib.request.urlopen(program.health_url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
