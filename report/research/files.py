"""The tables as files of a folder: CSV as the rows come, Parquet with pyarrow."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from contract.errors import BadMessage
from report.research.tables import TABLES, Kind, Row

BATCH = 5000
"""Rows of a Parquet table that are written at once."""


class Sheet(Protocol):
    """One table's file."""

    def write(self, row: Row) -> None:
        """Add a row."""
        ...

    def close(self) -> None:
        """Write what is left."""
        ...


class Files(AbstractContextManager["Files"]):
    """A file for each table; every table has one, be it empty."""

    def __init__(self, folder: Path, form: str, names: Iterable[str]) -> None:
        """BadMessage when the folder holds anything, or pyarrow is not there for Parquet."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if any(folder.iterdir()):
            raise BadMessage(f"{folder} is not empty; name a new folder.")
        folder.chmod(0o700)
        make = SHEETS[form]
        self._stack = ExitStack()
        self._sheets: dict[str, Sheet] = {}
        for name in names:
            sheet = make(folder / f"{name}.{form}", TABLES[name])
            self._stack.callback(sheet.close)
            self._sheets[name] = sheet

    def write(self, table: str, row: Row) -> None:
        """Add a row; one of a table that is left out is dropped."""
        if table in self._sheets:
            self._sheets[table].write(row)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()


class CsvSheet:
    """Comma separated, UTF-8; an unknown value is an empty field, yes and no are true and false."""

    def __init__(self, path: Path, columns: dict[str, Kind]) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.DictWriter(self._file, list(columns))
        self._writer.writeheader()

    def write(self, row: Row) -> None:
        """Add a row."""
        self._writer.writerow({key: _plain(value) for key, value in row.items()})

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class ParquetSheet:
    """Typed columns, in row groups of BATCH."""

    def __init__(self, path: Path, columns: dict[str, Kind]) -> None:
        arrow, parquet = _pyarrow()
        types: dict[Kind, Any] = {
            "text": arrow.string(),
            "whole": arrow.int64(),
            "number": arrow.float64(),
            "yes or no": arrow.bool_(),
        }
        self._arrow = arrow
        self._schema = arrow.schema([(name, types[kind]) for name, kind in columns.items()])
        self._writer = parquet.ParquetWriter(path, self._schema)
        self._rows: list[Row] = []

    def write(self, row: Row) -> None:
        """Add a row."""
        self._rows.append(row)
        if len(self._rows) >= BATCH:
            self._flush()

    def close(self) -> None:
        """Write what is left."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        self._writer.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
        self._rows.clear()


SHEETS: dict[str, Callable[[Path, dict[str, Kind]], Sheet]] = {
    "csv": CsvSheet,
    "parquet": ParquetSheet,
}


def _plain(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise BadMessage("Parquet needs pyarrow: run `make research-env` once.") from None
    return pyarrow, parquet
