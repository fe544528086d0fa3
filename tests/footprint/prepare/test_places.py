"""Sites over time: bounds of being open, possible starts and stops, charges of a start."""

from __future__ import annotations

import pytest

from reshore.footprint.prepare.clock import Clock
from reshore.footprint.prepare.places import Places


@pytest.fixture(scope="module")
def places(small):
    """One site of each kind over three periods of 6, 6 and 12 months."""
    model = small(
        (6, 6, 12),
        sites=[
            {"site": "fixed", "fixed_cost": 100, "months_to_open": 9},
            {"site": "closable", "closing_cost": 7, "salvage": 3},
            {"site": "new", "status": "candidate", "months_to_open": 4, "opening_cost": 80, "asset_life": 1},
            {"site": "trial", "status": "candidate", "first_period": "p2", "closing_cost": 5},
        ],
        series=[{"table": "sites", "key": "new", "column": "opening_cost", "period": "p3", "value": 40}],
    )
    return Places.of(model, Clock.of(model))


def test_bounds_of_being_open(places):
    """A site that decides nothing is always open; a candidate not before it can be."""
    bounds = {
        site: list(zip(part["lower"], part["upper"], strict=True))
        for (site,), part in places.open.group_by("site", maintain_order=True)
    }
    assert bounds["fixed"] == [(1, 1)] * 3
    assert bounds["closable"] == [(0, 1)] * 3
    assert bounds["new"] == [(0, 0), (0, 1), (0, 1)]
    assert bounds["trial"] == [(0, 0), (0, 1), (0, 1)]


def test_fixed_cost_is_by_year(places):
    """100 a year: 50, 50 and 100."""
    assert places.open.filter(site="fixed")["cost.site_fixed"].to_list() == [50, 50, 100]


def test_starts_and_stops(places):
    """Candidates start; with a closing cost they stop later than they can start, open sites at any time."""
    assert places.start.select("site", "period").rows() == [
        ("new", "p2"),
        ("new", "p3"),
        ("trial", "p2"),
        ("trial", "p3"),
    ]
    assert places.stop.select("site", "period").rows() == [
        ("closable", "p1"),
        ("closable", "p2"),
        ("closable", "p3"),
        ("trial", "p3"),
    ]
    assert places.stop.filter(site="closable").select("cost.site_closing", "cost.salvage").row(0) == (7, -3)


def test_a_start_is_charged_over_its_life(places):
    """80 over a year from p2 (at 0.5): half in p2, half in p3; 40 from p3 on: all in p3."""
    assert places.charges.rows() == [
        ("new", "p2", "p2", 40),
        ("new", "p2", "p3", 40),
        ("new", "p3", "p3", 40),
    ]
    assert places.start.filter(site="new")["due"].to_list() == [0, 0]


def test_what_is_due_at_the_horizon(small):
    """A life of 3 years from the second of two years: two thirds are due."""
    model = small(
        (12, 12), sites=[{"site": "plant", "status": "candidate", "opening_cost": 90, "asset_life": 3}]
    )
    assert Places.of(model, Clock.of(model)).start["due"].to_list() == pytest.approx([30, 60])
