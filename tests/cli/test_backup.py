"""`vultus backup` and `vultus restore` on a data folder."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from cli.__main__ import main
from contract.errors import NotFound
from contract.settings import load_settings
from fusion.store import Store
from tests.cli.conftest import Found, Serve


def command(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    return end.value.code


@pytest.fixture(autouse=True)
def data(found: Found) -> Path:
    return found().data


def test_a_backup_is_put_back(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = Store.of(load_settings())
    patient = store.invite(1.0).patient
    assert command("backup") == 0
    said = capsys.readouterr().out
    (made,) = (data / "backups").iterdir()
    assert str(made) in said and "The key is not in it" in said
    store.rights.erase(patient, "B. Officer", 2.0)
    other = store.invite(3.0).token
    store.close()
    assert command("restore", str(made), "--yes") == 0
    assert "now erased again: 1." in capsys.readouterr().out
    again = Store.of(load_settings())
    with pytest.raises(NotFound, match="No such link"):
        again.invited(other)
    (line,) = again.accounts.audit("main", None, None)[0]
    assert (line.what, line.note) == ("backup restored", made.name)
    again.close()


async def test_while_vultus_runs_nothing_is_put_back(serve: Serve) -> None:
    await serve()
    said = await asyncio.to_thread(command, "restore", "any", "--yes")
    assert "stop it first" in str(said)


def test_without_a_database_there_is_nothing_to_back_up() -> None:
    assert "There is no database at" in str(command("backup"))


def test_a_backup_that_is_not_there_is_named_before_anything_is_asked() -> None:
    assert command("restore", "nothing.db") == "nothing.db: there is no such file."
