"""How much memory a program on this machine holds, found by the port it listens on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_LISTENING = "0A"
_PROC = Path("/proc")


def family(port: int) -> frozenset[int]:
    """The program that listens on the port and all it started; none when it is not here.

    This looks at every process of the machine, which takes a while.
    """
    parents, listening = _parents(), _listening(port)
    roots = [pid for pid in parents if _sockets(pid) & listening]
    return frozenset(pid for pid in parents if any(root in _line(pid, parents) for root in roots))


def megabytes(family: frozenset[int]) -> float | None:
    """What these processes hold, shared pages counted once; None without any."""
    return round(sum(map(_proportional_kb, family)) / 1024, 1) if family else None


def _listening(port: int) -> set[str]:
    """Socket inodes that listen on the port."""
    lines = [
        line.split()
        for table in ("tcp", "tcp6")
        if (_PROC / "net" / table).exists()
        for line in (_PROC / "net" / table).read_text().splitlines()[1:]
    ]
    return {
        fields[9]
        for fields in lines
        if fields[3] == _LISTENING and int(fields[1].rsplit(":", 1)[1], 16) == port
    }


def _sockets(pid: int) -> set[str]:
    """Inodes of the process's sockets."""
    found = set()
    with suppress(OSError):
        for handle in (_PROC / str(pid) / "fd").iterdir():
            with suppress(OSError):
                found.add(os.readlink(handle).removeprefix("socket:[").removesuffix("]"))
    return found


def _parents() -> dict[int, int]:
    """Process to its parent."""
    parents = {}
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                stat = (folder / "stat").read_text().rsplit(")", 1)[1].split()
                parents[int(folder.name)] = int(stat[1])
    return parents


def _line(pid: int, parents: dict[int, int]) -> Iterator[int]:
    """The process, its parent, and so on."""
    while pid in parents:
        yield pid
        pid = parents[pid]


def _proportional_kb(pid: int) -> int:
    with suppress(OSError):
        for line in (_PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
