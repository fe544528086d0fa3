"""The decisions alone, and what cuts tell them."""

from __future__ import annotations

import time
from threading import Event

import numpy as np
import pytest
from highspy import HighsModelStatus
from tests.lp.drawn import known

from reshore.lp.engine import load
from reshore.lp.highs import solve
from reshore.lp.limits import Limits, Stopped
from reshore.lp.master import Master
from reshore.lp.recourse import Cut, Recourse
from reshore.lp.solution import Options, Status
from reshore.lp.stages import Stages

ENDLESS = Limits(np.inf, Event())
FIRST = np.array([True, True, False])


def near(value):
    return pytest.approx(value, rel=1e-6, abs=1e-6)


def of(make, cost=(3, 1, 1), row=(1, 2, 0), low=1, **bounds):
    """A master of two decisions with a row between them, and one flow that costs what cuts say."""
    matrix = [row, [0, 0, 1]]
    program = make(list(cost), matrix, [low, -np.inf], np.inf, **{"upper": [1, 2, np.inf], **bounds})
    return Master(Stages.of(program, FIRST), ENDLESS)


def cut(constant, *slope, feasible=True, value=0.0):
    return Cut(float(constant), np.array(slope, dtype=float), feasible, value if feasible else np.inf)


def test_without_cuts_decisions_cost_what_they_cost(make):
    """The cheapest decisions that keep their rows; what flows cost isn't known, so that it is no bound."""
    master = of(make)
    point = master.solve()
    assert point.objective == near(0.5)
    assert point.y == near([0.0, 0.5])
    assert point.costs.tolist() == [-np.inf]
    assert not master.complete


def test_cuts_raise_the_cost(make):
    """The cost of the flows is the largest that a cut says."""
    master = of(make)
    master.add([(0, cut(10, -8, -2)), (0, cut(4, 0, 0))], 10.0)
    assert master.complete
    assert master.cuts == 2
    point = master.solve()
    assert point.objective == near(44 / 7)
    assert point.y == near([5 / 7, 1 / 7])
    assert point.costs == near([4.0])


def test_decisions_without_flows_are_cut_off(make):
    """A cut that is above 0 at decisions takes them away, and costs stay unknown."""
    master = of(make)
    master.add([(0, cut(1, -1, 0, feasible=False))], 1.0)
    assert master.solve().y == near([1.0, 0.0])
    assert not master.complete
    master.add([(0, cut(1, 1, 1, feasible=False))], 1.0)
    assert master.solve() is None


def test_bounds_of_a_branch_are_only_its_own(make):
    """The next call has none of them, and bounds that cross leave nothing."""
    master = of(make)
    one, two = np.array([1.0, 0.0]), np.array([1.0, 2.0])
    assert master.solve(one, two).objective == near(3)
    assert master.solve(two, one) is None
    assert master.solve().objective == near(0.5)
    master.lower = np.array([1.0, 0.0])
    assert master.solve(np.zeros(2), two).objective == near(3)


def test_reduced_costs(make):
    """A decision that stays at its bound says by how much it would raise the cost of all."""
    master = of(make, low=0)
    master.add([(0, cut(0, 0, 0)), (0, cut(2e6, -1e6, 0))], 2e6)
    point = master.solve()
    assert point.y[0] == near(1)
    assert point.objective == near(1e6 + 3)
    assert point.reduced == near([3 - 1e6, 1.0])


@pytest.mark.parametrize("size", [0.0, 1.0, 1e9])
def test_units_change_nothing(make, size):
    """Whatever a plan is said to cost, objective and costs are in the program's own unit."""
    master = of(make)
    master.add([(0, cut(1e5, -3e4, 1e3))], size)
    point = master.solve()
    assert point.objective == near(3 * 1 + 1e5 - 3e4)
    assert point.costs == near([7e4])
    whole = solve(master.program(master.lower, master.upper), Options(gap=0))
    assert whole.objective * master.unit == near(point.objective)


