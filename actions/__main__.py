"""`python -m actions`: the action server on the port that the settings name."""

from __future__ import annotations

import logging

from actions.server import serve
from contract.settings import load_settings

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    serve(load_settings())
