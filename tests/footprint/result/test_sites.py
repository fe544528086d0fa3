"""Sites and capacity of a plan: complete, in the order of time."""

from __future__ import annotations

import pytest


def test_sites_are_complete_with_their_flags(small, solve):
    """Every site in every period: one runs on, one closes, one opens, one never does."""
    asked = {"market": "us", "product": "good", "shortage_cost": 50}
    solved = solve(
        small(
            (12, 12),
            sites=[
                {"site": "a", "fixed_cost": 1},
                {"site": "b", "closing_cost": 1, "fixed_cost": 5},
                {"site": "c", "status": "candidate", "fixed_cost": 1, "first_period": "p2"},
                {"site": "d", "status": "candidate", "fixed_cost": 999},
            ],
            processes=[
                {"site": "b", "product": "good", "cost_per_unit": 2},
                {"site": "c", "product": "good", "cost_per_unit": 1},
                {"site": "d", "product": "good"},
            ],
            lanes=[{"origin": site, "destination": "us"} for site in "bcd"],
            demands=[{**asked, "quantity": 40}],
        )
    )
    assert solved.frames["sites"].drop("country").rows() == [
        ("a", "open", "p1", True, False, False),
        ("a", "open", "p2", True, False, False),
        ("b", "open", "p1", True, False, False),
        ("b", "open", "p2", False, False, True),
        ("c", "candidate", "p1", False, False, False),
        ("c", "candidate", "p2", True, True, False),
        ("d", "candidate", "p1", False, False, False),
        ("d", "candidate", "p2", False, False, False),
    ]


def test_capacity_counts_what_is_in_service(small, solve):
    """10 installed, one module of 30 in p1 that lives half a year into p2."""
    asked = [
        {"market": "us", "product": "good", "quantity": quantity, "period": period, "shortage_cost": 50}
        for period, quantity in (("p1", 35), ("p2", 8))
    ]
    solved = solve(
        small(
            (12, 12),
            processes=[
                {
                    "site": "plant",
                    "product": "good",
                    "resource": "line",
                    "hours_per_unit": 2,
                    "cost_per_unit": 1,
                }
            ],
            resources=[
                {
                    "site": "plant",
                    "installed": 10,
                    "hours_per_year": 2,
                    "module_size": 30,
                    "maximum": 40,
                    "asset_life": 1.5,
                }
            ],
            demands=asked,
        )
    )
    frame = solved.frames["capacity"].drop("site", "country", "resource")
    assert frame.rows() == [("p1", 1, 40, 80, pytest.approx(70)), ("p2", 0, 25, 50, pytest.approx(16))]


def test_a_closed_site_has_no_capacity(small, solve):
    """What is installed doesn't serve where the site is closed."""
    solved = solve(
        small(
            sites=[{"site": "plant", "closing_cost": 1, "fixed_cost": 9999}],
            processes=[{"site": "plant", "product": "good", "resource": "line"}],
            resources=[{"site": "plant", "installed": 10}],
        )
    )
    assert solved.units("capacity", "units_in_service") == [0]
