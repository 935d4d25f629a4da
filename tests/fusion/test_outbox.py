"""The outbox in the store: a change goes in once, one worker has it, a later change is not lost."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from contract.messages import Answer, Delivery
from fusion.outbox import HELD_S
from fusion.store import Store
from tests.fusion.conftest import AT


def test_one_worker_has_a_session_until_it_says_what_came_of_it(store: Store, session: str) -> None:
    store.close_session(session, "completed", AT + 60)
    now = time.time()
    with ThreadPoolExecutor(4) as pool:
        claims = list(pool.map(lambda _: store.outbox.claim(now), range(4)))
    (claimed,) = [one for found in claims for one in found]
    assert (claimed.session, claimed.attempts, claimed.sent) == (session, 0, None)
    assert store.outbox.claim(now + HELD_S - 1) == []
    (again,) = store.outbox.claim(now + HELD_S)
    store.outbox.delivered(Delivery(session, again.change, "ab" * 32), now + HELD_S)
    assert store.outbox.claim(now + 9 * HELD_S) == []
    (queued,) = store.outbox.every()
    assert (queued.due, queued.pushed, queued.error) == (None, now + HELD_S, "")


def test_a_change_while_it_is_sent_is_sent_too(store: Store, session: str) -> None:
    store.close_session(session, "completed", AT + 60)
    (claimed,) = store.outbox.claim(time.time())
    store.put(Answer(session, "phq9", "1", "phq9_1", 2, AT + 61, "m1"))
    store.outbox.delivered(Delivery(session, claimed.change, "ab" * 32), time.time())
    (later,) = store.outbox.claim(time.time())
    assert later.change > claimed.change and later.sent == "ab" * 32


def test_what_failed_waits_and_what_is_sent_again_is_sent_whole(store: Store, session: str) -> None:
    store.close_session(session, "completed", AT + 60)
    now = time.time()
    (claimed,) = store.outbox.claim(now)
    store.outbox.delivered(Delivery(session, claimed.change, None, now + 20, "503"), now)
    assert store.outbox.claim(now + 19) == []
    (second,) = store.outbox.claim(now + 20)
    assert second.attempts == 1
    store.outbox.delivered(Delivery(session, second.change, "cd" * 32), now + 21)
    assert store.outbox.send_again(None, now + 30) == 1
    (third,) = store.outbox.claim(now + 30)
    assert third.sent is None
