"""Duty rows in each period: the days on which they stand, and rates that change over time."""

from __future__ import annotations

from datetime import date

import pytest

from reshore.footprint.prepare.clock import Clock
from reshore.footprint.trade.rows import duty_rows, duty_terms


@pytest.fixture
def terms(world):
    """Return the function that reads the terms of rows of one layer."""

    def read(*duties, **tables):
        model = world(duties=[{"layer": "s301", **row} for row in duties], **tables)
        return duty_terms(model, Clock.of(model))

    return read


def test_a_row_stands_on_its_days_of_a_period(terms):
    """From April 2025 to July 2026: 275 of 365 days, and the first 181."""
    found = terms({"from": "2025-04-01", "to": "2026-07-01"}).sort("period")
    assert found.select("begins", "ends", "days").rows() == [
        (date(2025, 4, 1), date(2026, 1, 1), 365),
        (date(2026, 1, 1), date(2026, 7, 1), 365),
    ]


def test_a_row_without_dates_stands_always(terms):
    """Both periods, whole."""
    assert terms({}).select("begins", "ends").rows() == [
        (date(2025, 1, 1), date(2026, 1, 1)),
        (date(2026, 1, 1), date(2027, 1, 1)),
    ]


@pytest.mark.parametrize("dates", [{"from": "2027-01-01"}, {"to": "2025-01-01"}])
def test_a_row_of_other_days_has_no_terms(terms, dates):
    """The day after the last period, and the day before the first."""
    assert terms(dates).is_empty()


def test_rates_change_with_series(terms):
    """A tenth, from 2026 a fifth; the row without a key of its own has empty parts in its name."""
    series = [
        {"table": "duties", "key": "s301/USA/////", "column": "ad_valorem", "period": "2026", "value": 0.2}
    ]
    found = terms({"importer": "USA", "ad_valorem": 0.1}, {"ad_valorem": 0.3}, series=series)
    assert found.sort("row", "period")["ad_valorem"].to_list() == [0.1, 0.2, 0.3, 0.3]


def test_rows_are_spread_over_the_products_that_they_cover(world):
    """The first covers all three products, the second one."""
    found = duty_rows(world(duties=[{"layer": "mfn"}, {"layer": "mfn", "hs": "8471"}]))
    assert found.sort("row", "product").select("row", "product", "digits").rows() == [
        (0, "board", 0),
        (0, "crate", 0),
        (0, "rack", 0),
        (1, "rack", 4),
    ]
