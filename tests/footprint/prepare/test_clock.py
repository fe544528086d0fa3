"""Periods as arrays: when goods arrive, what money is worth, when something can begin."""

from __future__ import annotations

import numpy as np
import pytest

from reshore.footprint.prepare.clock import Clock

DAY = 1 / 365.25


@pytest.fixture(scope="module")
def clock(small):
    """Half a year, a quarter, a year."""
    return Clock.of(small((6, 3, 12), settings={"discount_rate": 0.1}))


def test_periods_stand_on_one_axis(clock):
    """6, 3 and 12 months are 0.5, 0.25 and 1 year."""
    assert clock.names == ("p1", "p2", "p3")
    assert clock.years.tolist() == [0.5, 0.25, 1]
    assert clock.begins.tolist() == [0, 0.5, 0.75]
    assert clock.horizon == 1.75
    assert len(clock) == 3


def test_money_is_worth_less_from_the_middle_of_its_period(clock):
    """Discounted at 10 % from 0.25, 0.625 and 1.25 years, and from the horizon."""
    assert clock.discount == pytest.approx([1.1**-0.25, 1.1**-0.625, 1.1**-1.25])
    assert clock.final == pytest.approx(1.1**-1.75)


def test_the_base_date_moves_all_of_it(small):
    """Half a year (184 days of 2024) before the start."""
    clock = Clock.of(small(settings={"discount_rate": 0.1, "base_date": "2024-07-01"}))
    assert clock.discount == pytest.approx([1.1 ** -(184 * DAY + 0.5)])
    assert clock.final == pytest.approx(1.1 ** -(184 * DAY + 1))


@pytest.mark.parametrize(("months", "first"), [(0, 0), (1, 1), (6, 1), (7, 2), (9, 2), (10, 3)])
def test_something_begins_with_the_first_period_that_starts_late_enough(clock, months, first):
    """Periods start after 0, 6 and 9 months; beyond the last start there is none."""
    assert clock.not_before(months) == first


def test_goods_without_transit_arrive_as_they_leave(clock):
    """The unit matrix."""
    assert clock.arrivals(0).tolist() == np.eye(3).tolist()


def test_goods_arrive_over_uneven_periods(clock):
    """A month and a half on the way (an eighth of a year).

    Of half a year's goods a quarter comes in the quarter after it; of the quarter's half; the last period
    keeps what would come after the horizon.
    """
    assert clock.arrivals(365.25 / 8) == pytest.approx(np.array([[0.75, 0.25, 0], [0, 0.5, 0.5], [0, 0, 1]]))


def test_goods_may_skip_a_period(clock):
    """Half a year on the way: what leaves in the first arrives from 0.5 to 1, half in the quarter."""
    assert clock.arrivals(365.25 / 2) == pytest.approx(np.array([[0, 0.5, 0.5], [0, 0, 1], [0, 0, 1]]))


def test_goods_that_come_after_the_horizon_arrive_in_the_last_period(clock):
    """Ten years on the way."""
    assert clock.arrivals(3652.5).tolist() == [[0, 0, 1]] * 3


@pytest.mark.parametrize(("days", "share"), [(0, 0), (365.25 / 8, 0.25), (365.25 / 2, 1), (400, 1)])
def test_goods_under_way_at_the_start_are_at_most_one_period_s(clock, days, share):
    """Days over the half-year of the first period, at most 1."""
    assert clock.under_way(days) == pytest.approx(share)
