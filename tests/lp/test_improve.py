"""Plans before the proof."""

from __future__ import annotations

import time
from threading import Event

import numpy as np
import pytest
from tests.lp.drawn import SOLVABLE, draw, known

from reshore.lp import improve
from reshore.lp.highs import solve
from reshore.lp.improve import Improvement, fixed
from reshore.lp.limits import Limits
from reshore.lp.solution import Options, Status

EXACT = Options(gap=0)


def near(value):
    return pytest.approx(value, rel=1e-6, abs=1e-6)


def of(program, *, groups=None, limits=None, **words):
    """An improvement in which all integers are switches, each a group of its own."""
    numbers = np.where(program.integer, np.arange(len(program.cost)), -1)
    limits = limits or Limits(np.inf, Event())
    options = words.pop("options", EXACT)
    switches = words.pop("switches", program.integer)
    return Improvement(program, switches, numbers if groups is None else groups, options, limits, **words)


@pytest.mark.parametrize(("seed", "wild"), SOLVABLE[::2])
def test_plans_are_plans(seed, wild):
    """What it finds keeps all rows and whole numbers, and costs no less than the best; the bound no more."""
    drawn, _, best = known(seed, wild=wild)
    heard = []
    improvement = of(drawn.program, on_progress=heard.append)
    improvement.run()
    slack = 1e-6 * max(1.0, abs(best))
    assert improvement.bound <= best + slack
    costs = [progress.incumbent for progress in heard]
    assert costs == near(sorted(costs, reverse=True))
    if improvement.best is not None:
        x, activity = improvement.best.x, drawn.program.matrix @ improvement.best.x
        assert improvement.best.objective >= best - slack
        assert costs[-1] == near(improvement.best.objective)
        assert np.array_equal(x[drawn.program.integer], np.round(x[drawn.program.integer]))
        assert (activity <= drawn.program.row_upper + 1e-6).all()
        assert (activity >= drawn.program.row_lower - 1e-6).all()


def test_most_of_the_time_there_is_one():
    """Near the relaxation of small programs there is a plan as a rule, and as a rule it is the best."""
    found, right = 0, 0
    for seed, wild in SOLVABLE[::2]:
        drawn, _, best = known(seed, wild=wild)
        improvement = of(drawn.program)
        improvement.run()
        found += improvement.best is not None
        right += improvement.best is not None and improvement.best.objective == near(best)
    assert found >= 0.9 * len(SOLVABLE) / 2
    assert right >= 0.7 * len(SOLVABLE) / 2


@pytest.mark.parametrize("seed", [0, 5, 13])
def test_a_start_that_is_known(seed):
    """From integers that are given it begins, whole or in part; it never ends with a worse plan."""
    drawn, _, best = known(seed, wild=False)
    plan = solve(drawn.program, EXACT).x
    integers = np.where(drawn.program.integer, plan, np.nan)
    heard = []
    improvement = of(drawn.program, on_progress=heard.append)
    improvement.run(integers)
    assert heard[0].incumbent == near(best)
    assert improvement.best.objective == near(best)
    part = integers.copy()
    part[np.flatnonzero(drawn.program.integer)[0]] = np.nan
    improvement = of(drawn.program)
    improvement.run(part)
    assert improvement.best.objective == near(best)


def test_a_start_that_is_none():
    """A start without a plan is passed over."""
    drawn, _, best = known(5, wild=False)
    improvement = of(drawn.program)
    improvement.run(np.where(drawn.program.integer, 99.0, np.nan))
    assert improvement.best.objective >= best - 1e-6


def test_the_gap_ends_it(monkeypatch):
    """Once a plan is near enough to the relaxation, no more searches are made."""
    drawn, _, _ = known(13, wild=False)
    searches = []

    def count(*arguments, **words):
        searches.append(1)
        return solve(*arguments, **words)

    monkeypatch.setattr(improve, "solve", count)
    improvement = of(drawn.program, options=Options(gap=1.0))
    improvement.run()
    assert improvement.gap <= 1
    assert len(searches) == 2


def test_infeasible_and_without_an_end(make):
    """A relaxation without a plan or an end leaves it without plans, and says which."""
    for cost, low, status in ((1, 9, Status.INFEASIBLE), (-1, 1, Status.UNBOUNDED)):
        upper = [1, 1] if cost > 0 else [1, np.inf]
        improvement = of(make([1, cost], [[1, 1]], low, np.inf, upper=upper, integer=[1, 0]))
        improvement.run()
        assert improvement.relaxed.status is status
        assert improvement.best is None
        assert improvement.gap == np.inf
        assert improvement.bound == -np.inf


