from __future__ import annotations

import pytest

from reshore.factory.balance.result import Balance, Station

LINE = Balance(
    10.0,
    (
        Station(1, "bench", ("a", "b"), 1, 8.0, 2.0, 2.0),
        Station(2, "cell", ("c",), 2, 12.0, 8.0, 1.0),
    ),
    3,
    True,
)


def test_figures():
    """20 of 30 hours are used; two cells are 2 h faster than the bench."""
    assert (LINE.count, LINE.idle, LINE.operators) == (3, 10.0, 3.0)
    assert LINE.efficiency == pytest.approx(2 / 3)
    assert LINE.smoothness == pytest.approx(8**0.5)


def test_frame():
    """A row a station."""
    assert LINE.frame().row(1) == (2, "cell", ["c"], 2, 12.0, 8.0, 1.0)
