"""What is left of a program, handed to the solver as a whole."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest
from tests.lp.drawn import SOLVABLE, known

from reshore.lp.benders import Decomposition
from reshore.lp.core import core, solve_core
from reshore.lp.limits import Limits, Stopped
from reshore.lp.relaxation import relax, tighten
from reshore.lp.solution import Options
from reshore.lp.stages import Stages


def near(value):
    return pytest.approx(value, rel=1e-6, abs=1e-6)


def location(make, **bounds):
    """Two sites and what they ship, for a demand of 4; `bounds` of both sites and both flows."""
    program = make(
        [10, 300, 1, 1, 20],
        [[0, 0, 1, 1, 1], [-4, 0, 1, 0, 0], [0, -4, 0, 1, 0]],
        [4, -np.inf, -np.inf],
        [4, 0, 0],
        **{"upper": [1, 1, np.inf, np.inf, np.inf], **bounds},
        integer=[1, 1, 0, 0, 0],
    )
    return Decomposition(Stages.of(program, program.integer), Limits(np.inf, Event()))


def test_flows_of_what_is_ruled_out_are_none(make):
    """A site that is closed for good takes what it ships along; others keep theirs."""
    search = location(make)
    for y in ([0.0, 0.0], [1.0, 0.0], [1.0, 1.0]):
        search.add(search.evaluate(np.array(y)))
    point = search.master.solve()
    tighten(search, point)
    left = core(search)
    assert left.upper.tolist() == [1, 0, 4, 0, np.inf]
    # What costs more to leave than the plan is done, whatever else.
    assert left.lower.tolist() == [1, 0, 0, 0, 0]


def test_decisions_without_an_end_leave_flows_without_one(make):
    """A flow that an endless decision limits has no bound, and that is no number gone wrong."""
    left = core(location(make, upper=[np.inf, 1, np.inf, np.inf, 7]))
    assert left.upper.tolist() == [np.inf, 1, np.inf, 4, 7]


def test_a_least_is_kept(make):
    """What flows at least is not taken away, even by a link that falls below it within a tolerance."""
    search = location(make, lower=[0.5, 0, 2, 0, 0])
    search.master.upper[0] = 0.5 - 1e-9
    assert core(search).upper[2] == 2


@pytest.mark.parametrize(("seed", "wild"), SOLVABLE[::2])
def test_the_best_is_in_what_is_left(seed, wild):
    """The solver finds the optimum there, and the bound is that of the whole program."""
    drawn, _, best = known(seed, wild=wild)
    search = Decomposition(Stages.of(drawn.program, drawn.first), Limits(np.inf, Event()))
    point = relax(search, 1e-6)
    x = np.zeros(len(drawn.first))
    for values in drawn.decisions():
        x[drawn.program.integer] = values
        if search.complete(x):
            break
    tighten(search, point)
    solve_core(search, core(search), Options(gap=0))
    assert search.best == near(best)
    assert search.bound == near(best)


def test_what_was_ruled_out_costs_no_less_than_the_plan(make):
    """If the best plan isn't in what is left, it is the bound, not the best of what is left."""
    search = location(make)
    search.offer(np.array([1.0, 0, 4, 0, 0]), 14.0)
    search.master.upper[0] = 0
    solve_core(search, core(search), Options(gap=0))
    assert search.bound == near(14)
    assert search.best == near(14)


@pytest.mark.parametrize("error", [KeyboardInterrupt, None])
def test_stopped_it_keeps_plan_and_bound(hard, error):
    """Ctrl-C, from wherever it comes, ends it with the solver's plan."""
    search = Decomposition(Stages.of(hard, hard.integer), Limits(np.inf, Event()))
    search.offer(np.zeros(80), 0.0)

    def stop(progress):
        if np.isfinite(progress.bound) and not search.limits.over:
            if error:
                raise error
            search.limits.cancel.set()

    search.on_progress = stop
    with pytest.raises(Stopped):
        solve_core(search, core(search), Options(gap=0))
    assert search.best < 0
    assert hard.cost @ search.plan == near(search.best)
    assert search.bound <= search.best
