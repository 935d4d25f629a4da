"""All that is held of a patient, opened and packed: a zip of JSON files, one a table."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from contract.errors import NotFound
from fusion.cipher import Cipher
from fusion.holdings import ERASED, PSEUDONYMISED, SEALED, in_order, rows_of
from questionnaires.loader import load_all

Rows = list[dict[str, Any]]
WITHHELD: dict[str, tuple[str, ...]] = {"invite": ("token_sha256",), "chat": ("address_hmac",)}
"""Columns that only serve to find a row again, and would help whoever finds the file."""
RASA = "rasa.events"
_WHAT = {name: text for name, text in ERASED.items()}
_WHAT |= {name: moved.what for name, moved in PSEUDONYMISED.items()}


def held(db: Db, patient: str, cipher: Cipher) -> dict[str, Rows]:
    """Every row about a patient by table, sealed columns opened; NotFound without the patient."""
    found = {}
    for table in in_order():
        where = rows_of(table, patient)
        if where is None:
            continue
        rows = db.execute(select(table).where(where).order_by(*table.primary_key.columns))
        found[table.name] = [_opened(table.name, dict(row), cipher) for row in rows.mappings()]
    if not found["patient"]:
        raise NotFound("There is no such patient.")
    return dict(sorted(found.items()))


def packed(patient: str, held: dict[str, Rows], events: Rows, at: float) -> bytes:
    """The zip; `events` is what Rasa keeps of the patient's sessions."""
    every = {**held, RASA: events}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        _add(file, "about.json", _about(patient, every, at))
        _add(file, "questionnaires.json", _asked(held))
        for name, rows in every.items():
            _add(file, f"tables/{name}.json", rows)
    return target.getvalue()


def _opened(table: str, row: dict[str, Any], cipher: Cipher) -> dict[str, Any]:
    for name in SEALED.get(table, ()):
        if row[name]:
            row[name] = cipher.open(row[name])
    return {name: value for name, value in row.items() if name not in WITHHELD.get(table, ())}


def _about(patient: str, every: dict[str, Rows], at: float) -> dict[str, Any]:
    what = {**_WHAT, RASA: "What the chat program Rasa keeps of the sessions."}
    return {
        "patient": patient,
        "made": datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds"),
        "times": "Seconds since 1 January 1970, UTC.",
        "tables": {
            name: {"file": f"tables/{name}.json", "rows": len(rows), "what": what[name]}
            for name, rows in every.items()
        },
    }


def _asked(held: dict[str, Rows]) -> dict[str, Any]:
    """The questions and options of what was answered, so that the answers can be read."""
    definitions = load_all()
    ids = {row["questionnaire"] for table in ("start", "answer") for row in held[table]}
    return {
        one.id: {
            "title": one.title,
            "version": one.version,
            "items": {
                item.id: {
                    "text": item.text,
                    "options": {str(option.value): option.label for option in item.options},
                }
                for item in one.items
            },
        }
        for one in definitions.values()
        if one.id in ids
    }


def _add(file: zipfile.ZipFile, name: str, content: Any) -> None:
    """A file of the zip without a time of its own: the same rows make the same bytes."""
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o600 << 16
    text = json.dumps(content, indent=1, ensure_ascii=False)
    file.writestr(entry, text, compress_type=zipfile.ZIP_DEFLATED)
