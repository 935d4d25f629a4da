"""Whether the key fits what is stored: asked at the start, not when a patient waits."""

from __future__ import annotations

from contextlib import closing

from sqlalchemy import select

from fusion.cipher import Cipher
from fusion.database import Database
from fusion.holdings import SEALED, in_order


def check_key(database: Database, cipher: Cipher) -> None:
    """BadSetting when the latest sealed value of a table opens with none of the keys."""
    try:
        with database.read() as db:
            for table in in_order():
                for name in SEALED.get(table.name, ()):
                    column, order = table.c[name], next(iter(table.primary_key.columns))
                    query = select(column).where(column.is_not(None), column != "")
                    found = db.scalar(query.order_by(order.desc()).limit(1))
                    if found:
                        cipher.open(found)
    except BaseException:
        with closing(database):
            raise
