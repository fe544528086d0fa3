"""Goods on the way."""

from __future__ import annotations

import numpy as np
import pytest

from reshore.risk.transit import Transit, under_way

DAYS = np.array([0.0, 3.5, 7.0, 17.5, 70.0])


def test_weeks_under_way():
    """A unit is under way for its days, or until the last week ends."""
    transit = Transit.of(DAYS)
    assert transit.whole.tolist() == [0, 0, 1, 2, 10]
    assert transit.later.tolist() == [0, 0.5, 0, 0.5, 0]
    ends = transit.ends(4)
    assert ends[:, 0].tolist() == [0, 0.5, 1, 2.5, 4]
    assert ends[:, 3].tolist() == [0, 0.5, 1, 1, 1]


def test_what_arrives_too_late():
    """The share under way at the end grows with the days and the week of leaving."""
    beyond = Transit.of(DAYS).beyond(4)
    assert beyond[:, 3].tolist() == [0, 0.5, 1, 1, 1]
    assert beyond[3].tolist() == [0, 0.5, 1, 1]


def test_goods_under_way_arrive_evenly():
    """What is under way from before melts at the rate; what leaves meanwhile at the rate makes up for it."""
    before = under_way(DAYS, np.full(5, 2.0), 20)
    assert before[:, 0] == pytest.approx(2.0 * DAYS / 7)
    assert before[3].tolist()[:4] == [5.0, 3.0, 1.0, 0.0]
    later = 2.0 * np.array([Transit.of(DAYS).beyond(weeks).sum(axis=1) for weeks in range(1, 21)]).T
    assert before[:, 1:] + later == pytest.approx(np.repeat(before[:, :1], 20, axis=1))
