"""Frames are dated on the server's clock."""

from __future__ import annotations

from contract.clock import PageClock
from vision.frame import Frame
from vision.timing import taken_at


def _frame(page: float) -> Frame:
    return Frame(page=page, received=1000.0, jpeg=b"")


def test_arrival_counts_until_the_page_clock_is_known() -> None:
    assert taken_at(_frame(page=5000.0), PageClock()) == 1000.0


def test_page_time_is_converted_by_the_offset() -> None:
    clock = PageClock()
    clock.observe(sent=900.0, page=4900.1, received=900.2)
    assert abs(taken_at(_frame(page=4999.8), clock) - 999.8) < 1e-6


def test_no_frame_lies_in_the_future_or_far_in_the_past() -> None:
    clock = PageClock()
    clock.observe(sent=900.0, page=900.0, received=900.0)
    assert taken_at(_frame(page=1000.5), clock) == 1000.0
    assert taken_at(_frame(page=100.0), clock) == 1000.0
