"""These tests need torch: `make test-train` runs them in the training environment."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("torch") else ["test_*.py"]
