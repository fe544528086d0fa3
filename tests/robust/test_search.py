"""Searches for many futures: against every decision in every future, and against each other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.robust.brute import costs

from reshore.errors import UsageError
from reshore.footprint.method import Method
from reshore.lp.solution import Options, Status
from reshore.robust.futures import Future
from reshore.robust.joint import Joint
from reshore.robust.objective import Aim, Objective, Weighing
from reshore.robust.search import Search, as_robust_method, choose

METHODS = [Method.DIRECT, Method.DECOMPOSE]
EXACT = Options(gap=1e-7)


def least(weighing, brute):
    """Return the least of the objective over all decisions."""
    return min(weighing.value(one) for one in brute if np.isfinite(one).all())


def shifted(weighing, joint, value):
    """Return a value with the constants of the expected cost."""
    return value + (1 - weighing.tail) * joint.probabilities @ joint.constants


@pytest.fixture(scope="module")
def joint(ready):
    return Joint.of(ready)


@pytest.fixture(scope="module")
def brute(ready):
    return costs(ready)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "aim",
    [
        Aim(Objective.EXPECTED),
        Aim(Objective.CVAR, 0.5, 0.7),
        Aim(Objective.CVAR, 1.0, 0.6),
        Aim(Objective.CVAR, 0.9, 0.999),
        Aim(Objective.REGRET),
    ],
    ids=lambda aim: f"{aim.objective}-{aim.tail}-{aim.level}",
)
def test_every_decision_in_every_future(ready, joint, brute, method, aim):
    """Extensive form and decomposition find the best of all decisions, and prove it."""
    weighing = Weighing.of(aim, joint.probabilities, brute.min(axis=0))
    found = Search(ready, joint, EXACT).run(weighing, method)
    assert found.status is Status.OPTIMAL
    assert shifted(weighing, joint, found.objective) == pytest.approx(least(weighing, brute), rel=1e-6)
    assert shifted(weighing, joint, found.bound) == pytest.approx(least(weighing, brute), rel=1e-6)
    mine = joint.cost_of(found.x)
    if not weighing.tail:
        assert np.abs(brute - mine).sum(axis=1).min() == pytest.approx(0.0, abs=1e-3)


@pytest.mark.parametrize("method", METHODS)
def test_without_weight_on_the_worst(ready, joint, brute, method):
    """CVaR that doesn't count is the expected cost; at a level near 1 it is the worst future's cost."""
    none = Weighing.of(Aim(Objective.CVAR, 0.0, 0.9), joint.probabilities)
    found = Search(ready, joint, EXACT).run(none, method)
    assert shifted(none, joint, found.objective) == pytest.approx(
        (brute @ joint.probabilities).min(), rel=1e-6
    )
    worst = Weighing.of(Aim(Objective.CVAR, 1.0, 1 - 1e-6), joint.probabilities)
    found = Search(ready, joint, EXACT).run(worst, method)
    assert found.objective == pytest.approx(brute.max(axis=1).min(), rel=1e-6)


def test_a_start_is_taken(ready, joint, brute):
    """A whole first stage to start from doesn't change what is found."""
    expected = Weighing.of(Aim(Objective.EXPECTED), joint.probabilities)
    start = np.where(joint.program.integer, 0.0, np.nan)
    for method in METHODS:
        found = Search(ready, joint, EXACT).run(expected, method, start)
        assert shifted(expected, joint, found.objective) == pytest.approx(least(expected, brute), rel=1e-6)


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(
    asked=st.lists(st.floats(0.1, 2.0), min_size=3, max_size=3),
    dear=st.lists(st.floats(0.2, 5.0), min_size=3, max_size=3),
    shares=st.lists(st.floats(0.05, 1.0), min_size=3, max_size=3),
    tail=st.floats(0.0, 1.0),
    objective=st.sampled_from(Objective),
)
def test_methods_agree(ready, asked, dear, shares, tail, objective):
    """Whatever the futures, both ways of searching find the same, and no decision is better."""
    drawn = [
        varied(case, scale, cost, share / sum(shares))
        for case, scale, cost, share in zip(ready, asked, dear, shares, strict=True)
    ]
    joint, brute = Joint.of(drawn), costs(drawn)
    weighing = Weighing.of(Aim(objective, tail, 0.8), joint.probabilities, brute.min(axis=0))
    best = least(weighing, brute)
    for method in METHODS:
        found = Search(drawn, joint, EXACT).run(weighing, method)
        assert shifted(weighing, joint, found.objective) == pytest.approx(best, rel=1e-5)


def varied(case, asked, dear, share):
    """Return a future with other demand and other costs of moving goods, within what links allow."""
    program = case.footprint.program
    lower, upper = program.row_lower.copy(), program.row_upper.copy()
    demand = program.rows["demand"].span
    most = lower[demand] if np.isfinite(lower[demand]).all() else upper[demand]
    lower[demand] = upper[demand] = most * min(1.0, asked)
    cost = program.cost.copy()
    cost[program.columns["ship"].span] *= dear
    footprint = replace(case.footprint, program=replace(program, cost=cost, row_lower=lower, row_upper=upper))
    return replace(case, future=Future(case.future.name, share, case.future.changes), footprint=footprint)


def test_the_method_goes_by_size(joint, monkeypatch):
    """Small programs are left to the solver, and those without anything to decide."""
    assert choose(joint) is Method.DIRECT
    monkeypatch.setattr("reshore.robust.search.LARGE", 10)
    assert choose(joint) is Method.DECOMPOSE
    decided = replace(joint.program, upper=np.where(joint.program.integer, 0.0, joint.program.upper))
    assert choose(replace(joint, program=decided)) is Method.DIRECT


def test_a_method_that_there_is_not():
    """What a single program may be searched by isn't there for many futures."""
    with pytest.raises(
        UsageError, match="no method 'guided' for many futures; there are auto, direct, decom"
    ):
        as_robust_method("guided")
