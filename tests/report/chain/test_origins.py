"""Goods are followed from where they came up to where they are used or sold."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reshore.report.chain.origins import START, origins

CAME = {"product": pl.String, "place": pl.String, "country": pl.String, "units": pl.Float64}
MOVED = {"product": pl.String, "origin": pl.String, "destination": pl.String, "units": pl.Float64}
GONE = {"product": pl.String, "place": pl.String, "units": pl.Float64}


def frame(schema, *rows) -> pl.DataFrame:
    return pl.DataFrame([("chip", *row) for row in rows], schema=schema, orient="row")


def shares(came: pl.DataFrame, moved: pl.DataFrame, gone: pl.DataFrame) -> dict[tuple[str, str], float]:
    found = origins(came, moved, gone).iter_rows()
    return {(place, country): share for _, place, country, share in found}


def test_goods_mix_where_they_meet():
    """What leaves a hub, and the hub after it, is of all that came in, in proportion."""
    came = frame(CAME, ("a", "TWN", 30.0), ("b", "KOR", 10.0), ("end", "MEX", 10.0))
    moved = frame(MOVED, ("a", "hub", 30.0), ("b", "hub", 10.0), ("hub", "next", 40.0), ("next", "end", 40.0))
    found = shares(came, moved, frame(GONE, ("end", 50.0)))

    assert found["hub", "TWN"] == found["next", "TWN"] == pytest.approx(0.75)
    assert found["end", "TWN"] == pytest.approx(0.6)
    assert found["end", "MEX"] == pytest.approx(0.2)


def test_what_nobody_made_was_there_at_the_start():
    """Units that leave a place without having come there are of no country."""
    found = shares(frame(CAME, ("a", "TWN", 6.0)), frame(MOVED, ("a", "b", 6.0)), frame(GONE, ("b", 8.0)))

    assert found["b", "TWN"] == pytest.approx(0.75)
    assert found["b", START] == pytest.approx(0.25)


def test_goods_may_go_to_and_fro():
    """Two places that supply each other have a mix that agrees with both."""
    came = frame(CAME, ("a", "TWN", 10.0), ("b", "KOR", 10.0))
    moved = frame(MOVED, ("a", "b", 5.0), ("b", "a", 5.0))
    found = shares(came, moved, frame(GONE, ("a", 10.0), ("b", 10.0)))

    assert found["a", "TWN"] == pytest.approx(0.75)
    assert found["b", "TWN"] == pytest.approx(0.25)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.floats(0.1, 9)), max_size=8))
def test_shares_sum_to_one(links):
    """Whatever was shipped, goods at a place are wholly of the places they came from."""
    moved = [(start, end, units) for start, end, units in links if start != end]
    came = frame(CAME, *((place, place.upper(), 1.0) for place in "abcd"))
    found = origins(came, frame(MOVED, *moved), frame(GONE, *((place, 1.0) for place in "abcd")))

    assert found.group_by("place").agg(pl.col("share").sum())["share"].to_list() == pytest.approx([1.0] * 4)
