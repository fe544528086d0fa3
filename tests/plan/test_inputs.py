"""What differs between tables: cells, rows of one model alone, settings; not names, sources and notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from reshore.plan.inputs import inputs
from reshore.tables import schema
from reshore.tables.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def make() -> Callable[..., Model]:
    """Return what makes a model of a few rows."""

    def build(**tables: list[dict[str, Any]]) -> Model:
        frames = {name: table.empty() for name, table in schema.tables().items()}
        for name, rows in tables.items():
            frames[name] = pl.DataFrame(rows, schema=frames[name].schema)
        settings = {setting.name: None for setting in schema.settings()}
        return Model("pumps", frames, {**settings, "discount_rate": 0.08, "title": "Pumps"})

    return build


def test_cells_that_differ(make: Callable[..., Model]):
    """Table, row, column and both values; what is empty has none."""
    first = make(sites=[{"site": "brno", "fixed_cost": 1500000.0}, {"site": "jrz"}])
    other = make(sites=[{"site": "jrz"}, {"site": "brno", "first_period": "2027"}])
    assert inputs(first, other).rows() == [
        ("sites", "brno", "changed", "fixed_cost", "1500000", None),
        ("sites", "brno", "changed", "first_period", None, "2027"),
    ]


def test_rows_that_only_one_has(make: Callable[..., Model]):
    """A key with empty parts is the same key in both."""
    duty = {"layer": "mfn", "importer": "USA", "ad_valorem": 0.1}
    first = make(duties=[duty, {**duty, "hs": "8471"}])
    other = make(duties=[{**duty, "ad_valorem": 0.2}, {**duty, "origin": "CHN"}])
    assert inputs(first, other).rows() == [
        ("duties", "mfn/USA/////", "changed", "ad_valorem", "0.1", "0.2"),
        ("duties", "mfn/USA///8471//", "removed", None, None, None),
        ("duties", "mfn/USA/CHN////", "added", None, None, None),
    ]


def test_settings(make: Callable[..., Model]):
    """Settings that design reads count with their values, the title does not."""
    first = make()
    other = replace(first, settings={**first.settings, "discount_rate": 0.1, "title": "Other pumps"})
    assert inputs(first, other).rows() == [("settings", "discount_rate", "changed", "value", "0.08", "0.1")]


def test_what_does_not_count(make: Callable[..., Model]):
    """Names, sources, notes, recovery for stress tests, plants and scenarios that aren't applied."""
    first = make(sites=[{"site": "brno"}])
    other = make(
        sites=[{"site": "brno", "name": "Brno", "source": "us", "note": "old", "time_to_recover": 30.0}],
        scenarios=[{"scenario": "late", "order": 1, "table": "sites", "action": "set"}],
        hazards=[{"hazard": "fire"}],
        stations=[{"station": "test"}],
    )
    assert inputs(first, other).is_empty()
    assert inputs(first, first).is_empty()
