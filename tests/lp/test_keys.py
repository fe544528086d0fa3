"""Where keys stand in a block, however they are written."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reshore.lp.block import Block
from reshore.lp.keys import NOWHERE, POSITION, in_order, locate, sort

SITES = [f"s{number}" for number in range(6)]
KINDS = {
    "enum": lambda numbers: pl.Series([SITES[n] for n in numbers], dtype=pl.Enum(SITES)),
    "text": lambda numbers: pl.Series([SITES[n] for n in numbers], dtype=pl.String),
    "integer": lambda numbers: pl.Series([n - 2 for n in numbers], dtype=pl.Int32),
    "far apart": lambda numbers: pl.Series([n * 10**12 for n in numbers], dtype=pl.Int64),
    "date": lambda numbers: pl.Series([date(2026, 1, 1) + timedelta(31 * n) for n in numbers], dtype=pl.Date),
}


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(KINDS)),
    st.sampled_from(sorted(KINDS)),
    st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=20).map(list),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=30),
)
def test_keys_are_found_in_every_kind(first, second, held, sought):
    """A lookup by table, by search or by join gives the position of the key, or nowhere."""
    frame = pl.DataFrame({"a": KINDS[first]([a for a, _ in held]), "b": KINDS[second]([b for _, b in held])})
    block = Block.lay_out("ship", frame, ["a", "b"], offset=7)
    assert in_order(block.frame, block.keys)
    assert block.frame[POSITION].to_list() == list(range(7, 7 + len(held)))
    relation = pl.DataFrame(
        {"x": KINDS[first]([a for a, _ in sought]), "y": KINDS[second]([b for _, b in sought])}
    )
    expected = {row[:2]: row[2] for row in block.frame.select("a", "b", POSITION).iter_rows()}
    assert locate(block, relation, ["x", "y"]).tolist() == [
        expected.get(r, NOWHERE) for r in relation.iter_rows()
    ]


@given(st.lists(st.tuples(st.integers(-3, 3), st.sampled_from("abc"))))
def test_order_is_strict(rows):
    """Sorted and unique, as Python sees it; sorting gets there when keys are unique."""
    frame = pl.DataFrame(rows, schema={"n": pl.Int64, "t": pl.String}, orient="row")
    assert in_order(frame, ["n", "t"]) == all(a < b for a, b in pairwise(rows))
    assert sort(frame, ["n", "t"]).rows() == sorted(rows)


def test_an_empty_key_is_nowhere():
    """A line of a relation without a key meets nothing."""
    block = Block.lay_out("make", pl.DataFrame({"site": pl.Series([0, 1], dtype=pl.Int8)}), ["site"], 0)
    relation = pl.DataFrame({"site": pl.Series([1, None, 300], dtype=pl.Int64)})
    assert locate(block, relation, ["site"]).tolist() == [1, NOWHERE, NOWHERE]


def test_twice_or_empty_keys_are_refused():
    """A block can't hold a key twice, nor an empty one."""
    with pytest.raises(ValueError, match=r"block make: keys \('site',\) occur twice, first \[\('a',\)"):
        Block.lay_out("make", pl.DataFrame({"site": ["a", "b", "a"]}), ["site"], 0)
    with pytest.raises(ValueError, match="is empty"):
        Block.lay_out("make", pl.DataFrame({"site": ["a", None]}), ["site"], 0)
