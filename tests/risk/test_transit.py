"""Goods on the way."""

from __future__ import annotations

import numpy as np
import pytest

from reshore.risk.transit import ends, in_weeks, under_way

DAYS = np.array([0.0, 3.4, 3.5, 7.0, 17.4, 17.5, 70.0])
WEEKS = [0, 0, 1, 1, 2, 3, 10]


def test_days_become_whole_weeks():
    """Days are the nearest number of weeks, half a week up."""
    assert in_weeks(DAYS).tolist() == WEEKS


def test_weeks_under_way():
    """A unit is under way for its weeks, or until the last week ends."""
    found = ends(np.array(WEEKS), 4)
    assert found[:, 0].tolist() == [0, 0, 1, 1, 2, 3, 4]
    assert found[:, 3].tolist() == [0, 0, 1, 1, 1, 1, 1]
    assert found[5].tolist() == [3, 3, 2, 1]


def test_goods_under_way_arrive_evenly():
    """What is under way from before melts at the rate; what leaves meanwhile at the rate makes up for it."""
    transit = np.array(WEEKS)
    before = under_way(transit, np.full(7, 2.0), 20)
    assert before[:, 0].tolist() == [2.0 * weeks for weeks in WEEKS]
    assert before[5].tolist()[:5] == [6.0, 4.0, 2.0, 0.0, 0.0]
    later = 2.0 * np.minimum(transit[:, None], np.arange(1, 21))
    assert before[:, 1:] + later == pytest.approx(np.repeat(before[:, :1], 20, axis=1))
