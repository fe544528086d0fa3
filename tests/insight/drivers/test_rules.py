"""Rules neutralised: against risk or of policy, each gone with its series."""

from __future__ import annotations

import polars as pl
import pytest
from tests.insight.drivers.volumes import plan_of
from tests.insight.drivers.world import world

from reshore.errors import UsageError
from reshore.insight.drivers.rules import policy_rules, risk_rules


@pytest.mark.parametrize(
    ("driver", "options", "left"),
    [
        (risk_rules, {}, ["few_sites", "not_all_south"]),
        (risk_rules, {"named": ["not_all_south"]}, ["few_sites"]),
        (policy_rules, {}, ["two_sources"]),
        (policy_rules, {"named": ["not_all_south"]}, ["two_sources", "not_all_south"]),
        (policy_rules, {"kept": ["few_sites"]}, ["two_sources", "few_sites"]),
    ],
)
def test_rules_that_are_left(driver, options, left):
    """A rule is of one kind or the other, and its limits over time go with it."""
    model = world()
    written = driver(model, plan_of(), **options)
    assert written["rules"]["rule"].to_list() == left
    of_rules = pl.col("table") == "rules"
    assert written["series"].filter(~of_rules).equals(model["series"].filter(~of_rules))
    assert written["series"].filter(of_rules).height == ("few_sites" in left)


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({}, "no rule 'none'; there are few_sites, not_all_south, two_sources"),
        ({"rules": []}, "no rule 'none'; the model has none"),
    ],
)
def test_rules_that_there_are_not(tables, said):
    """A name that isn't there is told with those that are."""
    model = world(series=[], **tables)
    for driver, options in ((risk_rules, {"named": ["none"]}), (policy_rules, {"kept": ["none"]})):
        with pytest.raises(UsageError, match=said):
            driver(model, plan_of(), **options)
