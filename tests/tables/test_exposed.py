"""Conditions on rows that something can happen to ask more than the table's own columns."""

from __future__ import annotations

import polars as pl
import pytest

from reshore.tables import exposed
from reshore.tables.lanes import complete
from reshore.tables.select import select


@pytest.fixture
def model(make_model):
    place = {"latitude": 20, "longitude": -100}
    return make_model(
        periods=[{"period": "2025", "start": "2025-01-01", "months": 12}],
        countries=[{"country": "MEX"}, {"country": "USA"}],
        sites=[
            {"site": "gdl", "country": "MEX", "group": "north", **place},
            {"site": "chips", "country": "USA", "role": "supplier", **place},
        ],
        markets=[{"market": "west", "country": "USA", "group": "big", **place}],
        products=[{"product": "rack", "family": "server"}, {"product": "chip", "family": "part"}],
        resources=[{"site": "gdl", "resource": "line", "hours_per_year": 2000}],
        processes=[{"site": "gdl", "product": "rack"}],
        supplies=[{"site": "chips", "product": "chip", "labels": "new safe"}],
        modes=[{"mode": "sea", "speed": 500}, {"mode": "air", "speed": 9000, "generate": "yes"}],
        lanes=[{"origin": "gdl", "destination": "west", "mode": "sea", "passages": "panama suez"}],
        demands=[{"market": "west", "product": "rack", "quantity": 5}],
    )


@pytest.mark.parametrize("table", exposed.ADDED)
def test_rows_have_what_types_say(model, table):
    """Names and types are those that conditions are checked against."""
    assert dict(exposed.rows(model, table).schema) == exposed.types(table)


@pytest.mark.parametrize(
    ("table", "condition", "found"),
    [
        ("sites", "country = 'MEX' and \"group\" = 'north'", 1),
        ("resources", "country = 'MEX' and group = 'north' and role = 'plant'", 1),
        ("resources", "country = 'USA'", 0),
        ("supplies", "role = 'supplier' and family = 'part' and array_contains(labels, 'safe')", 1),
        ("lanes", "origin_group = 'north' and destination_group = 'big' and mode = 'sea'", 1),
        ("lanes", "origin_country = 'MEX' and destination_country = 'USA'", 2),
        ("lanes", "array_contains(passages, 'suez')", 1),
        ("lanes", "array_contains(passages, 'pan')", 0),
        ("demands", "country = 'USA' and family = 'server' and group = 'big'", 1),
    ],
)
def test_conditions_find_rows(model, table, condition, found):
    """Countries, groups, roles and families of places and products, items of lists, and generated lanes."""
    assert select(exposed.rows(model, table), condition).height == found


def test_all_lanes_may_be_given(model):
    """They are not found anew then."""
    whole = complete(model)
    assert exposed.rows(model, "lanes", whole.head(1)).equals(exposed.rows(model, "lanes").head(1))
    assert exposed.rows(model, "lanes", whole)["passages"].to_list() == [["panama", "suez"], None]
    assert isinstance(exposed.types("lanes")["passages"], pl.List)
