"""Runs the three programs under supervisord: restarts what dies, stops all of it together."""

from __future__ import annotations

import configparser
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xmlrpc.client import Fault, ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from cli.programs import MODEL, ROOT, Program, environment, programs
from contract.errors import VultusError
from contract.settings import Settings

START_S = 240.0
STOP_S = 45.0  # each of three programs may take 10 s before it is killed
LOG_TAIL_BYTES = 1500
_BROKEN = ("FATAL", "EXITED", "UNKNOWN")


class CannotRun(VultusError):
    """Vultus cannot be started, or cannot go on; the text says why and what to do."""

    code = "cannot_run"


class Supervisor:
    """supervisord and its programs, from start to stop."""

    def __init__(self, settings: Settings) -> None:
        self.programs = programs(settings)
        self._settings = settings
        self._logs = settings.data.resolve() / "logs"
        # A folder of its own: the path of a socket may not be longer than about 100 characters.
        self._folder = Path(tempfile.mkdtemp(prefix="vultus-"))
        self._socket = self._folder / "supervisor.sock"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start supervisord. Raises CannotRun when a port is taken or the bot is not trained."""
        if not MODEL.exists():
            raise CannotRun("The Rasa model is missing: run `make setup` first.")
        for program in self.programs:
            _check_port(program)
        self._logs.mkdir(parents=True, exist_ok=True, mode=0o700)
        config = self._folder / "supervisord.conf"
        with config.open("w") as file:
            _config(self.programs, self._logs, self._folder).write(file)
        # A session of its own: Ctrl-C reaches only us, and we stop the programs in order.
        self._process = subprocess.Popen(
            [str(ROOT / ".venv/bin/supervisord"), "--nodaemon", "--configuration", str(config)],
            env=environment(self._settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def wait_healthy(self, say: Callable[[str], None]) -> None:
        """Wait until every program answers; `say` hears who is still starting."""
        deadline = time.monotonic() + START_S
        waiting = list(self.programs)
        while waiting:
            self.check()
            waiting = [program for program in waiting if not _healthy(program)]
            say(", ".join(program.name for program in waiting))
            if waiting and time.monotonic() > deadline:
                raise self._failure(waiting[0], f"does not answer after {START_S:.0f} s")
            time.sleep(0.5)

    def check(self) -> dict[str, int]:
        """The programs' process ids; raises CannotRun when one cannot be kept running."""
        if self._process is None or self._process.poll() is not None:
            raise CannotRun("The supervisor has stopped; nothing is running. Start again.")
        pids: dict[str, int] = {}
        for info in self._infos():
            pids[info["name"]] = info["pid"]
            if info["statename"] in _BROKEN:
                (program,) = (one for one in self.programs if one.name == info["name"])
                raise self._failure(program, "stopped and could not be started again")
        return pids

    def stop(self) -> None:
        """Stop all programs and supervisord; returns when none is left."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(STOP_S)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _infos(self) -> list[dict[str, Any]]:
        """What supervisord says of each program; nothing while it is starting itself."""
        proxy = ServerProxy(
            "http://127.0.0.1", transport=SupervisorTransport(serverurl=f"unix://{self._socket}")
        )
        try:
            answer: Any = proxy.supervisor.getAllProcessInfo()
        except (OSError, Fault):
            return []
        return list(answer)

    def _failure(self, program: Program, what: str) -> CannotRun:
        path = self._logs / f"{program.name}.log"
        tail = path.read_bytes()[-LOG_TAIL_BYTES:].decode(errors="replace") if path.exists() else ""
        return CannotRun(f"{program.name} {what}. The end of {path}:\n{tail}")


@contextmanager
def running(settings: Settings, say: Callable[[str], None]) -> Iterator[Supervisor]:
    """All of Vultus, healthy, for as long as the block lasts."""
    supervisor = Supervisor(settings)
    try:
        supervisor.start()
        supervisor.wait_healthy(say)
        yield supervisor
    finally:
        supervisor.stop()


def _config(wanted: tuple[Program, ...], logs: Path, folder: Path) -> configparser.RawConfigParser:
    """supervisord's configuration: restart what dies, stop whole process groups."""
    config = configparser.RawConfigParser()
    config["unix_http_server"] = {"file": f"{folder}/supervisor.sock", "chmod": "0700"}
    config["rpcinterface:supervisor"] = {
        "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
    }
    config["supervisord"] = {
        "logfile": f"{logs}/supervisor.log",
        "pidfile": f"{folder}/supervisord.pid",
        "silent": "true",
    }
    for order, program in enumerate(wanted):
        config[f"program:{program.name}"] = {
            "command": " ".join(_quoted(word) for word in program.command),
            "directory": _quoted(str(ROOT)),
            "environment": ",".join(_assignment(*pair) for pair in _own(program).items()),
            "priority": str(order),
            "autorestart": "true",
            "startsecs": "3",
            "startretries": "3",
            "stopasgroup": "true",
            "killasgroup": "true",
            "stopwaitsecs": "10",
            "redirect_stderr": "true",
            "stdout_logfile": f"{logs}/{program.name}.log",
            "stdout_logfile_maxbytes": "10MB",
            "stdout_logfile_backups": "3",
        }
    return config


def _own(program: Program) -> dict[str, str]:
    """What the program needs besides the environment that supervisord hands down."""
    names = ("RASA", "SANIC", "SQLALCHEMY", "TF_", "ACTION_ENDPOINT")
    return {key: value for key, value in program.environment.items() if key.startswith(names)}


def _assignment(name: str, value: str) -> str:
    return f'{name}="{value.replace("%", "%%")}"'


def _quoted(word: str) -> str:
    return (f'"{word}"' if " " in word else word).replace("%", "%%")


def _check_port(program: Program) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", program.port))
        except OSError:
            raise CannotRun(
                f"Port {program.port}, which {program.name} needs, is in use: stop the program "
                f"that holds it, or set {program.port_setting} to another port."
            ) from None


def _healthy(program: Program) -> bool:
    try:
        with urllib.request.urlopen(program.health_url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
