"""A first stage in a future: its flows, or that there are none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.robust.brute import decided

from reshore.errors import SolverError
from reshore.lp.highs import solve
from reshore.lp.solution import Options, Status
from reshore.robust import stage as module
from reshore.robust.stage import FirstStage, flows


def test_from_a_solution_and_back(ready):
    """Whole numbers of a solution are those of its first stage on the same program."""
    footprint = ready[0].footprint
    found = solve(footprint.program)
    point = FirstStage.of(footprint.columns, found.x).on(footprint)
    whole = footprint.program.integer
    assert np.array_equal(point[whole], found.x[whole])
    assert not point[~whole].any()
    assert flows(ready[0], FirstStage.of(footprint.columns, found.x), Options()).objective == pytest.approx(
        found.objective
    )


def test_decisions_that_a_future_has_no_room_for(ready):
    """More modules than it can have, or a site that it doesn't know, leave no flows."""
    assert flows(ready[0], decided({"far": 3, "near": None}), Options()) is None
    assert flows(ready[0], decided({"moon": 0}), Options()) is None
    assert decided({"moon": 0}).on(ready[0].footprint) is None


def test_rules_that_decisions_can_not_keep(ready):
    """Demand that has to be met by sites that are closed leaves no flows."""
    case = ready[0]
    program = case.footprint.program
    upper = np.where(np.arange(program.shape[1]) >= 0, program.upper, 0.0)
    upper[program.columns["short"].span] = 0.0
    strict = replace(case, footprint=replace(case.footprint, program=replace(program, upper=upper)))
    assert flows(strict, decided({"far": None, "near": None}), Options()) is None
    assert flows(strict, decided({"far": 2, "near": None}), Options()).objective > 0


def test_a_solver_that_gives_up(ready, monkeypatch):
    """It is no word on the decisions."""

    def failed(program, x, options, *, cancel):
        from reshore.lp.solution import Solution

        return Solution.without_plan(program.shape, Status.FAILED, "Unknown")

    monkeypatch.setattr(module, "solve_fixed", failed)
    with pytest.raises(SolverError, match="flows of future 'base' can't be found: Unknown"):
        flows(ready[0], decided({"far": 0, "near": None}), Options())
