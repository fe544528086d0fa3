"""Whole decisions near others."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest
from tests.lp.drawn import SOLVABLE, known

from reshore.lp.benders import Decomposition
from reshore.lp.limits import Limits, Stopped
from reshore.lp.nearby import explore, round_near
from reshore.lp.relaxation import relax
from reshore.lp.stages import Stages


def near(value):
    return pytest.approx(value, rel=1e-6, abs=1e-6)


def location(make, *, kept=False):
    """Three sites, each with a place to be and a way to serve: 4 pieces of the first two, 9 of the last."""
    # open x 3, kept capacity, served x 3
    program = make(
        [10, 12, 30, 0.1, 1, 1, 1],
        [
            [0, 0, 0, 0, 1, 1, 1],
            [-4, 0, 0, 0, 1, 0, 0],
            [0, -4, 0, 0, 0, 1, 0],
            [0, 0, -9, 0, 0, 0, 1],
            [0, 0, 0, -1, 1, 1, 1],
        ],
        [7, -np.inf, -np.inf, -np.inf, -np.inf],
        [7, 0, 0, 0, 0 if kept else np.inf],
        upper=[1, 1, 1, 20, np.inf, np.inf, np.inf],
        integer=[1, 1, 1, 0, 0, 0, 0],
    )
    first = np.arange(7) < 4
    return Decomposition(Stages.of(program, first), Limits(np.inf, Event()))


def test_whole_integers_stay(make):
    """Those that are whole are kept; the fractional ones are searched for, by what the cuts say."""
    search = location(make)
    search.add(search.evaluate(np.array([1, 1, 1, 20.0])))
    # The first time the cuts don't say yet that one site is too small.
    better = [round_near(search, np.array([1.0, 0.4, 0.0, 0.0])) for _ in range(3)]
    assert better == [False, True, False]
    assert search.plan[:3].tolist() == [1, 1, 0]
    assert search.best == near(22 + 7)


def test_what_is_fixed_can_be_said(make):
    """Of the decisions given, the fixed ones stay, rounded and within their bounds."""
    search = location(make)
    search.add(search.evaluate(np.array([1, 1, 1, 20.0])))
    fixed = np.array([False, False, True, False])
    assert round_near(search, np.array([0.0, 0.0, 1.7, 0.0]), fixed)
    assert search.plan[2] == 1
    assert search.best == near(30 + 7)


def test_decisions_without_flows_teach(make):
    """Where the decisions found have no flows, it is no plan, and the next time they are avoided."""
    search = location(make)
    some = np.array([0.0, 0.0, 0.0, 0.0])
    open_ = np.zeros(4, dtype=bool)
    found = [round_near(search, some, open_) for _ in range(6)]
    assert found[0] is False
    assert any(found)
    assert search.best == near(22 + 7)


def test_capacity_that_cuts_know_nothing_of(make):
    """Continuous decisions don't stand in the way of a first plan: they follow from the whole ones."""
    search = location(make, kept=True)
    assert round_near(search, np.array([1.0, 1.0, 0.0, 0.0])) is True
    assert search.best == near(22 + 7 + 0.7)
    assert search.plan[3] == near(7)


def test_none_near_is_none(make):
    """Decisions that can't be whole where they are fixed give nothing and are no error."""
    search = location(make)
    search.master.lower[0], search.master.upper[0] = 0.2, 0.8
    assert round_near(search, np.array([0.5, 1.0, 0.0, 0.0])) is False
    assert search.plan is None


def test_limits_end_it(make):
    """Nothing is evaluated once the user asked."""
    search = location(make)
    search.limits.cancel.set()
    with pytest.raises(Stopped):
        round_near(search, np.array([1.0, 1.0, 0.0, 0.0]))
    assert search.plan is None


@pytest.mark.parametrize(("seed", "wild"), SOLVABLE[1::2])
def test_plans_are_plans(seed, wild):
    """Exploring around the relaxation finds plans of the program, none better than the best."""
    drawn, _, best = known(seed, wild=wild)
    search = Decomposition(Stages.of(drawn.program, drawn.first), Limits(np.inf, Event()))
    explore(search, relax(search, 1e-6), 8)
    if search.plan is not None:
        x, activity = search.plan, drawn.program.matrix @ search.plan
        assert x[drawn.program.integer] == pytest.approx(np.round(x[drawn.program.integer]), abs=1e-6)
        assert (activity <= drawn.program.row_upper + 1e-6).all()
        assert (activity >= drawn.program.row_lower - 1e-6).all()
        assert drawn.program.cost @ x == near(search.best)
    assert search.best >= best - 1e-6 * max(1, abs(best))
    assert search.bound <= best + 1e-6 * max(1, abs(best))
