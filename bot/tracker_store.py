"""Rasa's trackers, encrypted: they repeat what patients press and type, so they are patient data.

endpoints.yml names the class. Only the event's content is hidden; its sender (our session id),
type and time stay readable, since Rasa queries by them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

import sqlalchemy as sa
from cryptography.fernet import Fernet, MultiFernet
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy.ext.declarative import declarative_base

from contract.secret import trackers_url
from contract.settings import load_settings
from contract.text_keys import TextKeys


class Encrypted(sa.TypeDecorator):  # type: ignore[misc]  # SQLAlchemy 1.4 has no types
    """Text that is encrypted in the database and plain in Python."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: object) -> str | None:
        """To the database."""
        return None if value is None else _fernet().encrypt(value.encode()).decode()

    def process_result_value(self, value: str | None, dialect: object) -> str | None:
        """From the database."""
        return None if value is None else _fernet().decrypt(value.encode()).decode()


class EncryptedTrackerStore(SQLTrackerStore):  # type: ignore[misc]  # Rasa has no types
    """Rasa's SQL tracker store with `data` encrypted, in the database of VULTUS_TRACKERS."""

    Base: Any = declarative_base()

    class SQLEvent(Base):  # type: ignore[misc]
        """One event of a conversation; the columns are Rasa's."""

        __tablename__ = "events"

        id = sa.Column(sa.Integer, primary_key=True)
        sender_id = sa.Column(sa.String(255), nullable=False, index=True)
        type_name = sa.Column(sa.String(255), nullable=False)
        timestamp = sa.Column(sa.Float)
        intent_name = sa.Column(sa.String(255))
        action_name = sa.Column(sa.String(255))
        data = sa.Column(Encrypted)

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        url = host or trackers_url(load_settings())
        super().__init__(domain=domain, host=url, event_broker=event_broker, **kwargs)

    def erase(self, sender_id: str) -> int:
        """Delete all that was said in a session; how many events that were."""
        with self.session_scope() as session:
            events = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id)
            erased = int(events.delete())
            session.commit()
        return erased


@cache
def _keys() -> TextKeys:
    return TextKeys(load_settings())


@lru_cache(maxsize=2)
def _made(keys: tuple[bytes, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def _fernet() -> MultiFernet:
    """The keys of now: a rotation may put a new one in front while Rasa runs."""
    return _made(_keys().now())
