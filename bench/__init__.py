"""The figures we promise, each printed by one command: `python -m bench.<what>` (README.md)."""
