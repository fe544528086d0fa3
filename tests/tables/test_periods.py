"""Periods lie in time as docs/semantics.md says, and rows are active on the days that they cover."""

from datetime import date

import polars as pl
import pytest

from reshore.tables.periods import active_share, base, horizon, periods

QUARTERS = [
    {"period": "2025", "start": "2024-07-01", "months": 12},
    {"period": "2024Q1", "start": "2024-01-01", "months": 3},
    {"period": "2024Q2", "start": "2024-04-01", "months": 3},
]


def test_periods_come_in_time_order(make_model):
    """Places in time, in years of 12 months and 365.25 days, whatever the order of the rows."""
    found = periods(make_model(periods=QUARTERS))
    assert found["period"].to_list() == ["2024Q1", "2024Q2", "2025"]
    assert found["index"].to_list() == [0, 1, 2]
    assert found["end"].to_list() == [date(2024, 4, 1), date(2024, 7, 1), date(2025, 7, 1)]
    assert found["years"].to_list() == [0.25, 0.25, 1.0]
    assert found["days"].to_list() == [91.3125, 91.3125, 365.25]
    assert found["begins"].to_list() == [0.0, 0.25, 0.5]
    assert found["ends"].to_list() == [0.25, 0.5, 1.5]


def test_money_is_discounted_to_the_start_of_the_first_period(make_model):
    """Without a base date, a period's money is worth (1 + r) to the minus years to its middle."""
    model = make_model(periods=QUARTERS, settings={"discount_rate": 0.1})
    assert base(model) == 0
    assert horizon(model) == 1.5
    assert periods(model)["exponent"].to_list() == [0.125, 0.375, 1.0]
    assert periods(model)["discount"].to_list() == pytest.approx([1.1**-0.125, 1.1**-0.375, 1 / 1.1])


def test_a_base_date_shifts_all(make_model):
    """Money is discounted by the days from the base date, 365.25 a year."""
    model = make_model(periods=QUARTERS, settings={"base_date": "2023-01-01"})
    assert base(model) == pytest.approx(365 / 365.25)
    assert periods(model)["exponent"][0] == pytest.approx(365 / 365.25 + 0.125)


@pytest.mark.parametrize(
    ("since", "until", "share"),
    [
        (None, None, 1.0),
        (date(2024, 4, 1), None, 0.0),
        (None, date(2024, 1, 1), 0.0),
        (date(2024, 2, 1), None, 60 / 91),
        (date(2024, 2, 1), date(2024, 3, 1), 29 / 91),
        (date(2023, 1, 1), date(2024, 1, 2), 1 / 91),
        (date(2025, 1, 1), date(2026, 1, 1), 0.0),
    ],
)
def test_a_row_is_active_for_its_share_of_calendar_days(since, until, share):
    """Shares are covered days over the days of the period, the last day left out."""
    row = pl.DataFrame(
        {"from": [since], "to": [until], "start": [date(2024, 1, 1)], "end": [date(2024, 4, 1)]},
        schema_overrides={"from": pl.Date, "to": pl.Date},
    )
    assert row.select(active_share()).item() == pytest.approx(share)
