"""What simulation costs beside recourse, on the replications that both have."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from reshore.risk.foresight import foresight
from reshore.risk.frames import FRAMES, conform


def played(costs: dict[int, float], weight: float) -> Any:
    """Return replications of two strata: number 0 by itself, with half the weight, and all others."""
    rows = {
        "replication": [*costs],
        "stratum": [min(number, 1) for number in costs],
        "cost": [*costs.values()],
    }
    weights = [weight if number else 0.5 for number in costs]
    return SimpleNamespace(replications=pl.DataFrame(rows | {"weight": weights}))


def test_only_common_replications_count() -> None:
    """Two of four are played by both: what the others cost makes no difference."""
    recourse = played({0: 10.0, 1: 12.0, 2: 16.0}, 0.25)
    simulation = played({0: 11.0, 1: 15.0, 2: 23.0, 3: 900.0, 4: 700.0}, 0.125)
    found = foresight(recourse, simulation, seed=1, resamples=200)
    assert conform("foresight", found).schema == FRAMES["foresight"].dtypes
    (row,) = found.iter_rows(named=True)
    assert row["replications"] == 2
    assert row["recourse"] == pytest.approx(5 + 7)
    assert row["simulation"] == pytest.approx(5.5 + 9.5)
    assert row["gap"] == pytest.approx(3.0)
    assert (row["gap_low"], row["gap_high"]) == pytest.approx((0.5 + 1.5, 0.5 + 3.5))


def test_pairs_narrow_the_interval() -> None:
    """Where every replication costs the same more, that is the gap for sure."""
    costs = {number: float(number**3) for number in range(30)}
    more = {number: cost + 2.0 for number, cost in costs.items()}
    (row,) = foresight(played(costs, 0.5 / 29), played(more, 0.5 / 29), 0, 100).iter_rows(named=True)
    assert [row["gap_low"], row["gap"], row["gap_high"]] == pytest.approx([2.0] * 3)
