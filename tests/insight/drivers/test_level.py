"""Levelling: weighted means by group and period, and groups that are level already."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reshore.insight.drivers.level import level


def numbers(rows):
    """Return rows of name, group, period, number, weight."""
    return pl.DataFrame(rows, schema=["name", "group", "period", "number", "weight"], orient="row")


def test_weighted_mean_of_each_period():
    """Each group and period has its own mean, by weights that don't change."""
    rows = [
        ("a", "g", "y1", 1.0, 3.0),
        ("a", "g", "y2", 5.0, 3.0),
        ("b", "g", "y1", 5.0, 1.0),
        ("b", "g", "y2", 9.0, 1.0),
        ("c", "h", "y1", 7.0, 1.0),
        ("d", "h", "y1", 9.0, 1.0),
    ]
    found = level(numbers(rows), {"number": "weight"})
    assert found["name"].to_list() == ["a", "a", "b", "b", "c", "d"]
    assert found["number"].to_list() == [2.0, 6.0, 2.0, 6.0, 8.0, 8.0]
    assert found.columns == ["name", "group", "period", "number", "weight"]


def test_without_weights_rows_count_alike():
    """Where a plan has no volume, every row counts once."""
    rows = [("a", "g", "y1", 1.0, 0.0), ("b", "g", "y1", 4.0, 0.0), ("c", "g", "y1", 4.0, 0.0)]
    assert level(numbers(rows), {"number": "weight"})["number"].to_list() == [3.0] * 3


def test_what_is_level_stays_out():
    """Groups whose numbers are the same in every period, but for the last digits, aren't written."""
    rows = [
        ("a", "even", "y1", 0.3, 1.0),
        ("b", "even", "y1", 0.1 + 0.2, 2.0),
        ("a", "zero", "y1", 0.0, 1.0),
        ("b", "zero", "y1", 0.0, 1.0),
        ("a", "later", "y1", 1.0, 1.0),
        ("b", "later", "y1", 1.0, 1.0),
        ("a", "later", "y2", 1.0, 1.0),
        ("b", "later", "y2", 3.0, 1.0),
    ]
    found = level(numbers(rows), {"number": "weight"})
    assert found.select("group", "period", "number").rows() == [
        ("later", "y1", 1.0),
        ("later", "y1", 1.0),
        ("later", "y2", 2.0),
        ("later", "y2", 2.0),
    ]
    assert level(numbers(rows).clear(), {"number": "weight"}).is_empty()


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 1e6)), min_size=1, max_size=6))
def test_a_mean_is_within_and_keeps_the_sum(pairs):
    """A mean never leaves what it is of, so that bounds hold; the plan's volumes cost as much as before."""
    rows = [(str(number), "g", "y1", *pair) for number, pair in enumerate(pairs)]
    found = level(numbers(rows), {"number": "weight"})
    values = [value for value, _ in pairs]
    if found.height:
        assert found["number"].n_unique() == 1
        assert min(values) <= found["number"][0] <= max(values)
    if found.height and sum(weight for _, weight in pairs) > 0:
        before = sum(value * weight for value, weight in pairs)
        assert (found["number"] * found["weight"]).sum() == pytest.approx(before, rel=1e-6, abs=1e-300)
