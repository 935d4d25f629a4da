"""What stands in a PDF, as poppler reads it."""

from __future__ import annotations

import shutil
import subprocess

import pytest

NEEDS_POPPLER = pytest.mark.skipif(
    shutil.which("pdftotext") is None,
    reason="reading PDFs needs poppler: apt-get install poppler-utils",
)


def read(pdf: bytes, program: str = "pdftotext", *arguments: str) -> str:
    """Its text, or what another program says of it."""
    command = [program, *arguments, "-"] + (["-"] if program == "pdftotext" else [])
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return done.stdout.decode()
