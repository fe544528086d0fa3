"""Annuities and write-offs, by hand."""

from __future__ import annotations

import pytest

from reshore.audit.clock import Clock
from reshore.audit.invest import Investment


@pytest.fixture
def years(make_model):
    """Three periods of one, one and two years; the rate is set by the test."""

    def clock(rate):
        periods = [
            {"period": "a", "start": "2025-01-01", "months": 12},
            {"period": "b", "start": "2026-01-01", "months": 12},
            {"period": "c", "start": "2027-01-01", "months": 24},
        ]
        return Clock.of(make_model(periods=periods, settings={"discount_rate": rate}))

    return clock


def test_without_interest_it_is_the_cost_over_the_years(years):
    """600 over 5 years from the start of b: 120 a year; 0, 120, 240 in the periods, 240 due after them."""
    clock = years(0.0)
    investment = Investment("module", 600.0, 5.0, clock.ticks[1])
    assert [investment.charge(tick, 0.0) for tick in clock] == [0.0, 120.0, 240.0]
    assert investment.due_after(clock) == pytest.approx(240.0)


def test_an_annuity_is_worth_the_cost(years):
    """1000 over 6 years at 10 % is 229.607 a year (annuity factor 4.35526).

    Two years are due after the horizon. Their balance then is
    229.607 * (1 - 1.1^-2) / 0.1 = 229.607 * 1.73554 = 398.492.
    """
    clock = years(0.1)
    investment = Investment("site_opening", 1000.0, 6.0, clock.ticks[0])
    assert investment.annuity(0.1) == pytest.approx(229.607, abs=5e-4)
    assert investment.due_after(clock) == pytest.approx(398.492, abs=5e-4)


def test_a_life_that_ends_within_a_period(years):
    """1.5 years from the start of b: one year in b, half in c, nothing due after."""
    clock = years(0.1)
    investment = Investment("module", 300.0, 1.5, clock.ticks[1])
    annual = investment.annuity(0.1)
    assert [investment.charge(tick, 0.1) for tick in clock] == pytest.approx([0, annual, annual / 2])
    assert investment.due_after(clock) == 0
