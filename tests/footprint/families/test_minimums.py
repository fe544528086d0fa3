"""Least amounts made and bought hold while a site is open, whether or not anybody wants them."""

from __future__ import annotations

import pytest

PARTS = {
    "products": [{"product": "good", "value": 10}, {"product": "part"}],
    "boms": [{"product": "good", "component": "part", "quantity": 2}],
}


def test_least_production_by_year(small, solve):
    """150 a year at 2 each, 100 asked for: 150 in a year, 75 in half a year (50 asked for)."""
    processes = [{"site": "plant", "product": "good", "minimum": 150, "cost_per_unit": 2}]
    solved = solve(small((12, 6), processes=processes))
    assert solved.units("production") == pytest.approx([150, 100])
    assert solved.objective == pytest.approx(500)


def test_a_closed_site_has_no_minimum(small, solve):
    """Making 150 at 80 each costs more than closing for 10 and 100 short at 50."""
    processes = [{"site": "plant", "product": "good", "minimum": 150, "cost_per_unit": 80}]
    solved = solve(small(processes=processes, sites=[{"site": "plant", "closing_cost": 10}]))
    assert solved.objective == pytest.approx(10 + 5000)


def test_take_or_pay(small, solve):
    """300 parts at 3 have to be bought, for 150 goods at 1: 50 more than asked for, at a site that may close.

    To close would cost 10 and 5000 of shortage.
    """
    solved = solve(
        small(
            sites=[{"site": "plant", "closing_cost": 10}],
            supplies=[{"site": "plant", "product": "part", "unit_cost": 3, "minimum": 300}],
            processes=[{"site": "plant", "product": "good", "cost_per_unit": 1}],
            **PARTS,
        )
    )
    assert solved.units("purchases") == pytest.approx([300])
    assert solved.units("production") == pytest.approx([150])
    assert solved.objective == pytest.approx(900 + 150)


def test_take_or_pay_into_the_more_sparing_recipe(small, solve):
    """300 parts make 300 goods by the recipe of one part; that of four is dear."""
    solved = solve(
        small(
            sites=[{"site": "plant", "closing_cost": 10}],
            supplies=[{"site": "plant", "product": "part", "unit_cost": 3, "minimum": 300}],
            products=PARTS["products"],
            boms=[
                {"product": "good", "variant": "lean", "component": "part", "quantity": 1},
                {"product": "good", "variant": "fat", "component": "part", "quantity": 4},
            ],
            processes=[
                {"site": "plant", "product": "good", "variant": "lean", "cost_per_unit": 1},
                {"site": "plant", "product": "good", "variant": "fat", "cost_per_unit": 99},
            ],
        )
    )
    assert solved.objective == pytest.approx(900 + 300)


def test_a_supply_is_bound_for_the_share_of_the_period_in_which_it_is_active(small, solve):
    """Active from 1 October: 92 of 365 days, so at least 300 x 92 / 365 are bought."""
    supply = {"site": "plant", "product": "part", "unit_cost": 3, "minimum": 300, "from": "2025-10-01"}
    solved = solve(small(supplies=[{**supply, "capacity": 300}], **PARTS))
    assert solved.units("purchases") == pytest.approx([300 * 92 / 365])
