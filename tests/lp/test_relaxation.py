"""The relaxation by cuts, and what its reduced costs rule out."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import numpy as np
import pytest
from tests.lp.drawn import SOLVABLE, known

from reshore.lp.benders import Decomposition
from reshore.lp.highs import solve, solve_fixed
from reshore.lp.limits import Endless, Limits, Stopped
from reshore.lp.relaxation import relax, tighten
from reshore.lp.solution import Status
from reshore.lp.stages import Stages


def near(value):
    return pytest.approx(value, rel=1e-6, abs=1e-6)


def of(drawn, **words):
    return Decomposition(Stages.of(drawn.program, drawn.first), Limits(np.inf, Event()), **words)


@pytest.mark.parametrize("wild", [True, False])
@pytest.mark.parametrize("seed", range(12))
def test_the_bound_is_that_of_the_relaxation(seed, wild):
    """Cuts end where the LP relaxation does, found by the solver on the whole, unless a plan is as good."""
    drawn, status, best = known(seed, wild=wild)
    relaxed = solve(replace(drawn.program, integer=np.zeros_like(drawn.first)))
    search = of(drawn)
    if relaxed.status is Status.UNBOUNDED:
        with pytest.raises(Endless):
            relax(search, 1e-9)
        return
    point = relax(search, 1e-9)
    if relaxed.status is Status.INFEASIBLE:
        assert point is None
        return
    assert search.bound == near(relaxed.objective)
    assert point.objective == near(relaxed.objective)
    if status is Status.OPTIMAL:
        assert search.best >= best - 1e-6 * max(1, abs(best))


@pytest.mark.parametrize("seed", range(12))
def test_it_ends_within_the_gap(seed):
    """A rough relaxation has a bound that is right and near enough to a relaxed plan."""
    drawn, _, _ = known(seed, wild=False)
    relaxed = solve(replace(drawn.program, integer=np.zeros_like(drawn.first)))
    search = of(drawn)
    relax(search, 0.05)
    cost = relaxed.objective
    assert search.bound <= cost + 1e-6 * max(1, abs(cost))
    assert search.bound >= cost - 0.051 * max(abs(cost), abs(search.bound)) - 1e-6


@pytest.mark.parametrize(("seed", "wild"), SOLVABLE[::2])
def test_no_better_plan_is_ruled_out(seed, wild):
    """Whatever the best plan so far is, whole decisions that cost less stay."""
    drawn, _, _ = known(seed, wild=wild)
    costs = []
    for values in drawn.decisions():
        x = np.zeros(len(drawn.first))
        x[drawn.program.integer] = values
        costs.append((solve_fixed(drawn.program, x), values))
    costs = sorted((found.objective, values.tolist()) for found, values in costs if found.has_plan)
    search = of(drawn)
    point, master = relax(search, 1e-9), search.master
    bounds = master.lower, master.upper
    for place in {0, len(costs) // 3, len(costs) - 1}:
        search.best, (master.lower, master.upper) = costs[place][0], bounds
        tighten(search, point)
        low, high = master.lower[master.integer], master.upper[master.integer]
        for cost, values in costs[:place]:
            assert cost == search.best or ((values >= low) & (values <= high)).all()


def location(make):
    """Two sites at 10 and 300 for a demand of 4 at 1 a piece, or bought at 20."""
    program = make(
        [10, 300, 1, 1, 20],
        [[0, 0, 1, 1, 1], [-4, 0, 1, 0, 0], [0, -4, 0, 1, 0]],
        [4, -np.inf, -np.inf],
        [4, 0, 0],
        upper=[1, 1, np.inf, np.inf, np.inf],
        integer=[1, 1, 0, 0, 0],
    )
    stages = Stages.of(program, program.integer)
    return Decomposition(stages, Limits(np.inf, Event()))


def test_what_costs_too_much_is_ruled_out(make):
    """With a plan at hand the site for 300 is closed for good; without one nothing is."""
    search = location(make)
    point = relax(search, 1e-9)
    search.best, search.plan = np.inf, None
    tighten(search, point)
    assert search.master.upper.tolist() == [1, 1]
    search.complete(np.array([1.0, 0, 0, 0, 0]))
    assert search.best == near(14)
    tighten(search, point)
    assert search.master.upper.tolist() == [1, 0]


def test_plans_are_found_on_the_way(make, monkeypatch):
    """It looks for whole decisions after the first few cuts already."""
    monkeypatch.setattr("reshore.lp.relaxation.EARLY", 1)
    search = location(make)
    relax(search, 0)
    assert search.best == near(14)


def test_a_plan_near_enough_ends_it():
    """Once a plan is within the gap of the bound, no more cuts are made."""
    drawn, _, best = known(36, wild=False)
    rough, fine = of(drawn, gap=1.0), of(drawn)
    for search in (rough, fine):
        search.offer(np.zeros(len(drawn.first)), best)
        relax(search, 1e-9)
    assert rough.closed(rough.bound)
    assert not fine.closed(fine.bound)
    assert rough.master.cuts < fine.master.cuts


def test_flows_that_are_missing_at_the_start(make):
    """Where decisions half way have no flows, those that have are found."""
    program = make(
        [5, 1, 1],
        [[-4, 1, 0], [0, 1, 1], [0, 0, 1]],
        [-np.inf, 4, -np.inf],
        [0, 4, 0.5],
        upper=[1, 9, 9],
        integer=[1, 0, 0],
    )
    search = Decomposition(Stages.of(program, program.integer), Limits(np.inf, Event()))
    assert relax(search, 1e-9).objective == near(0.875 * 5 + 4)


def test_limits_end_it(make):
    """It stops when the user asks."""
    search = location(make)
    search.limits.cancel.set()
    with pytest.raises(Stopped):
        relax(search, 1e-9)
