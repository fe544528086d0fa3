"""What a move brings is taken from elsewhere, with all that it takes to make it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.risk.operations import changed, drawn, small, surplus

from reshore.risk.options import Options
from reshore.risk.shifted import shifted

if TYPE_CHECKING:
    from reshore.risk.operation import Operation


def rates(operation: Operation, frame: str) -> list[float]:
    """Return rates of a frame."""
    return getattr(operation, frame)["rate"].to_list()


def test_as_far_as_the_line_goes() -> None:
    """M2 gets 15 racks from P1; P2 has room for 5 more, whose chips come from S1 and S2 as before."""
    operation = shifted(small(), 1, 3)
    assert operation is not None
    assert rates(operation, "moves") == pytest.approx([10, 10, 15, 5, 40, 10 + 10 / 3, 0, 20 + 20 / 3])
    assert rates(operation, "makes") == pytest.approx([20, 20])
    assert rates(operation, "buys") == pytest.approx([60 - 10 + 10 / 3, 20 + 20 / 3])


def test_all_of_it_where_there_is_room() -> None:
    """With hours enough, all of the racks of M2 come from P2."""
    operation = shifted(changed(small(), "resources", "hours", {1: 500.0}), 1, 3)
    assert operation is not None
    assert rates(operation, "moves")[1:4] == pytest.approx([0, 15, 15])


def test_no_room_at_all() -> None:
    """A line that is full already leaves things as they are."""
    assert shifted(changed(small(), "resources", "hours", {1: 30.0}), 1, 3) is None


@settings(deadline=None, max_examples=25, derandomize=True)
@given(st.integers(0, 10_000))
def test_rates_balance_and_keep_limits(seed: int) -> None:
    """Whatever is shifted, items stay balanced, and hours and capacities suffice."""
    operation = drawn(seed)
    moves = operation.moves.filter(pl.col("rate") > 0).join(
        operation.moves, on="target_item", suffix="_other"
    )
    pairs = moves.filter(pl.col("move") != pl.col("move_other")).select("move", "move_other", "rate")
    for move, other, rate in pairs.sample(min(4, pairs.height), seed=seed).iter_rows():
        after = shifted(operation, move, other)
        if after is not None:
            assert surplus(after) == pytest.approx(0.0, abs=1e-6)
            assert after.moves["rate"][move] < rate
            options = Options.of(after)
            loads = options.loads
            load = options.rate[loads["option"].to_numpy()] * loads["load"].to_numpy()
            used = np.bincount(loads["pool"].to_numpy(), load, len(options.pools))
            assert (used <= options.pools + 1e-6).all()
            assert (options.rate <= options.limit + 1e-6).all()
