"""A session on paper: the same page, tagged, with its intended use, drawn beside the event loop."""

from __future__ import annotations

import asyncio
import io
import logging
import re
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port

from contract.errors import Unavailable
from contract.settings import load_settings
from questionnaires.loader import load_all
from report import typeset as typesetter
from report.pdf import Press
from report.reference import load_reference
from report.render import session_page
from report.session import view
from report.typeset import typeset
from report.wording import INTENDED_USE
from tests.report.browsing import VIEWER
from tests.report.clinic import Clinic, clinic_of
from tests.report.paper import NEEDS_POPPLER, read
from tests.report.records import FIRST_WORDS, full

pytestmark = NEEDS_POPPLER


def page(hidden: bool = False) -> str:
    shown = view(full(), load_all(), load_reference(), demo=True, hide_estimates=hidden)
    return session_page(shown, VIEWER)


def test_it_says_what_the_page_says_on_pages_that_all_carry_the_intended_use() -> None:
    pdf = typeset(page())
    text = " ".join(read(pdf).split())
    for said in ("PHQ-9: 11 of 27, band: moderate", FIRST_WORDS, "Positive.", "text-minilm 1"):
        assert said in text
    pages = int(re.findall(r"Pages:\s+(\d+)", read(pdf, "pdfinfo"))[0])
    assert text.count(INTENDED_USE) == pages > 0
    assert "Tagged:          yes" in read(pdf, "pdfinfo")


def test_its_charts_have_their_text_alternatives() -> None:
    assert "Probability of each mood" in read(typeset(page()), "pdfinfo", "-struct-text")


def test_hidden_estimates_are_not_on_paper_either() -> None:
    text = read(typeset(page(hidden=True)))
    assert "PHQ-9: 11 of 27" in text
    for said in ("Estimated", "Positive", "minilm", "expressivity"):
        assert said not in text


def test_a_page_cannot_make_it_open_anything(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("top secret")
    bad = f'<img src="{secret.as_uri()}" alt=""><link rel="attachment" href="{secret.as_uri()}">'
    pdf = typeset(page().replace("</main>", f"{bad}</main>"))
    assert b"EmbeddedFile" not in pdf and "top secret" not in read(pdf)


def test_without_pango_it_ends_with_a_code_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_library(html: str) -> bytes:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(typesetter, "typeset", no_library)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"<p>")))
    monkeypatch.setattr(logging, "disable", lambda level: None)  # of a process of its own
    with pytest.raises(SystemExit) as end:
        typesetter.main()
    assert end.value.code == typesetter.NO_PANGO


@pytest.fixture
async def clinic(tmp_path: Path) -> AsyncIterator[Clinic]:
    given = {"DATA": str(tmp_path), "PORT": str(unused_port()), "PARTS": "fusion,report"}
    made = await clinic_of(load_settings({f"VULTUS_{k}": v for k, v in given.items()}))
    yield made
    await made.close()


async def test_others_are_served_while_a_pdf_is_drawn(clinic: Clinic) -> None:
    session = await clinic.play(full())
    drawing = asyncio.create_task(_get(clinic, f"/sessions/{session}.pdf"))
    slowest, told = 0.0, 0
    while not drawing.done():
        began = time.monotonic()
        await asyncio.sleep(0.01)
        slowest, told = max(slowest, time.monotonic() - began), told + 1
    kind, body = await drawing
    assert kind == "application/pdf" and body.startswith(b"%PDF")
    assert told > 20 and slowest < 0.5, "drawing takes seconds; the loop must not stand still"


async def _get(clinic: Clinic, path: str) -> tuple[str, bytes]:
    answer = await clinic.browser.get(clinic.home + path)
    return answer.content_type, await answer.read()


async def test_one_that_takes_too_long_is_ended_and_said() -> None:
    with pytest.raises(Unavailable, match="took too long"):
        await Press(limit_s=0.05).pdf(page())


async def test_a_covered_estimate_is_covered_on_paper_too(clinic: Clinic) -> None:
    session = await clinic.play(full())
    kind, body = await _get(clinic, f"/sessions/{session}.pdf")
    text = " ".join(read(body).split())
    assert kind == "application/pdf" and "There is an estimate; it is not shown yet." in text
    assert "Probability of each mood" not in text
    assert "uncover" not in text  # that is said of links, which paper has not
