"""Time and discounting, by hand."""

from __future__ import annotations

from datetime import date

import pytest

from reshore.audit.clock import Clock


def test_periods_of_unlike_length(make_model):
    """Half a year, then two years; money is dated to the middle, counted from the base date.

    The first period starts 181 days after 2024-07-04, so base = 181/365.25. Middles: base + 0.25, base + 1.5.
    """
    periods = [
        {"period": "b", "start": "2025-07-01", "months": 24},
        {"period": "a", "start": "2025-01-01", "months": 6},
    ]
    model = make_model(periods=periods, settings={"discount_rate": 0.1, "base_date": date(2024, 7, 4)})
    clock = Clock.of(model)
    first, last = clock
    assert [first.period, last.period] == ["a", "b"]
    assert (last.begins, last.ends, last.years, clock.horizon) == (0.5, 2.5, 2.0, 2.5)
    assert last.days == 730.5
    assert last.end == date(2027, 7, 1)
    assert first.discount == pytest.approx(1.1 ** -(181 / 365.25 + 0.25))
    assert last.discount == pytest.approx(1.1 ** -(181 / 365.25 + 1.5))
