"""Checks across tables run on what is sound, and tell all they find at once."""

from __future__ import annotations

import polars as pl
import pytest

from reshore.tables import cross, schema
from reshore.tables.cross import CHECKS, NETWORK


def where(table, row, column):
    return f"{table}:{row}:{column}"


def test_a_right_model_has_no_faults_and_no_warnings(told, warned):
    """What the other tests break is right to begin with."""
    assert told() == []
    assert warned() == []


def test_all_faults_are_told_at_once(told):
    """Faults of different kinds come together."""
    found = told(
        markets=[{"market": "gdl", "country": "MEX", "latitude": 0, "longitude": 0}],
        products=[{"product": "gpu", "value": 1, "mass": 1}],
        boms=[{"product": "tray", "component": "rack", "quantity": 1}],
        processes=[{"site": "gdl", "product": "rack", "resource": "oven"}],
    )
    assert [line.split(": ")[0] for line in found] == [
        "markets:1:market",
        "boms:0:component",
        "processes:1:resource",
    ]


def test_a_check_is_left_out_where_a_table_is_not_sound(made):
    """Without any one table the others are still checked, and nothing falls over."""
    model = made(only_lanes=[], boms=[{"product": "tray", "component": "rack", "quantity": 1}])
    for name in schema.tables():
        frames = {other: frame for other, frame in model.frames.items() if other != name}
        found = {fault.place for fault in cross.faults(frames, model.settings, where)}
        assert ("boms:0:component" in found) == (name != "boms")
        assert ("demands:0:market" in found) == (name not in NETWORK)


@pytest.mark.parametrize("check", [check for check, _ in CHECKS], ids=lambda check: check.__name__)
def test_a_check_reads_no_table_but_those_it_names(made, check):
    """A check runs with the tables that it says it needs, and no others."""
    needs = dict(CHECKS)[check]
    model = made()
    view = cross.View({name: model[name] for name in needs}, model.settings, where)
    assert list(check(view)) == []


def test_a_model_without_rows_has_no_faults(make_model):
    """Empty tables are for other checks to refuse."""
    model = make_model()
    assert cross.faults(model.frames, model.settings, where) == []
    assert cross.warnings(model.frames, model.settings, where) == []


def test_many_lanes_are_checked_by_joins(made):
    """Twenty thousand wrong lanes are as many faults; the first hundred are in words and in their order."""
    model = made()
    lanes = pl.concat([model["lanes"].head(1)] * 20_000).with_columns(
        lane=pl.format("lane {}", pl.int_range(20_000)), destination=pl.lit("gdl")
    )
    view = cross.View({"lanes": lanes}, model.settings, where)
    found = list(cross.moving.lead_elsewhere(view))
    assert len(found) == 20_000
    assert [fault.place for fault in found[:100]] == [f"lanes:{row}:destination" for row in range(100)]
    assert all("back to itself" in fault.problem for fault in found[:100])
