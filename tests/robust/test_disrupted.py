"""Events as shares of periods: overlap in days, what multiplies and what adds."""

from __future__ import annotations

import numpy as np
import pytest
from tests.robust.conftest import TWO, made

from reshore.risk.hazards import Hazards
from reshore.risk.realise import Event
from reshore.robust.disrupted import Calendar, Reach

HAZARDS = [
    {"hazard": "fire", "effect": "capacity", "where": "site = 'far'", "rate": 1, "duration": 30},
    {"hazard": "strike", "table": "lanes", "effect": "lane", "rate": 1, "duration": 30},
    {
        "hazard": "embargo",
        "table": "lanes",
        "effect": "ban",
        "where": "origin = 'far'",
        "rate": 1,
        "duration": 9,
    },
    {"hazard": "canal", "table": "lanes", "effect": "passage", "passage": "canal", "rate": 1, "duration": 30},
    {"hazard": "fares", "table": "lanes", "effect": "cost", "rate": 1, "duration": 30},
    {"hazard": "boom", "table": "demands", "effect": "demand", "rate": 1, "duration": 30},
    {"hazard": "tariff", "table": "lanes", "effect": "duty", "rate": 1, "duration": 30},
]


@pytest.fixture(scope="module")
def model():
    lanes = [{**row, "passages": "canal"} for row in made()["lanes"].drop("passages").to_dicts()]
    detours = [{"lane": "far-east", "passage": "canal", "days": 9, "cost_per_kg": 2}]
    return made(periods=TWO, hazards=HAZARDS, lanes=lanes, detours=detours)


@pytest.fixture(scope="module")
def strike(model):
    """Return the function that gives what events come to: hazard, start, duration and severity each."""
    hazards = {one.name: one for one in Hazards.of_tables(model).hazards}
    reach = Reach.of(model)

    def found(*events):
        return reach.disruption(
            Event(0, hazards[name], start, duration, severity, np.ones(len(hazards[name].rows), dtype=bool))
            for name, start, duration, severity in events
        )

    return found


def test_shares_are_of_days(model):
    """What an event is in of each period, across their border and beyond the horizon."""
    calendar = Calendar.of(model)
    assert calendar.days == 730
    assert calendar.shares(0, 365).tolist() == [1, 0]
    assert calendar.shares(360, 15).tolist() == pytest.approx([5 / 365, 10 / 365])
    assert calendar.shares(700, 1000).tolist() == pytest.approx([0, 30 / 365])
    assert calendar.shares(730, 10).tolist() == [0, 0]


def test_a_site_takes_its_resources_along(strike):
    """Resources of the site that is hit lose a share; those of others none."""
    found = strike(("fire", 0, 73, 0.5))
    assert set(found.left) == {("resources", "far/line")}
    assert found.left["resources", "far/line"].tolist() == pytest.approx([0.9, 1])


def test_events_on_one_thing_multiply(strike):
    """Two strikes leave the product; a ban takes all of its days, whatever its severity."""
    found = strike(("strike", 0, 73, 0.5), ("strike", 0, 73, 1), ("embargo", 365, 365, 0.1))
    assert found.left["lanes", "near-east"].tolist() == pytest.approx([0.9 * 0.8, 1])
    assert found.left["lanes", "far-east"].tolist() == pytest.approx([0.72, 0])


def test_a_passage_is_gone_round_or_waited_for(strike):
    """A lane with a detour costs more, the others are shut; of two closures the longer counts."""
    found = strike(("canal", 0, 73, 1), ("canal", 0, 146, 1))
    assert found.around == {("lanes", "far-east"): pytest.approx([0.8, 0])}
    assert found.left["lanes", "far-west"].tolist() == pytest.approx([0.8 * 0.6, 1])
    assert ("lanes", "far-east") not in found.left


def test_costs_add_and_demands_multiply(strike):
    """As in a stress test."""
    found = strike(("fares", 0, 365, 0.5), ("fares", 0, 730, 0.2), ("boom", 0, 365, 0.5), ("boom", 0, 73, 1))
    assert found.dearer["lanes", "far-east"].tolist() == pytest.approx([0.7, 0.2])
    assert found.wanted["demands", "east/good/all"].tolist() == pytest.approx([1.5 * 1.2, 1])


@pytest.mark.parametrize("event", [("tariff", 0, 90, 1), ("fire", 800, 90, 1), ("fire", 0, 90, 0)])
def test_what_changes_nothing(strike, event):
    """Effects without a number of a period, events beyond the horizon, and those without severity."""
    found = strike(event)
    assert [found.left, found.wanted, found.dearer, found.around] == [{}, {}, {}, {}]
