"""What planning for many futures is worth: the figures, their order, and what contradicts them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.robust.brute import costs, decided
from tests.robust.conftest import EXACT, row, tables

from reshore import Futures, design, robust_design
from reshore.errors import AuditError, UsageError
from reshore.lp.solution import Options
from reshore.robust.mean import mean_model
from reshore.robust.stage import flows
from reshore.robust.worth import Interval, Worth, worth


@pytest.fixture(scope="module")
def told(model, expected):
    return worth(model, expected, threads=1)


def test_figures_are_those_of_every_decision(ready, futures, told):
    """Waiting, planning, and the decisions for the mean future, by brute force."""
    brute, shares = costs(ready), np.array([one.probability for one in futures])
    wait, plan = shares @ brute.min(axis=0), (brute @ shares).min()
    mean = design(mean_model([case.model for case in ready], shares), **EXACT)
    modules = {row["site"]: None for row in mean["sites"].to_dicts() if not row["open"]}
    modules |= {
        one["site"]: one["modules_ordered"]
        for one in mean["capacity"].to_dicts()
        if one["site"] not in modules
    }
    of_mean = sum(
        share * (flows(case, decided(modules), Options()).objective + case.constant)
        for share, case in zip(shares, ready, strict=True)
    )
    assert told.wait_and_see.low == pytest.approx(wait, rel=1e-6)
    assert told.plan.high == pytest.approx(plan, rel=1e-6)
    assert told.of_mean.low == told.of_mean.high == pytest.approx(of_mean, rel=1e-6)
    assert told.information.high == pytest.approx(plan - wait, rel=1e-4)
    assert told.planning.high == pytest.approx(of_mean - plan, rel=1e-4)


def test_they_are_in_order(told):
    """Waiting costs least, planning for the mean most; values are never below 0."""
    assert told.wait_and_see.low <= told.wait_and_see.high <= told.plan.high + 1e-9
    assert told.wait_and_see.low <= told.plan.low <= told.plan.high <= told.of_mean.high
    for value in (told.information, told.planning):
        assert 0 <= value.low <= value.high


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0, 0.2), st.floats(0, 0.2))
def test_what_is_proven_less_well_is_a_wider_interval(expected, told, planned, owned):
    """Figures from lower bounds hold those from better ones."""
    lower = replace(expected, bound=expected.bound * (1 - planned))
    costs = told.own.costs.with_columns(pl.col("own_bound") * (1 - owned))
    wide = Worth.of(lower, replace(told.own, costs=costs), told.mean_costs)
    for name in ("wait_and_see", "plan", "of_mean", "information", "planning"):
        one, other = getattr(wide, name), getattr(told, name)
        assert one.low - 1e-6 <= other.low <= other.high <= one.high + 1e-6
        assert one.low >= 0


def test_the_plan_keeps_what_was_found(expected, told):
    """Its frames tell the figures and the futures' best plans."""
    full = expected.with_worth(told)
    assert full["worth"]["figure"].to_list()[0] == "wait and see"
    assert full["worth"].filter(figure="value of perfect information")["high"][0] == pytest.approx(
        told.information.high
    )
    assert full["futures"]["own_best"].null_count() == 0
    assert (full["futures"]["regret_least"] >= 0).all()
    assert full["own_decisions"].equals(told.own.decisions)
    assert expected["worth"].is_empty()


def test_decisions_for_the_mean_that_leave_a_future_nothing(make):
    """They cost without end, and so does not planning for all futures."""
    demands = [one | {"minimum": 50 if one["market"] == "east" else 0} for one in tables()["demands"]]
    rows = [row("embargo", "lanes", "capacity", "set", "0", probability=0.1, where="origin = 'far'")]
    lanes = [one | {"capacity": 1000} for one in tables()["lanes"]]
    model = make(demands=demands, lanes=lanes, scenarios=rows)
    plan = robust_design(model, Futures.of_scenarios(model), **EXACT)
    found = worth(model, plan, threads=1)
    assert found.mean_costs.filter(future="embargo")["cost"].is_infinite().all()
    assert found.planning == Interval(np.inf, np.inf)
    assert found.frame().filter(figure="plan for the mean future").row(0)[1:] == (None, None)
    assert plan.with_worth(found)["worth"]["low"].null_count() == 2


def test_only_of_an_expected_cost(model, regret):
    """The figures speak of expected costs."""
    with pytest.raises(UsageError, match="one of least regret, not of least expected cost"):
        worth(model, regret)


def test_a_contradiction_is_an_error(expected, told):
    """A bound that is above what a plan costs can't be."""
    wrong = replace(expected, objective=expected.objective / 2, bound=expected.bound)
    with pytest.raises(AuditError, match="waiting costs"):
        Worth.of(wrong, told.own, told.mean_costs)
