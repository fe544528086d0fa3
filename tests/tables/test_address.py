"""Addresses of cells are read from one line, and told in words and as changes."""

from __future__ import annotations

import pytest

from reshore.tables.address import Address, read


def test_read():
    """Colons and commas in conditions and distributions stay where they are; a condition may be empty."""
    text = "routings: product = 'a:b' and task = 'x': hours energy: 24, triangular(24, 48, 168)"
    cells = Address("routings", "product = 'a:b' and task = 'x'", ("hours", "energy"))
    assert read(text) == (cells, ("24", "triangular(24, 48, 168)"))
    assert read("duties::ad_valorem:x0.5,x2") == (Address("duties", "", ("ad_valorem",)), ("x0.5", "x2"))


@pytest.mark.parametrize(
    "text", ["", "routings", "routings: hours: 1", "routings: task = 'x': hours:", "a:b:c:1,,2", ": : c: 1"]
)
def test_what_is_no_address(text):
    """Anything else is none."""
    assert read(text) is None


def test_words_and_changes():
    """A change a column, as rows of `scenarios` say it."""
    cells = Address("lanes", "mode = 'sea'", ("days", "cost_per_kg"))
    assert cells.name == "days and cost_per_kg of lanes where mode = 'sea'"
    assert Address("lanes", "", ("days",)).name == "days of lanes"
    days, cost = cells.changes("2", "multiply")
    common = {"table": "lanes", "where": "mode = 'sea'", "action": "multiply", "value": "2"}
    assert days == {**common, "column": "days"}
    assert cost == {**common, "column": "cost_per_kg"}
    assert Address("lanes", "", ("days",)).changes("2")[0]["where"] is None
