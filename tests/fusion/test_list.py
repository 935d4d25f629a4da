"""The clinician's list holds the sessions in which somebody said something."""

from __future__ import annotations

from contract.messages import Reply
from fusion.store import Store
from tests.fusion.conftest import AT


def test_a_session_that_was_only_opened_is_not_listed(store: Store, session: str) -> None:
    assert store.summaries() == []
    store.put(Reply(session, "m1", AT + 1, "hello"))
    assert [line.session.session for line in store.summaries()] == [session]
