"""Edits: which cells a driver writes, whether two write one, and what they come to together."""

from __future__ import annotations

from itertools import permutations

import polars as pl
import pytest
from tests.insight.drivers.volumes import plan_of
from tests.insight.drivers.world import world

from reshore.errors import DataError, UsageError
from reshore.insight.drivers.catalogue import known, named
from reshore.insight.drivers.edit import Edit, require_disjoint, together
from reshore.tables import scenario as scenarios

PLAN = plan_of()


@pytest.fixture(scope="module")
def model():
    """Return the model with a row for every driver."""
    return world()


def edit(model, name):
    """Return what a driver writes."""
    (driver,) = named([name], known())
    return Edit.of(driver.name, model, driver.of(model, PLAN))


@pytest.fixture(scope="module")
def edits(model):
    """Return the edits of all drivers that every model has."""
    return {name: edit(model, name) for name in known()}


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        (
            "base_duties",
            {("duties", "mfn/USA/////", "ad_valorem", None), ("duties", "mfn/USA/////", "per_kg", None)},
        ),
        (
            "additional_duties",
            {
                ("duties", "s301/USA/CHN////", "ad_valorem", None),
                ("duties", "s301/USA/CHN////", "ad_valorem", "y2"),
            },
        ),
        ("risk_rules", {("rules", "two_sources", None, None)}),
        (
            "policy_rules",
            {
                ("rules", "few_sites", None, None),
                ("rules", "few_sites", "limit", "y2"),
                ("rules", "not_all_south", None, None),
            },
        ),
        (
            "own=dear",
            {("countries", "MEX", "labour_rate", None), ("countries", "MEX", "labour_rate", "y2")},
        ),
        ("own=late", {("lanes", "part_n", "cost_per_shipment", "y3")}),
        ("own=green", {("settings", "carbon_price", "value", None)}),
    ],
)
def test_cells_that_a_driver_writes(model, name, cells):
    """Cells that become another number, rows that go, and the series of both."""
    assert set(edit(model, name).cells.iter_rows()) == cells


def test_a_driver_that_writes_nothing(model):
    """A model that is level already, or its own self, has no edit; unwritten settings are none."""
    assert not Edit.of("same", model, model)
    alike = model.with_frames(
        countries=model["countries"].with_columns(labour_rate=2.0), series=model["series"][1:]
    )
    assert not edit(alike, "labour")
    assert "settings" not in edit(model, "own=dear").patches


def test_all_drivers_are_disjoint(edits):
    """Drivers that every model has can be taken together."""
    assert all(edits.values())
    require_disjoint(list(edits.values()))


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("labour", "own=dear", "drivers 'labour' and 'own' both write countries MEX, labour_rate"),
        ("freight", "own=late", "drivers 'freight' and 'own' both write lanes part_n, cost_per_shipment"),
    ],
)
def test_two_drivers_that_write_one_cell(model, edits, one, other, said):
    """Both are named, and the first such cell; a number in a table is one in all its periods."""
    with pytest.raises(UsageError, match=said):
        require_disjoint([edits["capital"], edits[one], edit(model, other)])


def test_a_row_that_is_gone_has_no_cells(model, edits):
    """A rule that one driver deletes is not another's to change."""
    rule = {"scenario": "more", "table": "rules", "where": "rule = 'few_sites'", "column": "limit"}
    changed = world(scenarios=[rule | {"value": "9"}])
    with pytest.raises(UsageError, match="both write rules few_sites, limit"):
        require_disjoint([edits["policy_rules"], edit(changed, "own=more")])


def test_together_in_any_order(model, edits):
    """What drivers write doesn't depend on which comes first, and is what each writes alone."""
    names = ("labour", "policy_rules", "freight", "additional_duties")
    orders = list(permutations(edits[name] for name in names))[::7]
    models = [together(model, order) for order in orders]
    for other in models[1:]:
        for table, frame in models[0].frames.items():
            key = frame.columns[:4]
            assert other[table].sort(key).equals(frame.sort(key)), table
    alone = together(model, [edits["labour"]])
    assert models[0]["countries"].equals(alone["countries"])
    assert alone["rules"].equals(model["rules"])
    assert models[0]["rules"]["rule"].to_list() == ["two_sources"]
    assert set(models[0]["series"]["table"]) == {"countries", "lanes", "resources"}


@pytest.mark.parametrize("name", ["dear", "late", "green"])
def test_a_scenario_alone_is_that_scenario(model, name):
    """Made from its edit, the model is what the scenario makes of it; settings are read again."""
    made, asked = together(model, [edit(model, f"own={name}")]), scenarios.apply(model, name)
    assert dict(made.settings) == dict(asked.settings)
    for table, frame in asked.frames.items():
        if table != "settings":
            assert made[table].sort(frame.columns[:4]).equals(frame.sort(frame.columns[:4])), table


def test_a_setting_that_was_not_written(model):
    """A scenario may write one, and it has its value then."""
    rate = {"scenario": "rate", "table": "settings", "where": "key = 'discount_rate'", "column": "value"}
    changed = world(scenarios=[rate | {"value": "0.2"}])
    own = edit(changed, "own=rate")
    assert own.cells.rows() == [("settings", "discount_rate", None, None)]
    assert together(changed, [own]).settings["discount_rate"] == 0.2


def test_tables_that_are_not_sound_together(model):
    """What each driver may do by itself, two together may not: the fault names both."""
    bounds = [
        {"scenario": name, "table": "lanes", "where": "lane = 'part_n'", "column": name, "value": "50"}
        for name in ("minimum", "capacity")
    ]
    bounds[1]["value"] = "40"
    changed = world(scenarios=bounds)
    both = [edit(changed, "low=minimum"), edit(changed, "high=capacity")]
    require_disjoint(both)
    with pytest.raises(DataError, match="drivers low, high: lanes part_n"):
        together(changed, both)


def test_rows_in_words(model, edits):
    """Cells are a frame of texts, sorted, each once."""
    cells = edits["policy_rules"].cells
    assert cells.columns == ["table", "key", "column", "period"]
    assert cells.equals(cells.unique().sort(cells.columns))
    assert cells.schema.dtypes() == [pl.String] * 4
