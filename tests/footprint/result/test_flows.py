"""Amounts of a plan as frames."""

from __future__ import annotations

import pytest

PARTS = {
    "products": [
        {"product": "good", "value": 100, "family": "servers"},
        {"product": "part", "value": 30, "mass": 2},
    ],
    "boms": [{"product": "good", "component": "part", "quantity": 2}],
    "supplies": [{"site": "plant", "product": "part", "unit_cost": 1}],
}


def test_production_adds_up_the_starts_of_a_site(small, solve):
    """One line for the process and period, whatever the site's start; measures are those of all units."""
    solved = solve(
        small(
            sites=[{"site": "plant", "status": "candidate"}],
            countries=[{"country": "MEX", "grid_carbon": 0.5}, {"country": "USA"}],
            processes=[
                {
                    "process": "k",
                    "site": "plant",
                    "product": "good",
                    "scrap": "0:0.2 12:0.2 13:0",
                    "energy": 4,
                }
            ],
            **PARTS,
        )
    )
    row = solved.frames["production"].row(0, named=True)
    assert row == {
        "process": "k",
        "site": "plant",
        "country": "MEX",
        "product": "good",
        "provenance": None,
        "family": "servers",
        "variant": "base",
        "resource": None,
        "period": "p1",
        "units": pytest.approx(100),
        "gross": pytest.approx(125),
        "hours": 0,
        "labour_hours": 0,
        "energy": pytest.approx(500),
        "carbon": pytest.approx(250),
        "value": pytest.approx(10000),
        "value_added": pytest.approx(4000),
    }


def test_shipments_have_mass_and_carbon(small, solve):
    """100 of 2 kg over 50 km at 0.1 kg a tonne-km: 200 kg and 1 kg."""
    solved = solve(
        small(
            products=[{"product": "good", "mass": 2}],
            modes=[{"mode": "road", "emissions": 0.1}],
            lanes=[{"lane": "way", "origin": "plant", "destination": "us", "distance": 50}],
        )
    )
    assert solved.frames["shipments"].rows() == [
        ("way", "plant", "us", "road", "good", None, None, "p1", 100, 200, pytest.approx(1))
    ]


def test_service_is_complete(small, solve):
    """What isn't asked for has a line too; nothing else has one of 0."""
    demands = [
        {"market": "us", "product": "good", "period": period, "quantity": quantity, "shortage_cost": 1}
        for period, quantity in (("p1", 5), ("p2", 0))
    ]
    solved = solve(small((12, 12), demands=demands))
    assert solved.frames["service"].select("period", "demand", "served", "short").rows() == [
        ("p1", 5, 5, 0),
        ("p2", 0, 0, 0),
    ]
    assert solved.frames["production"]["period"].to_list() == ["p1"]
    assert solved.frames["stock"].is_empty()
