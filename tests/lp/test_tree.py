"""Branch and cut over the decisions."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest
from tests.lp.drawn import SOLVABLE, known

from reshore.lp.benders import Decomposition
from reshore.lp.highs import solve
from reshore.lp.limits import Limits, Stopped
from reshore.lp.master import Master
from reshore.lp.relaxation import relax, tighten
from reshore.lp.solution import Options, Status
from reshore.lp.stages import Stages
from reshore.lp.tree import Tree


def near(value):
    return pytest.approx(value, rel=1e-6, abs=1e-6)


def of(drawn, **words):
    return Decomposition(Stages.of(drawn.program, drawn.first), Limits(np.inf, Event()), **words)


@pytest.mark.parametrize("seed", [0, 2, 3, 6, 7, 13, 17, 19])
def test_no_plan_at_all(seed):
    """Where no whole decisions have flows, it says so, or the relaxation does."""
    drawn, status, _ = known(seed)
    assert status is Status.INFEASIBLE
    search = of(drawn)
    assert relax(search, 0.1) is None or Tree(search).run() is False
    assert search.plan is None


@pytest.mark.parametrize(("seed", "wild"), SOLVABLE)
def test_the_tree_finds_the_best(seed, wild):
    """With no other help it ends at the optimum, and its bound is never above on the way."""
    drawn, _, best = known(seed, wild=wild)
    heard = []
    search = of(drawn, on_progress=heard.append)
    point = relax(search, 0.1)
    tree = Tree(search)
    tighten(search, point)
    assert tree.run() is True
    assert not tree.open
    assert search.best == near(best)
    assert search.bound == near(best)
    slack = 1e-6 * max(1.0, abs(best))
    assert all(progress.bound <= best + slack <= progress.incumbent + 2 * slack for progress in heard)


@pytest.mark.parametrize("seed", range(10))
def test_a_gap_is_enough(seed):
    """It ends sooner with a gap, with a right bound that is within it."""
    drawn, _, best = known(seed, wild=False)
    fine, rough = of(drawn), of(drawn, gap=0.3)
    for search in (fine, rough):
        relax(search, 0.3)
        Tree(search).run()
    assert rough.nodes <= fine.nodes
    assert rough.bound <= best + 1e-6 * max(1, abs(best))
    assert rough.best - rough.bound <= 0.3 * abs(rough.best) + 1e-9


@pytest.fixture
def packing(make):
    """A small multi-dimensional knapsack, all of it decided first."""
    chance = np.random.default_rng(0)
    matrix = chance.integers(5, 100, (6, 18))
    cost = -chance.integers(5, 100, 18)
    return make(cost, matrix, -np.inf, matrix.sum(1) // 2, upper=1, integer=True)


def test_some_nodes_at_a_time(packing):
    """It goes on where it was left, says as long that something is open, and the bound only rises."""
    search = Decomposition(Stages.of(packing, packing.integer), Limits(np.inf, Event()))
    relax(search, 0)
    tree, bounds, rounds = Tree(search), [], 0
    while tree.open:
        tree.run(1)
        bounds.append(search.bound)
        rounds += 1
    assert rounds > 1
    assert search.best == near(solve(packing, Options(gap=0)).objective)
    assert bounds == sorted(bounds)
    assert max(bounds) <= search.best + 1e-6


def test_a_master_that_does_not_listen_ends_the_search(make, monkeypatch):
    """If cuts change nothing at whole decisions, these are left with the bound that was reached."""
    program = make(
        [10, 1, 20],
        [[0, 1, 1], [-4, 1, 0]],
        [4, -np.inf],
        [4, 0],
        upper=[1, np.inf, np.inf],
        integer=[1, 0, 0],
    )
    search = Decomposition(Stages.of(program, program.integer), Limits(np.inf, Event()))
    relax(search, 1.0)
    search.plan, search.best = None, np.inf
    deaf = Master.solve(search.master)
    deaf.y[:] = 0.0
    deaf.costs[:] = -7.0
    object.__setattr__(deaf, "objective", -7.0)
    search.bound = -np.inf
    monkeypatch.setattr(Master, "solve", lambda *_: deaf)
    assert Tree(search).run() is True
    assert search.bound == -7.0
    assert search.best == near(80)


def test_the_rest_is_solved_where_cuts_are_of_no_use(make, monkeypatch):
    """Whole decisions get the best continuous ones by the LP that remains, if cuts don't get there."""
    program = make(
        [10, 0.5, 1, 20],
        [[0, 0, 1, 1], [-4, 0, 1, 0], [0, -1, 1, 0]],
        [4, -np.inf, -np.inf],
        [4, 0, 0],
        upper=[1, 9, np.inf, np.inf],
        integer=[1, 0, 0, 0],
    )
    first = np.array([True, True, False, False])
    search = Decomposition(Stages.of(program, first), Limits(np.inf, Event()))
    relax(search, 1e-9)
    search.plan, search.best = None, np.inf
    monkeypatch.setattr(Decomposition, "learn", lambda *_: 0.0)
    assert Tree(search).run() is True
    assert search.best == near(10 + 4 + 2)


def test_stopped_in_the_middle(packing):
    """The bound and the plan reached so far stay."""
    limits = Limits(np.inf, Event())
    search = Decomposition(Stages.of(packing, packing.integer), limits)
    relax(search, 0)
    Tree(search).run(10)
    best, bound = search.best, search.bound
    limits.cancel.set()
    with pytest.raises(Stopped):
        Tree(search).run()
    assert (search.best, search.bound) == (best, bound)
    assert np.isfinite(bound)
