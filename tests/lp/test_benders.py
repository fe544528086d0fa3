"""What is known of a program taken apart, and what decisions teach about it."""

from __future__ import annotations

import time
from dataclasses import replace
from threading import Event

import numpy as np
import pytest
from tests.lp.drawn import draw, known

from reshore.lp.benders import Decomposition
from reshore.lp.highs import solve
from reshore.lp.limits import Endless, Limits, Stopped
from reshore.lp.solution import Status
from reshore.lp.stages import Stages


def near(value):
    return pytest.approx(value, rel=1e-6, abs=1e-6)


def of(drawn, **words):
    return Decomposition(Stages.of(drawn.program, drawn.first), Limits(np.inf, Event()), **words)


@pytest.mark.parametrize("seed", range(12))
def test_decisions_cost_what_the_program_says(seed):
    """Decisions and flows cost what the LP with all decisions fixed says, and the best are the plan."""
    drawn = draw(seed, wild=False)
    search, best = of(drawn), np.inf
    for y in list(drawn.first_stages(np.random.default_rng(seed)))[:10]:
        rows = search.stages.master.matrix @ y
        if (rows > search.stages.master.row_upper).any():
            continue
        lower, upper = drawn.program.lower.copy(), drawn.program.upper.copy()
        lower[drawn.first] = upper[drawn.first] = y
        every = solve(replace(drawn.program, lower=lower, upper=upper))
        value = search.evaluate(y)
        assert value.cost == near(every.objective if every.has_plan else np.inf)
        best = min(best, value.cost)
        assert search.best == near(best)
        if np.isfinite(best):
            assert drawn.program.cost @ search.plan == near(best)
            activity = drawn.program.matrix @ search.plan
            assert (activity <= drawn.program.row_upper + 1e-6).all()
            assert (activity >= drawn.program.row_lower - 1e-6).all()


def capacity(make, **words):
    """A switch for 5 pieces at 10, a module more at 4 apiece; a demand of 8 is met or bought at 9."""
    # open, module, kept capacity, made, bought
    program = make(
        [10, 4, 0.5, 1, 9],
        [[0, 0, 0, 1, 1], [-5, -2, 0, 1, 0], [0, 0, -1, 1, 0], [-9, 0, 1, 0, 0]],
        [8, -np.inf, -np.inf, -np.inf],
        [8, 0, 0, 0],
        upper=[1, 2, 9, np.inf, np.inf],
        integer=[1, 1, 0, 0, 0],
    )
    first = np.array([True, True, True, False, False])
    return Decomposition(Stages.of(program, first), Limits(np.inf, Event()), **words)


def test_fractions_are_no_plan(make):
    """Decisions in between have a cost and cuts, and aren't taken for a plan."""
    search = capacity(make)
    value = search.evaluate(np.array([0.5, 0.0, 4.0]))
    assert value.cost == near(5 + 2 + 2.5 + 9 * 5.5)
    assert search.plan is None
    assert search.best == np.inf


@pytest.mark.parametrize("seed", range(4))
def test_parts_can_be_solved_at_once(seed):
    """Whether parts are solved one after the other or together, they teach the same."""
    drawn = draw(seed, wild=False)
    alone, together = of(drawn), of(drawn, threads=3)
    for y in list(drawn.first_stages(np.random.default_rng(seed)))[:5]:
        one, other = alone.evaluate(y), together.evaluate(y)
        assert other.cost == one.cost
        for cut, twin in zip(one.cuts, other.cuts, strict=True):
            assert twin.constant == cut.constant
            assert (twin.slope == cut.slope).all()


def test_all_that_is_left_is_solved_for_integers(make):
    """With integers alone given, continuous decisions are found along with the flows."""
    search = capacity(make)
    assert search.complete(np.array([1.0, 2.0, np.nan, np.nan, np.nan]))
    assert search.best == near(10 + 8 + 4 + 8)
    assert search.plan == near([1, 2, 8, 8, 0])
    assert not search.complete(np.zeros(5))
    assert search.best == near(30)


def test_a_plan_is_taken_if_it_is_better(make):
    """Offered plans replace a worse one only, and are told at once."""
    heard = []
    search = capacity(make, on_progress=heard.append)
    assert search.offer(np.array([0.0, 0, 0, 0, 8]), 72.0)
    assert not search.offer(np.array([1.0, 0, 5, 5, 3]), 72.0)
    assert search.plan.tolist() == [0, 0, 0, 0, 8]
    assert search.offer(np.array([1.0, 0, 5, 5, 3]), 44.5)
    assert [progress.incumbent for progress in heard] == [72.0, 44.5]
    assert heard[-1].bound == -np.inf


def test_a_plan_near_enough_closes(make):
    """The gap is relative to the plan; without a plan nothing is closed."""
    search = capacity(make, gap=0.1)
    assert not search.closed(1e9)
    search.offer(np.zeros(5), 100.0)
    assert not search.closed(89.0)
    assert search.closed(90.0)


def test_only_what_cuts_off_is_learned(make):
    """Cuts that say no more than the master knows aren't added; what was learned is."""
    search = capacity(make)
    search.add(search.evaluate(np.array([0.0, 0.0, 0.0])))
    point = search.master.solve()
    value = search.evaluate(point.y)
    before = search.master.cuts
    assert search.learn(value, point, 1e-6) == near(value.cost - point.objective)
    assert search.master.cuts == before + 1
    again = search.master.solve()
    assert again.objective > point.objective
    assert search.learn(search.evaluate(np.zeros(3)), again, 1e-6) == 0.0
    assert search.master.cuts == before + 1


def test_a_master_that_does_not_move_is_taught_no_more(make):
    """The same optimum again in spite of a cut: its tolerances are in the way, and no cut helps."""
    search = capacity(make)
    search.add(search.evaluate(np.array([0.0, 0.0, 0.0])))
    point = search.master.solve()
    value = search.evaluate(point.y)
    assert search.learn(value, point, 1e-6) > 0
    assert search.learn(value, point, 1e-6) == 0
    assert search.learn(value, point, 1e-6) > 0


def test_limits_end_it(make):
    """Neither flows nor the rest are solved when time is over or the user asked."""
    search = capacity(make)
    search.limits.cancel.set()
    with pytest.raises(Stopped):
        search.evaluate(np.zeros(3))
    with pytest.raises(Stopped):
        search.complete(np.zeros(5))
    late = replace(search, limits=Limits(time.perf_counter() - 1, Event()))
    with pytest.raises(Stopped):
        late.evaluate(np.zeros(3))


@pytest.mark.parametrize("seed", [4, 5, 12])
def test_costs_without_end_are_passed_on(seed):
    """A part without an end has none for some decisions at least."""
    drawn, status, _ = known(seed)
    assert status is Status.UNBOUNDED
    search, y = of(drawn), next(drawn.first_stages(np.random.default_rng(0)))
    with pytest.raises(Endless):
        search.evaluate(y)
