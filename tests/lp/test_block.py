"""Blocks: values beside keys, positions by condition, labels."""

from __future__ import annotations

import numpy as np
import polars as pl

from reshore.lp.block import Block

BLOCK = Block.lay_out(
    "ship",
    pl.DataFrame({"lane": ["b", "a", "b"], "period": [1, 1, 0], "days": [3.0, 4.0, 5.0]}),
    ["lane", "period"],
    offset=2,
)


def test_values_stand_beside_their_keys():
    """A vector of the whole program is cut to the block and set beside keys and attributes."""
    values = BLOCK.values(np.arange(6.0), "units")
    assert values.rows() == [("a", 1, 4.0, 2.0), ("b", 0, 5.0, 3.0), ("b", 1, 3.0, 4.0)]
    assert (BLOCK.size, BLOCK.span) == (3, slice(2, 5))


def test_positions_by_condition():
    """Conditions on keys or attributes give positions in the whole program."""
    assert BLOCK.positions(pl.col("days") > 3.5).tolist() == [2, 3]
    assert BLOCK.positions(pl.col("lane") == "none").tolist() == []


def test_a_label_names_block_and_keys():
    """The label is for people."""
    assert BLOCK.label(4) == "ship[b,1]"
