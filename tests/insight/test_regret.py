"""Regret: what it costs to do without a site, or to use one, against every set of sites."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.insight.facilities import THREE, facilities

from reshore import design
from reshore.errors import UsageError
from reshore.footprint.conditions import without
from reshore.insight import regret
from reshore.insight.designs import designs
from reshore.insight.interval import Interval
from reshore.insight.regret import regrets


@settings(
    max_examples=3,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(drawn=facilities())
def test_intervals_hold_the_regret_of_all_sets(drawn):
    """That of the best set without a site that the plan uses, or with one that it doesn't, less the best."""
    model, costs = drawn.model(), drawn.costs()
    plan = design(model, gap=0.0, threads=1)
    used = set(plan["sites"].filter("open")["site"])
    found = regrets(model, plan)
    assert found.best.low == pytest.approx(min(costs.values()), abs=1e-6)
    for row in found.sites.iter_rows(named=True):
        site = row["site"]
        assert row["in_plan"] == (site in used)
        assert row["fixed"] == (site[0] == "f")
        if row["fixed"]:
            assert row["forced"] is None
            continue
        assert row["forced"] == ("out" if site in used else "in")
        other = min(cost for sites, cost in costs.items() if (site in sites) != (site in used))
        true = other - min(costs.values())
        assert row["low"] - 1e-6 <= true <= row["high"] + 1e-6
        assert row["high"] - row["low"] <= 1e-6
        assert row["tie"] == (true < 1e-9)


@pytest.fixture(scope="module")
def model():
    """Return the model of three sites."""
    return THREE.model()


def by_site(found):
    """Low, high and tie by site, without sites that can't be forced."""
    rows = found.sites.drop_nulls("forced")
    return {row["site"]: (row["low"], row["high"], row["tie"]) for row in rows.iter_rows(named=True)}


def test_a_plan_that_is_not_the_best(model):
    """Regret is against the best plan found; forcing out what it doesn't use is a tie."""
    poor = replace(design(model, gap=0.0, threads=1, conditions=[without("o3")]), bound=315.0)
    found = regrets(model, poor)
    assert found.best == Interval(315.0, pytest.approx(315.0))
    assert found.designs.filter("better")["name"].to_list() == ["without c2", "with o3"]
    assert by_site(found) == {
        "c1": (pytest.approx(20.0), pytest.approx(20.0), False),
        "c2": (0.0, 0.0, True),
        "o3": (0.0, 0.0, True),
    }


def test_less_than_the_gap_is_a_tie(model, monkeypatch):
    """With bounds 5 % below, a site that costs 3 % more is one, a site that costs 6 % more isn't."""

    def loose(*args, **words):
        return designs(*args, **words).with_columns(bound=pl.col("objective") * 0.95)

    plan = design(model, gap=0.0, threads=1)
    monkeypatch.setattr(regret, "designs", loose)
    found = regrets(model, replace(plan, bound=plan.objective * 0.95))
    assert by_site(found) == {
        "c1": (pytest.approx(335 * 0.95 - 315), pytest.approx(335 - 315 * 0.95), False),
        "c2": (0.0, pytest.approx(325 - 315 * 0.95), True),
        "o3": (0.0, pytest.approx(325 - 315 * 0.95), True),
    }


def test_no_plan_at_all_and_none_in_time(model):
    """Without a plan regret has no end; where nothing was found in time, it may be anything from 0."""
    rules = [{"rule": "all", "activity": "make", "where": "site = 'o3'", "sense": ">=", "limit": 5}]
    ruled = THREE.model(rules=rules)
    found = regrets(ruled, design(ruled, gap=0.0, threads=1), sites=["o3"])
    assert found.sites.filter(site="o3").select("found", "low", "high", "tie").row(0) == (
        *("infeasible", inf, inf, False),
    )
    assert found.designs["name"].to_list() == ["without o3"]
    hurried = regrets(model, design(model, gap=0.0, threads=1), sites=["c1"], time_limit=0.0)
    assert hurried.sites.filter(site="c1").select("found", "low", "high", "tie").row(0) == (
        *("no plan in time", 0.0, inf, True),
    )


def test_sites_that_there_are_not(model):
    """They are refused."""
    with pytest.raises(UsageError, match="no site 'moon'"):
        regrets(model, design(model, gap=0.0, threads=1), sites=["moon"])
