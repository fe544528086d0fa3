"""Which column to branch on."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest

from reshore.lp.branching import RELIABLE, Branching
from reshore.lp.limits import Limits
from reshore.lp.master import Master
from reshore.lp.stages import Stages


def near(value):
    return pytest.approx(value, rel=1e-6, abs=1e-6)


def of(make, cost, matrix, low, high=np.inf, **bounds):
    """A master of decisions alone, all whole."""
    program = make(cost, matrix, low, high, integer=True, **bounds)
    return Master(Stages.of(program, program.integer), Limits(np.inf, Event()))


def pair(make):
    """Two halves: of the first a side costs 1 more, of the second 100."""
    rows = [[2, 0], [0, 2]]
    return of(make, [1, 100], rows, 1, upper=1)


def test_the_column_that_raises_the_bound_most(make):
    """Both are half; the dear one has the better bounds, and down there is nothing."""
    master = pair(make)
    point = master.solve()
    column, (down, up) = Branching(master).choose(point, master.lower, master.upper)
    assert point.y == near([0.5, 0.5])
    assert column == 1
    assert down == np.inf
    assert up == near(0.5 + 100)


def test_bounds_of_both_sides(make):
    """Below and above a value of 1.5 the bounds are those of the LP with the column held there."""
    master = of(make, [2, 5], [[2, 2]], 3, upper=[9, 0.9])
    point = master.solve()
    assert point.y == near([1.5, 0])
    column, ends = Branching(master).choose(point, master.lower, master.upper)
    assert column == 0
    assert ends == near((2 + 2.5, 4))


def test_whole_columns_are_left_alone(make):
    """A column is not branched on if it is whole but for the tolerance, or may be in between."""
    program = make([1, 1, 1], [[2, 0, 0], [0, 2, 0], [0, 0, 2]], 1, np.inf, upper=1, integer=[0, 1, 1])
    master = Master(Stages.of(program, np.ones(3, dtype=bool)), Limits(np.inf, Event()))
    master.lower[2] = 1 - 1e-7
    column, _ = Branching(master).choose(master.solve(), master.lower, master.upper)
    assert column == 1


def test_the_past_is_trusted_after_a_while(make, monkeypatch):
    """After some times the gains for each unit are known, and the master isn't asked any more."""
    master = of(make, [2, 3], [[2, 0], [0, 2]], 3, upper=9)
    branching, point = Branching(master), master.solve()
    for _ in range(RELIABLE):
        branching.choose(point, master.lower, master.upper)
    asked = []
    monkeypatch.setattr(Master, "solve", lambda *_: asked.append(1))
    # Down there is nothing in either, so that only one side has a past.
    branching.choose(point, master.lower, master.upper)
    assert asked
    two_sided = of_sides(make)
    monkeypatch.undo()
    branching, point = Branching(two_sided), two_sided.solve()
    for _ in range(RELIABLE):
        first = branching.choose(point, two_sided.lower, two_sided.upper)
    monkeypatch.setattr(Master, "solve", lambda *_: asked.append(2))
    again = branching.choose(point, two_sided.lower, two_sided.upper)
    assert 2 not in asked
    assert again == (first[0], (-np.inf, -np.inf))


def of_sides(make):
    """Half a column, with something else to take its place."""
    return of(make, [2, 5], [[2, 2]], 3, upper=[9, 0.9])
