"""Rasa's tracker store, as far as a patient's rights need it: read, erased by sender.

Rasa writes it (bot/tracker_store.py); its sender id is our session id. A tracker that is gone costs
nothing: the store holds the truth.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Engine,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    func,
    inspect,
    select,
    update,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from contract.errors import BadSetting
from contract.secret import trackers_url
from contract.settings import Settings
from fusion.cipher import Cipher

EVENTS = Table(
    "events",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("sender_id", String(255)),
    Column("type_name", String(255)),
    Column("timestamp", Float),
    Column("data", Text),
)
"""The columns of Rasa's table that are used here."""


class Trackers:
    """One tracker store; without one there is nothing in it."""

    def __init__(self, url: str) -> None:
        try:
            self._url = make_url(url)
        except ArgumentError:
            raise BadSetting("VULTUS_TRACKERS is not a SQLAlchemy URL.") from None

    @classmethod
    def of(cls, settings: Settings) -> Trackers:
        """The tracker store of the settings."""
        return cls(trackers_url(settings))

    def events(self, senders: Sequence[str], cipher: Cipher) -> list[dict[str, Any]]:
        """All that Rasa keeps of these sessions, opened, oldest first."""
        engine = self._engine()
        if engine is None:
            return []
        query = select(EVENTS).where(EVENTS.c.sender_id.in_(senders)).order_by(EVENTS.c.id)
        with engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        engine.dispose()
        return [
            {
                "session": row["sender_id"],
                "at": row["timestamp"],
                "event": json.loads(cipher.open_text(row["data"])) if row["data"] else None,
            }
            for row in rows
        ]

    def erase(self, senders: Sequence[str]) -> int:
        """Delete the trackers of these sessions; how many events that were."""
        engine = self._engine()
        if engine is None or not senders:
            return 0
        with engine.begin() as connection:
            gone = connection.execute(delete(EVENTS).where(EVENTS.c.sender_id.in_(senders)))
        engine.dispose()
        return int(gone.rowcount)

    def renew(self, cipher: Cipher, batch: int) -> int:
        """Seal with the first key what is sealed with another; how many events that were."""
        engine = self._engine()
        if engine is None:
            return 0
        count = after = 0
        while True:
            query = select(EVENTS.c.id, EVENTS.c.data).where(EVENTS.c.id > after)
            with engine.begin() as connection:
                rows = connection.execute(query.order_by(EVENTS.c.id).limit(batch)).all()
                for id, data in rows:
                    new = cipher.renewed(data) if data else None
                    if new is not None:
                        same = (EVENTS.c.id == id) & (EVENTS.c.data == data)
                        connection.execute(update(EVENTS).where(same).values(data=new))
                        count += 1
            if len(rows) < batch:
                engine.dispose()
                return count
            after = rows[-1][0]

    def senders(self) -> dict[str, float]:
        """Every session that Rasa keeps something of, and when its last event was."""
        engine = self._engine()
        if engine is None:
            return {}
        query = select(EVENTS.c.sender_id, func.max(EVENTS.c.timestamp)).group_by(
            EVENTS.c.sender_id
        )
        with engine.connect() as connection:
            found = {sender: last or 0.0 for sender, last in connection.execute(query)}
        engine.dispose()
        return found

    def _engine(self) -> Engine | None:
        """An engine for one piece of work; None where Rasa has not made its table yet."""
        engine = create_engine(self._url, hide_parameters=True)
        if engine.dialect.name == "sqlite":
            if not Path(self._url.database or "").exists():  # connecting would make the file
                return None
            event.listen(engine, "connect", _settle)
        if not inspect(engine).has_table(EVENTS.name):
            engine.dispose()
            return None
        return engine


def _settle(raw: Any, _: Any) -> None:
    """What is deleted is overwritten, and Rasa's own writes are waited for."""
    for pragma in ("PRAGMA secure_delete = ON", "PRAGMA busy_timeout = 10000"):
        raw.execute(pragma).close()
