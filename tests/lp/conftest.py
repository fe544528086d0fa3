"""Programs by hand and by chance."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csc_array

from reshore.lp.program import LinearProgram


def _program(cost, matrix, row_lower, row_upper, *, lower=0.0, upper=np.inf, integer=False):
    """A program without blocks; single numbers stand for all columns or rows."""
    cost = np.array(cost, dtype=float)
    matrix = np.array(matrix, dtype=float)
    rows, columns = matrix.shape
    return LinearProgram(
        cost=cost,
        lower=np.broadcast_to(np.array(lower, dtype=float), columns).copy(),
        upper=np.broadcast_to(np.array(upper, dtype=float), columns).copy(),
        matrix=csc_array(matrix),
        row_lower=np.broadcast_to(np.array(row_lower, dtype=float), rows).copy(),
        row_upper=np.broadcast_to(np.array(row_upper, dtype=float), rows).copy(),
        integer=np.broadcast_to(np.array(integer, dtype=bool), columns).copy(),
        columns={},
        rows={},
    )


@pytest.fixture(scope="session")
def make():
    """The maker of programs."""
    return _program


@pytest.fixture(scope="session")
def hard():
    """A multi-dimensional knapsack that takes minutes to prove."""
    chance = np.random.default_rng(0)
    matrix = chance.integers(5, 100, (30, 80))
    return _program(-chance.integers(5, 100, 80), matrix, -np.inf, matrix.sum(1) // 2, upper=1, integer=True)