def test_what_is_too_small_for_the_solver_is_at_its_worst(make):
    """A slope that would be dropped is left out so that the cut says less, not more."""
    master = of(make, upper=[1, 1e9, np.inf])
    master.add([(0, cut(0, 1e6, -1e-9))], 1e6)
    point = master.solve(np.array([0.0, 1e9]), np.array([0.0, 1e9]))
    assert point.costs[0] <= -1.0 + 1e-6


def test_programs_of_the_cuts_have_their_optimum(make):
    """The mixed-integer program of the decisions is the LP with whole numbers."""
    master = of(make, integer=[1, 1, 0])
    master.add([(0, cut(10, -8, -2)), (0, cut(1, -1, 0, feasible=False))], 10.0)
    found = solve(master.program(master.lower, master.upper), Options(gap=0))
    assert found.x[:2] == near([1, 2])
    assert found.objective * master.unit == near(3)


def test_the_most_of_all(make):
    """As many as the rows keep; a column without an end is at its least."""
    assert of(make).most() == near([1, 2])
    assert of(make, upper=[1, np.inf, np.inf], lower=[-np.inf, 0, 0]).most() == near([1, 0])
    assert of(make, low=9).most() is None


def test_costs_that_fall_without_end(make):
    """A decision without an end that pays for itself: no bound, but decisions far out to learn from."""
    master = of(make, cost=(3, -1, 1), upper=[1, np.inf, np.inf])
    point = master.solve()
    assert point.objective == -np.inf
    assert point.y[1] >= 1e6
    master.add([(0, cut(0, 0, 2))], 1.0)
    assert master.solve().objective == near(0.5)


def test_an_end_that_is_none(make, monkeypatch):
    """With ends on all sides costs can't fall for ever: a solver that says so is run again afresh."""
    solvers = []
    monkeypatch.setattr(
        "reshore.lp.master.load", lambda *asked: solvers.append(Forgetful(load(*asked))) or solvers[-1]
    )
    assert of(make).solve().objective == near(0.5)
    assert solvers[0].afresh


class Forgetful:
    """A solver that finds no end of costs until it is told to forget its basis."""

    def __init__(self, solver):
        self.solver, self.afresh = solver, False

    def __getattr__(self, name):
        return getattr(self.solver, name)

    def getModelStatus(self):  # noqa: N802
        return self.solver.getModelStatus() if self.afresh else HighsModelStatus.kUnbounded

    def clearSolver(self):  # noqa: N802
        self.afresh = True
        self.solver.clearSolver()


def test_limits_end_it(make):
    """Without time, or when the user asked, it ends."""
    late, cancelled = Limits(time.perf_counter() - 1, Event()), Limits(np.inf, Event())
    cancelled.cancel.set()
    program = make([3, 1, 1], [[1, 2, 0], [0, 0, 1]], [1, 0], np.inf, upper=[1, 2, 5])
    for limits in (late, cancelled):
        with pytest.raises(Stopped):
            Master(Stages.of(program, FIRST), limits).solve()


@pytest.mark.parametrize("seed", [2, 3, 8, 10, 17, 18, 28, 38, 40, 52, 75, 81])
def test_with_all_cuts_it_is_the_program(seed):
    """With the cuts of every whole decision its optimum over them is that of the program."""
    drawn, status, best = known(seed)
    assert not (drawn.first & ~drawn.program.integer).any()
    stages = Stages.of(drawn.program, drawn.first)
    master = Master(stages, ENDLESS)
    for number, part in enumerate(stages.parts):
        flows = Recourse(part, master.lower, master.upper)
        for y in drawn.first_stages(np.random.default_rng(0)):
            master.add([(number, flows.solve(y, ENDLESS))], 100.0)
    if status is Status.INFEASIBLE:
        assert not solve(master.program(master.lower, master.upper), Options(gap=0)).has_plan
        return
    assert master.solve().objective <= best + 1e-6 * max(1, abs(best))
    assert solve(master.program(master.lower, master.upper), Options(gap=0)).objective * master.unit == near(
        best
    )
