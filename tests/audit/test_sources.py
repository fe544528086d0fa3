"""Sources are counted product by product, with what can't be told from the limit left open."""

from __future__ import annotations

import pytest

from reshore.audit.case import Case
from reshore.audit.rules import rules
from reshore.audit.sources import count_sources
from reshore.errors import AuditError


@pytest.fixture
def count(make_model, make_plan):
    """The function that counts the makers of one product, given their units and the rule."""

    def run(units, **rule):
        sites = [{"site": site, "country": "USA", "latitude": 0, "longitude": 0} for site in units]
        model = make_model(
            periods=[{"period": "2025", "start": "2025-01-01", "months": 12}],
            countries=[{"country": "USA"}],
            sites=sites,
            products=[{"product": "p"}, {"product": "unmade"}],
            processes=[{"process": site, "site": site, "product": "p"} for site in units],
            rules=[{"rule": "r", "measure": "sources", "activity": "make", "limit": 2} | rule],
        )
        made = {"country": "USA", "product": "p", "variant": "base", "period": "2025"}
        numbers = ("gross", "hours", "labour_hours", "energy", "carbon", "value", "value_added")
        plan = make_plan(
            production=[
                made | {"process": site, "site": site, "units": float(amount)} | dict.fromkeys(numbers, 0.0)
                for site, amount in units.items()
                if amount
            ]
        )
        case = Case(plan, model)
        (only,) = rules(case)
        return count_sources(case, only, 1e-6)["2025",]

    return run


def test_a_source_counts_from_its_share_on(count):
    """Of 100 units 60, 25 and 15: two give a quarter."""
    assert count({"a": 60, "b": 25.1, "c": 14.9}, sense=">=", share=0.25) == [(2, 2)]


def test_a_share_within_the_tolerance_may_count(count):
    """Exactly a quarter, but for the last digits: one source for sure, two if one likes."""
    assert count({"a": 75, "b": 25.0000001}, sense=">=", share=0.25) == [(1, 2)]


def test_every_source_counts_against_a_most(count):
    """With <= a share is no excuse; what is used not at all never counts."""
    assert count({"a": 99, "b": 1, "c": 0}, sense="<=", share=0.25) == [(2, 2)]


def test_a_product_that_is_not_made_has_no_source(count):
    """It could be made, so that it is selected; nobody gives more than nothing."""
    assert count({"a": 0, "b": 0}, sense=">=") == [(0, 0)]


def test_other_activities_have_no_sources(count):
    """Better no audit than a rule that is passed over."""
    with pytest.raises(AuditError, match="no sources of activity hold"):
        count({"a": 1}, activity="hold")
