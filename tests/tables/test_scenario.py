"""A scenario makes a new model from a base that stays as it is, or says all that is wrong with its rows."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reshore.errors import DataError, UsageError
from reshore.tables.scenario import apply, scenarios

COLUMNS = ("table", "where", "column", "action", "value")


def rows(*changes, name="what if"):
    return [
        {"scenario": name, "order": order, **dict(zip(COLUMNS, change, strict=True))}
        for order, change in enumerate(changes, start=1)
    ]


@pytest.fixture(scope="module")
def make_base(make_model):
    """A model without faults: a plant in Mexico and one in the United States make racks for one market."""

    def build(*changes, **tables):
        there = {"latitude": 20, "longitude": -100}
        base = {
            "periods": [
                {"period": "2025", "start": "2025-01-01", "months": 12},
                {"period": "2026", "start": "2026-01-01", "months": 12},
            ],
            "countries": [{"country": "MEX", "labour_rate": 5}, {"country": "USA", "labour_rate": 30}],
            "sites": [
                {"site": "gdl", "country": "MEX", "status": "candidate", "months_to_open": 6, **there},
                {"site": "hou", "country": "USA", "fixed_cost": 100, **there},
            ],
            "markets": [{"market": "west", "country": "USA", **there}],
            "products": [{"product": "rack", "value": 1000, "mass": 10}],
            "supplies": [{"site": site, "product": "rack", "capacity": 50} for site in ("gdl", "hou")],
            "modes": [{"mode": "road", "speed": 500, "generate": "yes", "cost_per_kg": 1}],
            "demands": [{"market": "west", "product": "rack", "quantity": 40}],
            "series": [
                {"table": "supplies", "key": "gdl/rack", "column": "capacity", "period": "2026", "value": 80}
            ],
            "scenarios": rows(*changes),
        }
        return make_model(**{**base, **tables})

    return build


def faults(model, name="what if"):
    with pytest.raises(DataError) as caught:
        apply(model, name)
    return [str(fault) for fault in caught.value.faults]


def test_numbers_are_set_multiplied_and_added_to(make_base):
    """Rows are applied in their order, each to what the rows before it made."""
    model = make_base(
        ("sites", "site = 'hou'", "fixed_cost", "multiply", "3"),
        ("sites", "country = 'USA'", "fixed_cost", "add", "-50"),
        ("countries", "labour_rate < 10", "labour_rate", "set", "7.5"),
        ("sites", "site = 'gdl'", "months_to_open", "multiply", "1.5"),
        ("periods", "period = '2026'", "start", "set", "2026-01-01"),
    )
    changed = apply(model, "what if")
    assert changed["sites"]["fixed_cost"].to_list() == [0, 250]
    assert changed["countries"]["labour_rate"].to_list() == [7.5, 30]
    assert changed["sites"]["months_to_open"].to_list() == [9, 0]
    assert changed["periods"]["start"].to_list()[1] == date(2026, 1, 1)
    assert model["sites"]["fixed_cost"].to_list() == [0, 100]
    assert changed["scenarios"].equals(model["scenarios"])


def test_an_empty_value_empties_the_cell(make_base):
    """Setting to nothing takes a limit away, or gives the default back."""
    model = make_base(
        ("supplies", "site = 'hou'", "capacity", "set", None), ("sites", None, "asset_life", "set", None)
    )
    changed = apply(model, "what if")
    assert changed["supplies"]["capacity"].to_list() == [50, None]
    assert changed["sites"]["asset_life"].to_list() == [20, 20]


def test_series_go_along(make_base):
    """What changes over time changes alike, and is dropped where the number is set."""
    more = apply(make_base(("supplies", None, "capacity", "multiply", "2")), "what if")
    assert more["supplies"]["capacity"].to_list() == [100, 100]
    assert more["series"]["value"].to_list() == [160]
    fixed = apply(make_base(("supplies", "site = 'gdl'", "capacity", "set", "60")), "what if")
    assert fixed["series"].is_empty()
    others = apply(make_base(("supplies", "site = 'hou'", "capacity", "set", "60")), "what if")
    assert others["series"]["value"].to_list() == [80]


def test_rows_are_deleted_with_their_series(make_base):
    """A row that goes takes what `series` says of it along."""
    changed = apply(make_base(("supplies", "site = 'gdl'", None, "delete", None)), "what if")
    assert changed["supplies"]["site"].to_list() == ["hou"]
    assert changed["series"].is_empty()


def test_series_can_be_changed_themselves(make_base):
    """Rows of `series` are rows like others."""
    changed = apply(make_base(("series", "period = '2026'", "value", "multiply", "0.5")), "what if")
    assert changed["series"]["value"].to_list() == [40]
    gone = apply(make_base(("series", "key = 'gdl/rack'", None, "delete", None)), "what if")
    assert gone["series"].is_empty()


def test_settings_are_read_again(make_base):
    """A setting changes, written in the base or not."""
    model = make_base(
        ("settings", "key = 'discount_rate'", "value", "set", "0.12"),
        ("settings", "key = 'base_date'", "value", "set", "2024-07-01"),
    )
    changed = apply(model, "what if")
    assert changed.settings["discount_rate"] == 0.12
    assert changed.settings["base_date"] == date(2024, 7, 1)
    assert changed.settings["holding_rate"] == model.settings["holding_rate"] == 0.1
    assert model.settings["discount_rate"] == 0.08


def test_scenarios_are_listed_and_looked_up(make_base):
    """Names come in the order in which they are written; an unknown one is told beside the nearest."""
    model = make_base(
        scenarios=[
            *rows(("sites", None, "fixed_cost", "set", "1"), name="surge"),
            *rows(("sites", None, "fixed_cost", "set", "2"), name="drought"),
        ]
    )
    assert scenarios(model) == ["surge", "drought"]
    with pytest.raises(UsageError, match="only: surge, drought; did you mean 'surge'"):
        apply(model, "surgee")
    with pytest.raises(UsageError, match="has no rows"):
        apply(make_base(), "surge")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("sits", None, "site", "set", "1"),
            "table: a scenario can't change table 'sits'; did you mean 'sites'",
        ),
        (("scenarios", None, "value", "set", "1"), "can't change table 'scenarios'"),
        (
            ("sites", None, "fixd_cost", "set", "1"),
            "column: column 'fixd_cost' is not in sites; did you mean 'fixed",
        ),
        (("sites", None, None, "set", "1"), "column: column is empty and is not in sites"),
        (("sites", None, "site", "set", "x"), "column: site is part of the key of sites"),
        (
            ("sites", "sit = 'gdl'", "fixed_cost", "set", "1"),
            "where: condition sit = 'gdl': there is no column sit",
        ),
        (
            ("sites", "site = 'x'", "fixed_cost", "set", "1"),
            "where: condition site = 'x' matches no row of sites",
        ),
        (("lanes", None, "minimum", "set", "1"), "where: there is no row of lanes"),
        (("sites", None, "fixed_cost", "set", "much"), "value: fixed_cost 'much' is not a number"),
        (("sites", None, "fixed_cost", "add", "x"), "value: fixed_cost 'x' is not a number"),
        (("sites", None, "fixed_cost", "multiply", None), "value: value is empty"),
        (("sites", None, "status", "multiply", "2"), "action: status of sites is a text: it can only be set"),
        (("sites", None, "months_to_open", "set", "1.5"), "value: months_to_open 1.5 is not a whole number"),
        (("sites", "site = 'gdl'", "months_to_open", "multiply", "1.1"), "is not a whole number"),
        (
            ("sites", None, "closing_cost", "multiply", "2"),
            "column: every closing_cost that it selects is empty",
        ),
        (("demands", None, "quantity", "multiply", "1e308"), "is not a finite number"),
        (("sites", None, "fixed_cost", "delete", None), "column: delete drops whole rows"),
        (("demands", None, None, "delete", None), "where: leaves no row in demands"),
    ],
)
def test_rows_that_make_no_sense_are_faults(make_base, change, told):
    """Each fault names the scenario, the row's order and the column."""
    (fault,) = faults(make_base(change))
    assert fault.startswith("scenario 'what if', order 1, ")
    assert told in fault


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("sites", "site = 'hou'", "fixed_cost", "set", "-1"),
            "sites hou, fixed_cost: fixed_cost -1 is below 0",
        ),
        (
            ("sites", "site = 'hou'", "status", "set", "shut"),
            "sites hou, status: status 'shut' is not one of",
        ),
        (("sites", "site = 'hou'", "country", "set", "FRA"), "sites hou, country: country 'FRA' is not in"),
        (
            ("countries", "country = 'MEX'", None, "delete", None),
            "sites gdl, country: country 'MEX' is not in",
        ),
        (
            ("settings", "key = 'objective'", "value", "set", "fun"),
            "settings objective, value: objective 'fun' is not one of",
        ),
        (
            ("supplies", None, "minimum", "set", "60"),
            "supplies hou/rack, minimum: minimum 60 is above capacity 50",
        ),
        (("modes", None, "generate", "set", "no"), "no lane brings 'rack' to 'west'"),
    ],
)
def test_what_comes_of_it_is_checked_again(make_base, change, told):
    """Cells, references to and from what has changed, and what holds between tables."""
    assert any(told in fault for fault in faults(make_base(change)))


