"""Cost lines: each where and when it is paid, together the objective."""

from __future__ import annotations

import polars as pl
import pytest


@pytest.fixture(scope="module")
def solved(rich, solve):
    return solve(rich)


def test_present_values_add_up_to_the_objective(solved):
    """The sum of all lines is what the program found, and the holding of the opening stock."""
    assert solved.frames["costs"]["present_value"].sum() == pytest.approx(solved.objective, rel=1e-9)


def test_present_values_are_discounted_from_the_middle_of_their_period(solved):
    """At 10 % from 0.25 and 1 year; what is written off at the horizon, after 1.5."""
    worth = {"2024H1": 1.1**-0.25, "2025": 1.1**-1}
    for cost, period, amount, value in (
        solved.frames["costs"].select("cost", "period", "amount", "present_value").iter_rows()
    ):
        factor = 1.1**-1.5 if cost == "write_off" else worth[period]
        assert value == pytest.approx(amount * factor), cost


def test_lines_are_unique_and_not_empty(solved):
    """One line for each cost, place, product and period; nothing that is 0."""
    lines = solved.frames["costs"]
    keys = ["cost", "place", "product", "period"]
    assert not lines.select(pl.struct(keys).is_duplicated()).to_series().any()
    assert (lines["amount"] != 0).all()


def test_lines_have_their_place_and_country(small, solve):
    """Transport is paid at its origin, shortage at the market, making at the site."""
    solved = solve(
        small(
            processes=[
                {
                    "site": "plant",
                    "product": "good",
                    "cost_per_unit": 2,
                    "resource": "line",
                    "hours_per_unit": 1,
                }
            ],
            resources=[{"site": "plant", "installed": 60, "module_cost": 1}],
            lanes=[{"origin": "plant", "destination": "us", "cost_per_unit": 3}],
            sites=[{"site": "plant", "fixed_cost": 7}],
        )
    )
    assert solved.frames["costs"].drop("present_value").rows() == [
        ("production", "plant", "MEX", "good", "p1", 120),
        ("shortage", "us", "USA", "good", "p1", 2000),
        ("site_fixed", "plant", "MEX", None, "p1", 7),
        ("transport", "plant", "MEX", "good", "p1", 180),
    ]


def test_penalties_stand_at_their_rule(small, solve):
    """A rule at a price of 3, missed by 40, has no country."""
    rules = [{"rule": "less", "activity": "make", "limit": 60, "price": 3}]
    solved = solve(small(rules=rules))
    line = solved.frames["costs"].row(0, named=True)
    assert (line["cost"], line["place"], line["country"], line["amount"]) == (
        "rule_penalty",
        "less",
        None,
        120,
    )


def test_annuities_are_booked_in_every_period_of_their_life(small, solve):
    """100 over 4 years: 25, 12.5 in the half-year; closing doesn't end them."""
    sites = [{"site": "plant", "status": "candidate", "opening_cost": 100, "asset_life": 4}]
    solved = solve(small((12, 6, 12), sites=sites))
    assert solved.cost("site_opening") == pytest.approx([25, 12.5, 25])
