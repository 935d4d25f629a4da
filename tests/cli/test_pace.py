"""Media time on the clock."""

import time

import pytest

from cli.pace import Pace


@pytest.mark.parametrize("speed", [1.0, 4.0, 20.0])
async def test_moments_are_as_far_apart_as_the_speed_says(speed: float) -> None:
    pace = Pace(speed)
    start = pace.resume()
    assert await pace.until(0.02) == pytest.approx(start + 0.02 / speed, abs=1e-6)
    assert await pace.until(0.05) == pytest.approx(start + 0.05 / speed, abs=1e-6)


async def test_standing_still_takes_nothing_from_the_clip() -> None:
    pace = Pace(1.0)
    pace.resume()
    await pace.until(0.01)
    resumed = pace.resume()
    assert await pace.until(0.03) == pytest.approx(resumed + 0.02, abs=1e-6)


async def test_no_moment_is_told_before_it_is_there() -> None:
    pace = Pace(1.0)
    pace.resume()
    assert await pace.until(0.02) <= time.time()