def test_all_faults_are_told_at_once(make_base):
    """One wrong row does not hide another."""
    found = faults(
        make_base(
            ("sits", None, "site", "set", "1"),
            ("sites", "site = 'hou'", "fixed_cost", "set", "5"),
            ("sites", "site = 'x'", "fixed_cost", "set", "1"),
            ("demands", "county = 'x' and town = 'y'", "quantty", "set", "1"),
        )
    )
    assert [fault.split(", ")[1] for fault in found] == [
        "order 1",
        "order 3",
        "order 4",
        "order 4",
        "order 4",
    ]


changes = st.tuples(
    st.sampled_from(["sites", "supplies", "demands", "series", "countries"]),
    st.sampled_from([None, "true", "site = 'gdl'", "country = 'USA'", "false"]),
    st.sampled_from(["fixed_cost", "capacity", "quantity", "value", "labour_rate", "status", None]),
    st.sampled_from(["set", "multiply", "add", "delete"]),
    st.sampled_from(["2", "-1", "open", None]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(changes, min_size=1, max_size=3))
def test_the_base_is_never_touched(make_base, asked):
    """Whatever a scenario does, or fails to do, every frame and setting of the base stays."""
    model = make_base(*asked)
    frames = {name: frame.clone() for name, frame in model.frames.items()}
    known = dict(model.settings)
    try:
        changed = apply(model, "what if")
    except DataError:
        changed = None
    assert all(model[name].equals(frame) for name, frame in frames.items())
    assert dict(model.settings) == known
    if changed is not None:
        assert isinstance(changed.frames, MappingProxyType)
        assert {name: frame.schema for name, frame in changed.frames.items()} == {
            name: frame.schema for name, frame in frames.items()
        }


def test_frames_that_nothing_changes_are_shared(make_base):
    """A scenario copies no table that it leaves alone."""
    model = make_base(("sites", None, "fixed_cost", "set", "1"))
    assert apply(model, "what if")["demands"] is model["demands"]
    assert isinstance(model["demands"], pl.DataFrame)
