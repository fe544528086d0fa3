"""Replications that two runs have in common."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from reshore.risk.paired import paired


def frame(numbers: list[int], strata: list[int], weights: list[float], values: list[float]) -> pl.DataFrame:
    """Return what a run gives."""
    return pl.DataFrame({"replication": numbers, "stratum": strata, "weight": weights, "cost": values})


def test_side_by_side() -> None:
    """Weights are those of the first run, and others of its stratum stand for what only it has."""
    one = frame([0, 2, 3, 5], [0, 1, 1, 2], [0.5, 0.2, 0.2, 0.1], [1.0, 2.0, 3.0, 4.0])
    other = frame([0, 1, 3, 5], [0, 1, 1, 2], [0.5, 0.1, 0.1, 0.3], [5.0, 6.0, 7.0, 8.0])
    rows = paired(one, other, "cost").select("replication", "stratum", "one", "other").rows()
    assert rows == [(0, 0, 1.0, 5.0), (3, 1, 3.0, 7.0), (5, 2, 4.0, 8.0)]
    assert paired(one, other, "cost")["weight"].to_list() == pytest.approx([0.5, 0.4, 0.1])


def test_a_replication_that_counts_for_nothing() -> None:
    """One without weight, alone in its stratum, stands for nothing and isn't lost."""
    one = frame([0, 1], [0, 1], [0.0, 1.0], [1.0, 2.0])
    assert paired(one, one, "cost")["weight"].to_list() == [0.0, 1.0]


def test_the_same_to_the_last_bit() -> None:
    """However threads share the work out, sums are the same."""
    rng = np.random.default_rng(0)
    count = 2000
    run = frame([*range(count)], [n % 3 for n in range(count)], rng.random(count).tolist(), [0.0] * count)
    assert len({paired(run, run, "cost")["weight"].to_numpy().tobytes() for _ in range(50)}) == 1
