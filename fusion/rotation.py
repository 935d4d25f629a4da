"""Giving everything that is sealed another key: in small steps, each of them safe to be the last.

As long as a former key is needed it stays among the keys, so a rotation that is cut off loses
nothing; the next one goes on where it was, since what has the first key already is left alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session as Db

from contract.settings import Settings
from contract.text_keys import TextKeys
from fusion.chat_tables import ChatRow
from fusion.chats import digests
from fusion.cipher import Cipher
from fusion.database import Database
from fusion.holdings import SEALED, in_order
from fusion.rights_tables import RotationRow
from fusion.trackers import Trackers

BATCH = 500
SETTLE_S = 15.0
"""So long after a new key came, nothing that is sealed with the former one is still on its way."""
Say = Callable[[str, int], None]
"""Hears how many values of a table got the new key."""


@dataclass(frozen=True)
class Rotated:
    """What a rotation did."""

    counts: dict[str, int]
    """Values that got the first key, by table."""
    retired: int
    """Keys that are no longer used."""


class Rotation:
    """One rotation, over the database and Rasa's tracker store, beside whatever runs."""

    def __init__(self, database: Database, trackers: Trackers, keys: TextKeys) -> None:
        self._database, self._trackers, self._keys = database, trackers, keys
        self._cipher = Cipher(keys.now)

    @classmethod
    def of(cls, settings: Settings) -> Rotation:
        """On what the settings name."""
        return cls(Database.of(settings), Trackers.of(settings), TextKeys(settings))

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def run(self, say: Say, settle_s: float = SETTLE_S) -> Rotated:
        """Seal all with the first key of VULTUS_KEY, or with a new one in the data folder's file.

        In the file the former ones are retired at the end, and a rotation that was cut off goes on
        with its key; those of VULTUS_KEY are its owner's to take out.
        """
        number, cut_off = self._begin(time.time())
        if self._keys.in_file and not (cut_off and len(self._keys.now()) > 1):
            self._keys.add(Fernet.generate_key())
        settled = time.monotonic() + settle_s
        counts: dict[str, int] = {}
        while True:
            done = self._pass()
            for name, count in done.items():
                counts[name] = counts.get(name, 0) + count
                say(name, counts[name])
            left = settled - time.monotonic()
            if not any(done.values()) and left <= 0:
                break
            time.sleep(max(0.0, min(left, 1.0)))
        retired = self._keys.retire() if self._keys.in_file else 0
        self._finish(number, time.time(), sum(counts.values()))
        self._database.scrub()
        return Rotated(counts, retired)

    def _pass(self) -> dict[str, int]:
        """Renew whatever has not the first key yet; how many values of each table that were."""
        tables = [table for table in in_order() if table.name in SEALED]
        done = {table.name: self._renew(table) for table in tables if table.name != "chat"}
        return {**done, "chat": self._renew_chats(), "rasa.events": self._renew_trackers()}

    def _renew(self, table: Table) -> int:
        (key,), names, after, count = table.primary_key.columns, SEALED[table.name], 0, 0
        while True:
            with self._database.write() as db:
                query = select(key, *(table.c[name] for name in names)).where(key > after)
                rows = db.execute(query.order_by(key).limit(BATCH)).all()
                for number, *values in rows:
                    count += self._renew_row(
                        db, table, number, dict(zip(names, values, strict=True))
                    )
            if len(rows) < BATCH:
                return count
            after = rows[-1][0]

    def _renew_row(self, db: Db, table: Table, number: int, values: dict[str, Any]) -> int:
        found = {name: self._cipher.renewed(old) for name, old in values.items() if old}
        new = {name: value for name, value in found.items() if value is not None}
        if new:
            (key,) = table.primary_key.columns
            db.execute(update(table).where(key == number).values(new))
        return len(new)

    def _renew_chats(self) -> int:
        """A chat is found by a hash that hangs on the key: that changes with it."""
        count = 0
        with self._database.write() as db:
            for row in db.scalars(select(ChatRow)):
                new = self._cipher.renewed(row.address)
                if new is not None:
                    address = self._cipher.open(row.address)
                    row.address_hmac = digests(row.channel, address, self._cipher)[0]
                    row.address, count = new, count + 1
        return count

    def _renew_trackers(self) -> int:
        return self._trackers.renew(self._cipher, BATCH)

    def _begin(self, at: float) -> tuple[int, bool]:
        """Its number, and whether it goes on with one that was cut off.

        While a rotation is open the database lets outcomes of alerts be sealed anew.
        """
        with self._database.write() as db:
            row = db.scalar(select(RotationRow).where(RotationRow.finished.is_(None)))
            if row is not None:
                return row.number, True
            row = RotationRow(begun=at)
            db.add(row)
            db.flush()
            return row.number, False

    def _finish(self, number: int, at: float, renewed: int) -> None:
        with self._database.write() as db:
            row = db.get(RotationRow, number)
            assert row is not None
            row.finished, row.renewed = at, renewed
