"""The overview's bench writes a clinic that the real service reads, and times its pages."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bench.clinic_data import Size
from bench.overview import PAGES, _write, overview
from contract.settings import load_settings
from fusion.overview import ONLY, Asked
from fusion.store import Store


def test_every_page_is_timed(capsys: pytest.CaptureFixture[str]) -> None:
    overview(patients=3, sessions=12, rounds=2, as_json=True)
    found = json.loads(capsys.readouterr().out)
    assert set(found["pages_ms"]) == set(PAGES)
    assert all(0 < times["p50"] <= times["max"] for times in found["pages_ms"].values())


def test_the_made_up_clinic_has_something_for_every_filter(tmp_path: Path) -> None:
    settings = load_settings({"VULTUS_DATA": str(tmp_path), "VULTUS_PARTS": "fusion"})
    _write(settings, Size(80, 80 * 20))
    store, now = Store.of(settings), time.time()
    store.overviews.make_lines(60, now)
    asked = Asked("main")
    found = {only: store.overviews.page(replace(asked, only=only), now).count for only in ONLY}
    assert all(0 < count < 80 for count in found.values()), found
    every = store.overviews.page(asked, now)
    assert every.count == 80
    assert found["alerts"] <= every.alerts == sum(one.alerts for one in every.patients)
    store.close()
