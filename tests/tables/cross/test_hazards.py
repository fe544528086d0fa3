"""A hazard happens somehow, does what its table's rows can suffer, and finds some."""

from __future__ import annotations

import pytest

HAZARD = {"hazard": "quake", "rate": 0.1, "duration": "30", "effect": "capacity"}
PASSAGE = {**HAZARD, "table": "lanes", "effect": "passage", "passage": "panama"}
CROSSING = {"lane": "way", "origin": "hou", "destination": "gdl", "mode": "road", "passages": "suez panama"}


@pytest.mark.parametrize(
    ("hazard", "problems"),
    [
        ({}, []),
        ({"rate": None, "date": "2025-06-01"}, []),
        ({"rate": 0}, []),
        ({"rate": None}, ["rate: hazard 'quake' has neither a rate nor a date"]),
        ({"date": "2025-06-01"}, ["date: hazard 'quake' has a rate and a date"]),
        ({"table": "supplies"}, []),
        ({"table": "resources"}, []),
        ({"table": "lanes"}, ["effect: effect 'capacity' does not go with table 'lanes'"]),
        ({"effect": "ban"}, ["effect: effect 'ban' does not go with table 'sites'"]),
        ({"effect": "cost", "table": "supplies"}, []),
        ({"effect": "cost", "table": "lanes", "severity": "uniform(1, 2)"}, []),
        ({"effect": "cost"}, ["effect: effect 'cost' does not go with table 'sites'"]),
        ({"effect": "demand", "table": "demands"}, []),
        ({"effect": "stock"}, []),
        ({"effect": "passage", "table": "lanes"}, ["passage: passage is empty"]),
        ({"passage": "suez"}, ["passage: passage 'suez' does not go with effect 'capacity'"]),
        ({**PASSAGE, "severity": "0.5"}, ["severity: severity '0.5' has no meaning with effect 'passage'"]),
        (
            {"effect": "ban", "table": "lanes", "severity": "uniform(0, 1)"},
            ["severity: severity 'uniform(0, 1)' has no meaning with effect 'ban'"],
        ),
        ({"where": "country = 'MEX' and role = 'plant'"}, []),
        ({"table": "supplies", "where": "country = 'MEX' and family is null"}, []),
        ({"table": "resources", "where": "country = 'USA' and resource = 'line'"}, []),
        (
            {**PASSAGE, "where": "origin_country = 'USA' and array_contains(passages, 'panama')"},
            [],
        ),
        (
            {"effect": "demand", "table": "demands", "where": "country = 'USA' and segment = 'all'"},
            [],
        ),
        (
            {**PASSAGE, "where": "country = 'MEX'"},
            ["where: condition country = 'MEX': there is no column country"],
        ),
        (
            {"rate": None, "effect": "ban", "passage": "suez", "severity": "0.3", "where": "x = 1"},
            ["rate: ", "effect: ", "passage: ", "severity: ", "where: "],
        ),
    ],
)
def test_a_hazard_makes_sense(told, hazard, problems):
    """Rate or date, effect and table, passage, severity and condition fit each other; all faults are told."""
    found = told(hazards=[{**HAZARD, **hazard}])
    assert len(found) == len(problems)
    for line, problem in zip(found, problems, strict=True):
        assert line.startswith(f"hazards:0:{problem}")


def test_rows_of_one_cause_share_rate_or_date(told):
    """They share their events; rows of other causes, or none, don't."""
    first = {**HAZARD, "cause": "fault line"}
    assert told(hazards=[first, {**first, "hazard": "stock", "effect": "stock"}]) == []
    found = told(
        hazards=[
            first,
            {**first, "hazard": "second", "rate": 0.2},
            {**first, "hazard": "third", "rate": None, "date": "2025-06-01"},
            {**first, "hazard": "other", "cause": "storm", "rate": 3},
            {**HAZARD, "hazard": "alone", "rate": 4},
        ]
    )
    cause = "which has the same cause 'fault line'"
    assert found == [
        f"hazards:1:rate: rate 0.2 is not 0.1 as of 'quake', {cause}",
        f"hazards:2:rate: rate empty is not 0.1 as of 'quake', {cause}",
        f"hazards:2:date: date 2025-06-01 is not empty as of 'quake', {cause}",
    ]


def test_a_hazard_that_hits_nothing_is_a_warning(warned):
    """A condition that selects no row or a passage that no lane crosses is said; generated lanes count."""
    assert warned(hazards=[{**HAZARD, "where": "country = 'MEX'"}]) == []
    assert warned(hazards=[{**HAZARD, "where": "country = 'USA' and group = 'x'"}]) == [
        "hazards:0:where: condition country = 'USA' and group = 'x' selects no row of sites"
    ]
    assert warned(hazards=[PASSAGE]) == ["hazards:0:where: there is no row of lanes that crosses 'panama'"]
    ban = {**HAZARD, "table": "lanes", "effect": "ban", "where": "mode = 'rail'"}
    rail = {"mode": "rail", "speed": 500, "cost_per_kg": 1, "generate": "yes"}
    assert warned(hazards=[ban], modes=[rail]) == []
    assert len(warned(hazards=[ban])) == 1


def test_a_passage_without_a_way_round_is_a_warning(warned):
    """Goods of such lanes wait; lanes that cross another passage don't matter."""
    detour = {"lane": "way", "passage": "suez", "days": 5}
    line = "hazards:0:passage: 1 lanes have no way round 'panama', such as 'way'"
    assert warned(hazards=[PASSAGE], lanes=[CROSSING], detours=[detour]) == [line]
    assert warned(hazards=[PASSAGE], lanes=[CROSSING], detours=[{**detour, "passage": "panama"}]) == []


@pytest.mark.parametrize(("date", "warnings"), [("2024-12-31", 1), ("2025-01-01", 0), ("2027-01-01", 1)])
def test_a_day_outside_the_periods_is_a_warning(warned, date, warnings):
    """Such an event never happens."""
    found = warned(hazards=[{**HAZARD, "rate": None, "date": date}])
    assert len(found) == warnings
    assert all(
        line == f"hazards:0:date: date {date} is in no period, so that it never happens" for line in found
    )
