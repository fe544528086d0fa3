"""Refinement: a point that misses rows becomes the optimum that holds them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from reshore.lp import highs
from reshore.lp.highs import solve
from reshore.lp.refine import HELD, missed, refined
from reshore.lp.solution import Solution, Status


@pytest.fixture
def program(make):
    """Two ways to serve 50,000 units, the cheap one of a third of them, and what each uses up."""
    matrix = [[1, 1, 0], [2.5, 1.5, -1]]
    return make([2.0, 3.0, 0.1], matrix, [5e4, 0], [np.inf, 0], upper=[5e4 / 3, np.inf, np.inf])


def spoilt(solution: Solution, by: float) -> Solution:
    """Return a solution whose last column is off, as that of a basis that hardly holds together."""
    x = solution.x.copy()
    x[-1] += by
    return replace(solution, x=x)


@pytest.mark.parametrize("by", [-0.04, 0.3, 900.0])
def test_rows_are_held_again(program, by):
    """What is off by a little or by much is mended; the duals are those of the LP."""
    exact = solve(program)
    wrong = spoilt(exact, by)
    assert missed(program, wrong)[0] == pytest.approx(abs(by), rel=1e-6)
    found = refined(program, wrong, solve)
    assert missed(program, found)[1] <= HELD
    assert found.x == pytest.approx(exact.x)
    assert found.objective == pytest.approx(exact.objective)
    assert found.bound == found.objective
    assert found.row_activity == pytest.approx(program.matrix @ found.x)
    assert found.row_dual == pytest.approx(exact.row_dual)


def test_what_holds_is_left_as_it_is(program):
    """Nothing is solved for a solution within the tolerance."""
    exact = solve(program)
    assert refined(program, exact, None) is exact


def test_what_cannot_be_mended_is_left_as_it_is(program):
    """Where solving again fails, the solution is what it was, for the audit to judge."""
    wrong = spoilt(solve(program), 1.0)
    failed = Solution.without_plan(program.shape, Status.FAILED, "gave up")
    assert refined(program, wrong, lambda _: failed) is wrong
    assert refined(program, wrong, lambda lp: replace(solve(lp), x=np.zeros(3))) is wrong


def test_every_lp_is_looked_at(program, monkeypatch):
    """An optimum that the solver gets wrong doesn't leave the port as it is."""
    exact, read, runs = solve(program), highs.read, []

    def first_wrong(*told):
        runs.append(told)
        return read(*told) if len(runs) > 1 else spoilt(read(*told), 0.3)

    monkeypatch.setattr(highs, "read", first_wrong)
    assert solve(program).x == pytest.approx(exact.x)
    assert len(runs) == 2
