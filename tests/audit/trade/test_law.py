"""Territories and agreements, over time."""

from __future__ import annotations

import pytest
from tests.audit.trade.world import tables

from reshore.audit.trade.law import Law


@pytest.fixture
def law(trade):
    """Law of the countries of the tests."""
    return Law(trade)


def test_a_customs_union_is_one_territory(law):
    """Germany and France are in one; partners of an agreement are not."""
    assert not law.crosses("DEU", "FRA", "2025")
    assert law.crosses("USA", "MEX", "2025")


def test_membership_is_that_of_the_first_day(make_model):
    """France leaves on 2 January 2026: it is a member in 2025 and 2026."""
    model = tables()
    model["blocs"] = [
        row | {"to": "2026-01-02"} if row["country"] == "FRA" else row for row in model["blocs"]
    ]
    law = Law(make_model(**model))
    assert not law.crosses("DEU", "FRA", "2026")
    model["blocs"] = [
        row | {"to": "2026-01-01"} if row["country"] == "FRA" else row for row in model["blocs"]
    ]
    assert Law(make_model(**model)).crosses("DEU", "FRA", "2026")


def test_the_longest_prefix_covers(law):
    """HS 8473 has a row of its own; mercosur covers chapter 84 alone, and nothing without a code."""
    assert law.covering("usmca", "847330")["basis"] == "deemed"
    assert law.covering("usmca", "8471")["basis"] == "rvc"
    assert law.covering("mercosur", "8534") is None
    assert law.covering("mercosur", "") is None


def test_the_strictest_agreement_limits(law):
    """Mexico shares usmca with the USA, which allows the lesser; mercosur with Brazil asks nothing."""
    assert law.limit("8471", "MEX", "USA", "2025") == "lesser"
    assert law.limit("8471", "MEX", "BRA", "2025") == "free"
    assert law.limit("8471", "MEX", "CHN", "2025") == "free"


def test_native_goods(law):
    """What originates in Mexico has the agreements that Mexico is part of and that cover it."""
    assert law.native("8471", "MEX", "2025") == {"usmca", "mercosur"}
    assert law.native("8534", "MEX", "2025") == {"usmca"}
    assert law.native("8471", "CHN", "2025") == set()
