"""Rates are read as users write them."""

from __future__ import annotations

import pytest

from reshore.errors import UsageError
from reshore.factory.plan.rate import weekly


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("400/week", 400.0),
        ("2 / day", 14.0),
        ("8766/year", 168.0),
        ("1,461 per month", 336.0),
        ("0.5/week", 0.5),
        ("max", None),
    ],
)
def test_rates(text, units):
    """A rate counts by the week of 168 hours; a year has 8,766."""
    assert weekly(text) == (None if units is None else pytest.approx(units))


@pytest.mark.parametrize(
    "text", ["", "400", "400/hour", "-3/week", "0/week", "1e999/week", "..../week", "most"]
)
def test_what_is_no_rate(text):
    """Anything else is refused, and the message says what to write."""
    with pytest.raises(UsageError, match="such as 400/week"):
        weekly(text)