def test_nothing_whole_near(make):
    """Exactly half of an even number: the relaxation has a plan, whole numbers have none."""
    program = make([1, 1], [[2, 2]], 3, 3, upper=1, integer=True)
    improvement = of(program)
    improvement.run()
    assert improvement.relaxed.status is Status.OPTIMAL
    assert improvement.best is None


def test_switches_up_and_the_rest_searched(make):
    """Switches that the relaxation uses are on, and so many modules as are needed are found."""
    # switch, modules, made, bought
    program = make(
        [20, 3, 1, 30],
        [[0, 0, 1, 1], [-4, 1, 0, 0], [0, -2, 1, 0]],
        [5, -np.inf, -np.inf],
        [5, 0, 0],
        upper=[1, 4, 9, 9],
        integer=[1, 1, 0, 0],
    )
    improvement = of(program, switches=np.array([True, False, False, False]))
    improvement.run()
    assert improvement.best.x.tolist() == [1, 3, 5, 0]


def test_few_groups_are_not_tried_again(monkeypatch):
    """Without groups it ends once no better plan is found where it differs from the relaxation."""
    drawn, _, _ = known(36, wild=False)
    asked, plans = [], []

    def note(program, options, **words):
        asked.append(program)
        return solve(program, options, **words)

    monkeypatch.setattr(improve, "solve", note)
    improvement = of(drawn.program, groups=np.full(len(drawn.first), -1), on_progress=plans.append)
    improvement.run()
    # The relaxation, two ways to the first plan, and one search for each plan.
    assert len(asked) <= 3 + len(plans)


def test_without_time(hard):
    """A deadline that is over ends it before the first plan, cancelling too."""
    cancelled = Event()
    cancelled.set()
    for limits in (Limits(time.perf_counter() - 1, Event()), Limits(np.inf, cancelled)):
        improvement = of(hard, limits=limits)
        improvement.run()
        assert improvement.best is None


def test_cancelled_on_the_way(hard):
    """The plan found so far stays."""
    limits = Limits(np.inf, Event())
    improvement = of(hard, limits=limits, on_progress=lambda _: limits.cancel.set())
    improvement.run()
    assert improvement.best is not None
    assert hard.cost @ improvement.best.x == near(improvement.best.objective)


def test_fixed_within_bounds(make):
    """A column is fixed at the whole number that is nearest within its bounds, and isn't searched for."""
    program = make([1, 1, 1], [[1, 1, 1]], 0, 9, lower=[0, 2, 0], upper=[3, 5, 9], integer=[1, 1, 1])
    chosen = np.array([True, True, False])
    left = fixed(program, chosen, np.array([2.6, 0.2, 1.0]))
    assert left.lower.tolist() == [3, 2, 0]
    assert left.upper.tolist() == [3, 2, 9]
    assert left.integer.tolist() == [False, False, True]


def test_no_whole_number_within_bounds(make):
    """A column that can't be whole can't be fixed either: the program stays without a plan."""
    program = make([1, 1], [[1, 1]], 0, 9, lower=[0.2, 0], upper=[0.8, 5], integer=[1, 0])
    assert solve(fixed(program, program.integer, np.zeros(2))).status is Status.INFEASIBLE


def test_the_same_seed_gives_the_same_plan():
    """Groups are drawn by the seed alone."""
    drawn = draw(36, wild=False)
    plans = []
    for _ in range(2):
        improvement = of(drawn.program, options=Options(gap=0, seed=5))
        improvement.run()
        plans.append(improvement.best.x)
    assert np.array_equal(*plans)


def test_plans_are_told_while_they_are_searched_for(hard):
    """Progress comes from within a search too, and is a plan's of the whole program with its own bound."""
    limits, heard, told_within = Limits(np.inf, Event()), [], []

    def note(progress):
        heard.append(progress)
        told_within.append(improvement.best is None)
        limits.cancel.set()

    improvement = of(hard, limits=limits, on_progress=note)
    improvement.run()
    assert told_within[0]
    assert heard[0].bound == improvement.bound
    assert heard[0].incumbent >= improvement.best.objective - 1e-6
