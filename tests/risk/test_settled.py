"""Programs solved again."""

from __future__ import annotations

from threading import Event

import pytest

from reshore.errors import SolverError, StoppedError
from reshore.lp.resolve import Changes
from reshore.lp.solution import Solution, Status
from reshore.risk.settled import settled


class Solver:
    """Ends as it is told to, one status a run."""

    def __init__(self, *ends):
        self.ends = list(ends)
        self.cold = []

    def run(self, changes, *, cold, cancel):
        self.cold.append(cold)
        end = self.ends.pop(0)
        if end is Status.NO_PLAN:
            cancel.set()
        return Solution.without_plan((1, 1), end, end.value)


def test_the_first_answer_counts():
    """What comes out from the basis is taken, and what is an answer is up to the question."""
    solver = Solver(Status.INFEASIBLE)
    solution = settled(solver, Changes(), Event(), Status.INFEASIBLE, what="it")
    assert solution.status is Status.INFEASIBLE
    assert solver.cold == [False]


def test_without_basis_where_it_fails():
    """Where the solver gives up it is tried again without the basis."""
    solver = Solver(Status.FAILED, Status.OPTIMAL)
    assert settled(solver, Changes(), Event(), what="it").status is Status.OPTIMAL
    assert solver.cold == [False, True]


def test_a_second_failure_is_said():
    """The error says what was looked for and how the solver ended."""
    with pytest.raises(SolverError, match="the loss can't be found: infeasible"):
        settled(Solver(Status.FAILED, Status.INFEASIBLE), Changes(), Event(), what="the loss")


def test_stopped():
    """Ctrl-C ends the search, not just one run of the solver."""
    solver = Solver(Status.NO_PLAN)
    with pytest.raises(StoppedError, match="while the loss was looked for"):
        settled(solver, Changes(), Event(), what="the loss")
    assert solver.cold == [False]
