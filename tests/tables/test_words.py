"""What a column allows is said in words, whatever the form it has in the schema."""

from __future__ import annotations

import pytest

from reshore.tables import schema, words


@pytest.mark.parametrize(
    ("table", "column", "said"),
    [
        ("sites", "latitude", "-90 to 90"),
        ("sites", "fixed_cost", "0 or more"),
        ("sites", "asset_life", "more than 0"),
        ("sites", "status", "open, candidate"),
        ("sites", "country", "in countries.country"),
        ("lanes", "destination", "in sites.site or markets.market"),
        ("countries", "country", "of the form [A-Z]{3}"),
        ("scenarios", "table", "name of a table"),
        ("settings", "key", "name of a setting"),
        ("sites", "name", ""),
    ],
)
def test_allowed_values_are_said_in_words(table, column, said):
    """Each form of the schema has its words."""
    assert words.allowed(schema.tables()[table].column(column)) == said


def test_defaults_are_said_in_words():
    """A key made of other columns shows them; a plain default is itself."""
    lanes = schema.tables()["lanes"]
    made = "origin:destination:mode:product:family, without those that are empty"
    assert words.default(lanes.column("lane")) == made
    assert words.default(lanes.column("minimum")) == "0"
    assert words.default(lanes.column("days")) == ""
