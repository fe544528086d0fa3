"""A transport program with scenarios, for solvers that take many of them."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_array

from reshore.lp.program import LinearProgram
from reshore.lp.resolve import Changes

SITES, MARKETS = 6, 15


def transport(seed):
    """Sites that ship to markets, with shortage at 100; many ties, so that vertices and duals are many."""
    chance = np.random.default_rng(seed)
    lanes = SITES * MARKETS
    site, market = np.divmod(np.arange(lanes), MARKETS)
    rows = np.concatenate([site, SITES + market, SITES + np.arange(MARKETS)])
    columns = np.concatenate([np.arange(lanes), np.arange(lanes), lanes + np.arange(MARKETS)])
    width = lanes + MARKETS
    return LinearProgram(
        cost=np.concatenate([chance.integers(1, 5, lanes), np.full(MARKETS, 100)]).astype(float),
        lower=np.zeros(width),
        upper=np.full(width, np.inf),
        matrix=csc_array((np.ones(len(rows)), (rows, columns)), shape=(SITES + MARKETS, width)),
        row_lower=np.concatenate([np.full(SITES, -np.inf), chance.integers(1, 9, MARKETS)]),
        row_upper=np.concatenate([np.full(SITES, 12.0), np.full(MARKETS, np.inf)]),
        integer=np.zeros(width, dtype=bool),
        columns={},
        rows={},
    )


def scenarios(seed):
    """A site that is out, dearer lanes, more demand, closed lanes, goods that go bad, and nothing at all."""
    chance = np.random.default_rng(seed + 1000)
    found = [Changes()]
    for _ in range(4):
        lanes = chance.choice(SITES * MARKETS, 10, replace=False).astype(np.int32)
        some = chance.choice(MARKETS, 4, replace=False).astype(np.int32)
        found += [
            Changes(row_upper=(np.array([chance.integers(SITES)], dtype=np.int32), np.array([0.0]))),
            Changes(cost=(lanes, chance.integers(1, 9, 10).astype(float)), upper=(lanes[:3], np.zeros(3))),
            Changes(row_lower=(some + SITES, chance.integers(5, 12, 4).astype(float))),
            Changes(lower=(lanes[:2], np.full(2, 1.5)), upper=(lanes[1:3], np.full(2, 2.0))),
            Changes(
                entries=(SITES + lanes[:4] % MARKETS, lanes[:4], np.array([0.0, 0.25, 0.5, 2.0])),
                cost=(lanes[2:5], np.full(3, 1.5)),
                row_upper=(np.array([2], dtype=np.int32), np.array([5.0])),
            ),
        ]
    return found


def bits(solution):
    return tuple(
        np.array(part).tobytes()
        for part in (
            solution.x,
            solution.row_activity,
            solution.row_dual,
            solution.reduced_cost,
            solution.objective,
        )
    )


def built(program, case):
    """The program of a scenario, put together anew."""
    parts = {
        name: getattr(program, name).copy() for name in ("cost", "lower", "upper", "row_lower", "row_upper")
    }
    for name, vector in parts.items():
        if getattr(case, name) is not None:
            positions, values = getattr(case, name)
            vector[positions] = values
    matrix = program.matrix.tolil()
    for row, column, value in zip(*(case.entries or ([], [], [])), strict=True):
        matrix[row, column] = value
    return LinearProgram(matrix=csc_array(matrix), integer=program.integer, columns={}, rows={}, **parts)
