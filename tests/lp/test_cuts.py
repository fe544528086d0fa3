"""Rows found when violated, beside the program that has them all."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csc_array, csr_array

from reshore.lp.cuts import CutLoop, Rows, extend, find, solve_lazily
from reshore.lp.highs import solve
from reshore.lp.program import LinearProgram
from reshore.lp.solution import Options, Status


@dataclass(frozen=True)
class Links:
    """A family that knows all its rows and gives those that are violated."""

    rows: Rows

    def violated(self, x):
        activity = self.rows.matrix @ x
        off = (activity > self.rows.upper) | (activity < self.rows.lower)
        return Rows(self.rows.matrix[off], self.rows.lower[off], self.rows.upper[off])


def location(seed, *, sites=6, markets=10, integer=True):
    """A facility location program without its links, and the links ship <= demand x open."""
    chance = np.random.default_rng(seed)
    lanes, width = sites * markets, sites * markets + sites
    site, market = np.divmod(np.arange(lanes), markets)
    demand = chance.integers(1, 9, markets).astype(float)
    program = LinearProgram(
        cost=np.concatenate([chance.integers(1, 20, lanes), chance.integers(20, 90, sites)]).astype(float),
        lower=np.zeros(width),
        upper=np.concatenate([demand[market], np.ones(sites)]),
        matrix=csc_array((np.ones(lanes), (market, np.arange(lanes))), shape=(markets, width)),
        row_lower=demand,
        row_upper=demand,
        integer=np.concatenate([np.zeros(lanes, bool), np.full(sites, integer)]),
        columns={},
        rows={},
    )
    at = np.arange(lanes)
    matrix = csr_array(
        (
            np.concatenate([np.ones(lanes), -demand[market]]),
            (np.tile(at, 2), np.concatenate([at, lanes + site])),
        ),
        shape=(lanes, width),
    )
    return program, Rows(matrix, np.full(lanes, -np.inf), np.zeros(lanes))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.booleans())
def test_rows_found_are_enough(seed, integer):
    """The optimum is that of the program with every row, with and without integers; none is violated."""
    program, links = location(seed, integer=integer)
    family = Links(links)
    solution = solve_lazily(program, [family], Options(gap=0))
    full = solve(extend(program, links), Options(gap=0))
    assert solution.status is full.status is Status.OPTIMAL
    assert solution.objective == pytest.approx(full.objective)
    assert not len(find([family], solution.x).lower)
    assert len(program.row_lower) < len(solution.row_activity) <= len(program.row_lower) + len(links.lower)


def test_the_loop_keeps_what_it_found():
    """The LP loop ends with its rows in the program, whose cold optimum is the same."""
    program, links = location(0, integer=False)
    loop = CutLoop(program, [Links(links)])
    solution = loop.solve()
    assert loop.program.shape[0] > program.shape[0]
    assert solve(loop.program).objective == pytest.approx(solution.objective)
    assert len(solution.row_dual) == loop.program.shape[0]
    with pytest.raises(ValueError, match="integer"):
        CutLoop(location(0)[0], [])


def test_rows_that_only_integers_violate_are_found(make):
    """A row that the relaxation keeps and the plan doesn't comes in after the first plan."""
    program = make([1, 0.1], [[1, 0]], 0.5, np.inf, upper=5, integer=True)
    family = Links(Rows(csr_array(np.array([[1.0, -1.0]])), np.array([-np.inf]), np.array([0.6])))
    assert not len(find([family], np.array([0.5, 0.0])).lower)
    assert solve_lazily(program, [family]).x.tolist() == [1, 1]


def test_a_conflict_with_lazy_rows_is_infeasible():
    """What the rows found rule out has no plan."""
    program, links = location(0)
    shut = replace(program, upper=np.concatenate([program.upper[:-6], np.zeros(6)]))
    assert solve(shut).status is Status.OPTIMAL
    assert solve_lazily(shut, [Links(links)]).status is Status.INFEASIBLE


def test_without_time_there_is_no_plan():
    """A plan that violates rows not yet found is never given out."""
    program, links = location(0)
    solution = solve_lazily(program, [Links(links)], Options(time_limit=0))
    assert solution.status is Status.NO_PLAN
    assert np.isnan(solution.x).all()


def test_a_violation_within_tolerance_is_none():
    """A family that insists on a billionth doesn't keep the loop going."""
    rows = Rows(csr_array(np.eye(2)), np.array([1.0, 2.0]), np.full(2, np.inf))
    assert len(find([Links(rows)], np.array([1 - 1e-9, 1.0])).lower) == 1
