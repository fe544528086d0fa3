"""Axes end at figures that people read, and lines stand where their value is."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reshore.report.plant.axes import MARGIN, SPREAD, TALLEST, around, height_of, line_at, top

SIZES = st.floats(1e-6, 1e9)


@given(SIZES)
def test_top_is_a_little_above(value: float) -> None:
    """The line at a value is in sight, and not far below the end."""
    assert MARGIN * value * (1 - 2e-12) <= top(value) <= 1.6 * value


def test_top_of_nothing() -> None:
    """An axis has a length even so."""
    assert top(0.0) == 1.0


@given(st.lists(SIZES, min_size=1, max_size=6))
@example([0.2])
def test_all_values_are_between_the_ends(values: list[float]) -> None:
    """The ends hold all values, and are whole steps; noise is not drawn as if it were a change."""
    axis, most = around(values), max(values)
    assert axis["min"] - 1e-9 * most <= min(values)
    assert axis["max"] + 1e-9 * most >= most
    assert axis["max"] - axis["min"] >= SPREAD * most * (1 - 1e-6)
    assert 2 - 1e-6 <= (axis["max"] - axis["min"]) / axis["interval"] < 8


def test_around_nothing() -> None:
    """Values that are all 0 have an axis."""
    assert around([0.0, 0.0]) == {"min": 0.0, "max": 1.0, "interval": 1.0}


def test_a_line_is_not_rounded() -> None:
    """ECharts rounds to two decimals where nobody tells it not to; a takt of 1.4 minutes is 0.02333 hours."""
    mark = line_at("Takt", "xAxis", 1.4 / 60)["markLine"]
    assert mark["data"][0]["xAxis"] == pytest.approx(1.4 / 60, abs=1e-8)
    assert mark["precision"] >= 6


def test_charts_go_on_paper() -> None:
    """Many rows are drawn closer together."""
    assert height_of(10, 34) == 388
    assert height_of(200, 34) == TALLEST + 48
