"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# No example has a time limit: the machine may be busy, and speed is measured in bench/.
settings.register_profile("vultus", deadline=None)
settings.load_profile("vultus")
