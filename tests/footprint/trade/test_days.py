"""Rates over the days of a period: rows that begin, end and give way to others within it."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from reshore.footprint.trade.days import in_force


def test_a_duty_is_charged_on_its_days(tariff, duty):
    """A quarter from 1 April 2025: 275 of 365 days; all of 2026."""
    rows = tariff({"ad_valorem": 0.25, "from": "2025-04-01"})
    assert duty(rows, period="2025") == {"mfn": 0.25 * 275 / 365}
    assert duty(rows, period="2026") == {"mfn": 0.25}


def test_a_row_takes_over_from_another(tariff, duty):
    """A tenth for 181 days, three tenths for the 184 after them."""
    rows = tariff({"ad_valorem": 0.1, "to": "2025-07-01"}, {"ad_valorem": 0.3, "from": "2025-07-01"})
    assert duty(rows) == {"mfn": (0.1 * 181 + 0.3 * 184) / 365}


def test_a_more_specific_row_holds_back_the_other_on_its_days_alone(tariff, duty):
    """China pays half in March (31 days), and a tenth before and after."""
    rows = tariff(
        {"ad_valorem": 0.1},
        {"ad_valorem": 0.5, "origin": "CHN", "from": "2025-03-01", "to": "2025-04-01"},
    )
    assert duty(rows) == {"mfn": (0.1 * 334 + 0.5 * 31) / 365}


def test_a_specific_row_of_nothing_frees_on_its_days(tariff, duty):
    """A suspension for 31 days."""
    rows = tariff(
        {"ad_valorem": 0.1},
        {"ad_valorem": 0, "origin": "CHN", "from": "2025-03-01", "to": "2025-04-01"},
    )
    assert duty(rows) == {"mfn": 0.1 * 334 / 365}


def test_days_of_a_leap_year_count(tariff, duty):
    """February 2028 has 29 of 366 days."""
    rows = tariff(
        {"ad_valorem": 0.1, "from": "2028-02-01", "to": "2028-03-01"},
        periods=[{"period": "2028", "start": "2028-01-01", "months": 12}],
    )
    assert duty(rows, period="2028") == {"mfn": 0.1 * 29 / 366}


def test_rates_per_kg_are_averaged_too(tariff, crossings):
    """Two a kg on the last 31 days."""
    rows = tariff({"per_kg": 2, "from": "2025-12-01"})
    assert rows.charged(crossings({}))["per_kg"].to_list() == pytest.approx([2 * 31 / 365])


def test_a_layer_whose_drawback_changes_has_a_line_for_each(tariff, crossings):
    """Paid back in full until July, not at all from then on; the averages of both add up to the rate."""
    rows = tariff(
        {"ad_valorem": 0.1, "drawback": "full", "to": "2025-07-01"},
        {"ad_valorem": 0.1, "from": "2025-07-01"},
    )
    lines = rows.charged(crossings({})).select("drawback", "ad_valorem").sort("drawback")
    assert lines["drawback"].to_list() == ["full", "none"]
    assert lines["ad_valorem"].to_list() == pytest.approx([0.1 * 181 / 365, 0.1 * 184 / 365])


def test_spells_lie_between_the_days_on_which_rows_change():
    """The special row stands for the middle ten days; there is no spell where no row stands."""
    matched = pl.DataFrame(
        {
            "case": [0, 0, 1],
            "row": [0, 1, 0],
            "layer": ["mfn"] * 3,
            "period": ["p"] * 3,
            "begins": [date(2025, 1, 1), date(2025, 1, 11), date(2025, 1, 6)],
            "ends": [date(2025, 2, 1), date(2025, 1, 21), date(2025, 1, 8)],
            "rank": [0, 5, 0],
        }
    )
    found = in_force(matched).sort("case", "begins").with_columns(pl.col("begins", "ends").dt.day())
    assert found.select("case", "begins", "ends", "row").rows() == [
        (0, 1, 11, 0),
        (0, 11, 21, 1),
        (0, 21, 1, 0),
        (1, 6, 8, 0),
    ]
