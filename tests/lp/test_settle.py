"""The plan that a search ends with."""

from __future__ import annotations

import numpy as np
import pytest

from reshore.lp.highs import solve_fixed
from reshore.lp.settle import settle
from reshore.lp.solution import Options, Solution, Status


def near(value):
    return pytest.approx(value, rel=1e-7, abs=1e-7)


@pytest.fixture
def location(make):
    """Two sites for a demand of 5 at 1 and 2 a piece, or bought at 20."""
    return make(
        [10, 11, 1, 2, 20],
        [[0, 0, 1, 1, 1], [-4, 0, 1, 0, 0], [0, -4, 0, 1, 0]],
        [5, -np.inf, -np.inf],
        [5, 0, 0],
        upper=[1, 1, np.inf, np.inf, np.inf],
        integer=[1, 1, 0, 0, 0],
    )


def ended(program, x, bound, *, gap=0.0, left=9.0, ended=True):
    return settle(
        program, np.array(x, float), bound, Options(gap=gap), left, told="Told", ended=ended, nodes=7
    )


def test_marginal_values_of_the_plan(location):
    """Integers are whole, flows are the best for them, and duals are those of the LP that remains."""
    solution = ended(location, [1 - 1e-7, 1e-7, 3, 0, 2], 34)
    assert solution.status is Status.OPTIMAL
    assert solution.raw_status == "Told"
    assert solution.nodes == 7
    assert solution.polished
    assert solution.x.tolist() == [1, 0, 4, 0, 1]
    assert solution.objective == near(34)
    fixed = solve_fixed(location, solution.x)
    for name in ("row_dual", "reduced_cost", "row_activity"):
        assert getattr(solution, name) == near(getattr(fixed, name))


@pytest.mark.parametrize(
    ("bound", "gap", "by_itself", "status"),
    [
        (34, 0.0, True, Status.OPTIMAL),
        (34 - 5e-7, 0.0, True, Status.OPTIMAL),
        (33, 0.0, True, Status.FEASIBLE),
        (33, 0.05, True, Status.OPTIMAL),
        (33, 0.05, False, Status.FEASIBLE),
        (-np.inf, 0.05, True, Status.FEASIBLE),
    ],
)
def test_optimal_is_within_the_gap(location, bound, gap, by_itself, status):
    """A plan is optimal if the search ended by itself and the bound is near enough."""
    solution = ended(location, [1, 0, 4, 0, 1], bound, gap=gap, ended=by_itself)
    assert solution.status is status
    assert solution.bound == bound
    assert solution.gap == near((34 - bound) / 34)


def test_a_bound_is_never_above_the_plan(location):
    """Rounding may make a plan a little cheaper than its bound: the bound follows."""
    solution = ended(location, [1, 0, 4, 0, 1], 34 + 1e-9)
    assert solution.bound == solution.objective
    assert solution.gap == 0


def test_without_time_the_plan_is_as_it_is(location, monkeypatch):
    """If the last LP doesn't end, the plan stays, without marginal values."""

    def nothing(program, x, options):
        assert options.time_limit == 0
        return Solution.without_plan(program.shape, Status.NO_PLAN, "Time limit reached")

    monkeypatch.setattr("reshore.lp.settle.solve_fixed", nothing)
    options = Options(time_limit=0)
    plan = np.array([1, 1e-9, 4, 0, 1.0])
    solution = settle(location, plan, 30.0, options, 0.0, told="Time limit reached", ended=False)
    assert solution.status is Status.FEASIBLE
    assert solution.x.tolist() == [1, 0, 4, 0, 1]
    assert solution.objective == near(34)
    assert solution.row_activity == near([5, 0, 0])
    assert np.isnan(solution.row_dual).all()
    assert not solution.polished


def test_some_time_is_taken_anyway(location, monkeypatch):
    """Of the time limit a tenth goes into marginal values, even where nothing is left."""
    limits = []

    def note(program, x, options):
        limits.append(options.time_limit)
        return solve_fixed(program, x)

    monkeypatch.setattr("reshore.lp.settle.solve_fixed", note)
    for left in (0.0, 50.0):
        settle(location, np.array([1, 0, 4, 0, 1.0]), 34, Options(time_limit=60), left, told="", ended=True)
    assert limits == [6.0, 50.0]


def test_a_plan_that_does_not_survive_rounding(make):
    """Where whole numbers leave no room for the rest, the search has failed, and says so."""
    # A switch a millionth open lets one piece through.
    program = make([1, 1], [[-1e6, 1], [0, 1]], [-np.inf, 1], [0, 9], upper=[1, 9], integer=[1, 0])
    solution = ended(program, [1e-6, 1], 0)
    assert solution.status is Status.FAILED
    assert solution.raw_status == "Told; with integers rounded: infeasible"
    assert not solution.has_plan
