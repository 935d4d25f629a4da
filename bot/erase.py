"""`python -m bot.erase SESSION...`: delete what Rasa keeps of those sessions."""

from __future__ import annotations

import argparse

from bot.tracker_store import EncryptedTrackerStore


def erase(sessions: list[str]) -> int:
    """Delete their trackers; how many events that were."""
    store = EncryptedTrackerStore()
    return sum(store.erase(session) for session in sessions)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Delete what Rasa keeps of sessions.")
    parser.add_argument("session", nargs="+", help="session id, which is Rasa's sender id")
    print(f"{erase(parser.parse_args().session)} events deleted")
