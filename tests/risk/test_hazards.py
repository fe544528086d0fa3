"""Hazards find what they can hit in an operation, and say where there is nothing."""

from __future__ import annotations

import pytest
from tests.risk.operations import small
from tests.risk.threats import threatened

from reshore.errors import DataError, UsageError
from reshore.risk.hazards import Hazards, Source
from reshore.risk.struck import Part

RANDOM = {"rate": 0.5, "duration": "triangular(10, 30, 90)", "effect": "capacity"}


def hazards(*rows, **tables):
    named = [{"hazard": f"h{n}"} | RANDOM | row for n, row in enumerate(rows)]
    return Hazards.of(threatened(*named, **tables), small())


@pytest.mark.parametrize(
    ("row", "names", "parts"),
    [
        ({"where": "country = 'CHN'"}, ("P1", "S1"), {Part.HOURS, Part.BUYS}),
        ({"where": "group = 'acme' and role = 'plant'"}, ("P1",), {Part.HOURS}),
        ({"table": "resources"}, ("P1/line", "P2/line"), {Part.HOURS}),
        ({"table": "supplies", "where": "family = 'parts' and country = 'TWN'"}, ("S2/chip",), {Part.BUYS}),
        ({"table": "lanes", "effect": "lane", "where": "origin = 'P2'"}, None, {Part.LANES, Part.MOVES}),
        (
            {"table": "lanes", "effect": "ban", "where": "origin_country = 'TWN'"},
            ("S2 P1 sea", "S2 P2 sea"),
            {Part.MOVES},
        ),
        ({"table": "lanes", "effect": "passage", "passage": "suez"}, ("P1 M2 sea",), {Part.MOVES}),
        ({"table": "lanes", "effect": "duty", "where": "destination = 'M2'"}, None, {Part.MOVE_COST}),
        ({"table": "supplies", "effect": "cost"}, ("S1/chip", "S2/chip"), {Part.BUY_COST}),
        (
            {"table": "demands", "effect": "demand", "where": "country = 'USA'"},
            ("M1/rack/commercial", "M1/rack/sovereign"),
            {Part.DEMANDS},
        ),
        ({"effect": "stock", "where": "country = 'MEX'"}, ("P2",), {Part.DESTROYED}),
    ],
)
def test_what_a_hazard_can_hit(row, names, parts):
    """The rows of its table that its condition selects, by name, and what changes with them."""
    (found,) = hazards(row).hazards
    assert names is None or found.rows == names
    assert {struck.part for struck in found.struck} == parts


def test_only_what_is_in_the_operation_is_hit():
    """A site that isn't open in the period suffers nothing."""
    sites = [*threatened()["sites"].to_dicts(), {"site": "P3", "country": "CHN"}]
    (found,) = hazards({"where": "country = 'CHN'"}, sites=sites).hazards
    assert found.rows == ("P1", "S1")


def test_demands_of_the_period_are_hit():
    """A row for all periods stands where no row of its own does."""
    demand = {"market": "M1", "product": "rack", "segment": "commercial"}
    general = {"market": "M2", "product": "rack", "segment": "commercial", "quantity": 5}
    rows = [{**demand, "quantity": 7}, {**demand, "quantity": 8, "period": "p1"}, general]
    hazard = {"table": "demands", "effect": "demand"}
    assert hazards(hazard, demands=rows).hazards[0].rows == ("M1/rack/commercial", "M2/rack/commercial")
    assert hazards({**hazard, "where": "quantity = 7"}, demands=rows).hazards[0].rows == ()


def test_hazards_of_one_cause_have_one_source():
    """A cause may have the name of a hazard without being it; days are counted from the start."""
    storm = {"cause": "storm", "rate": None, "date": "2027-02-01"}
    found = hazards({}, storm, {**storm, "effect": "stock"}, {"hazard": "storm"})
    assert found.sources == (
        Source("hazard", "h0", 0.5, None),
        Source("cause", "storm", 0.0, 31),
        Source("hazard", "storm", 0.5, None),
    )
    assert [hazard.source for hazard in found.hazards] == [0, 1, 1, 2]


def test_remarks():
    """What hits nothing, and goods that wait."""
    lanes = {"table": "lanes", "effect": "passage"}
    found = hazards({"where": "country = 'USA'"}, lanes | {"passage": "suez"}, lanes | {"passage": "panama"})
    assert found.remarks == (
        "hazard 'h0' hits nothing that runs or could",
        "hazard 'h2': 1 moves have no way round 'panama' and wait",
    )


def test_distributions_are_read_before_anything_else():
    """All that can't be read are told at once."""
    with pytest.raises(DataError) as caught:
        hazards({"duration": "a month"}, {}, {"severity": "uniform(2, 1)", "duration": "30 d"})
    assert [fault.place for fault in caught.value.faults] == [
        "hazards h0, duration",
        "hazards h2, duration",
        "hazards h2, severity",
    ]


def test_without_hazards_nothing_can_be_drawn():
    """An empty table is no ensemble."""
    with pytest.raises(UsageError, match="nothing in the table hazards can happen within 52 weeks"):
        hazards().draw(10, seed=1, window=52, weeks=78)
