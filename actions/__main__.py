"""`python -m actions`: the action server on the port that the settings name."""

from __future__ import annotations

from actions.logs import start_logging
from actions.server import serve
from contract.settings import load_settings

if __name__ == "__main__":
    start_logging()
    serve(load_settings())
