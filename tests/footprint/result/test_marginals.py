"""Marginal values: what one more unit of a limit changes, the integers as they are."""

from __future__ import annotations

import pytest

LIMITED = {
    "processes": [
        {"site": "plant", "product": "good", "resource": "line", "hours_per_unit": 2, "cost_per_unit": 8}
    ],
    "resources": [{"site": "plant", "installed": 120}],
}
"""120 hours for 60 of 100 goods at 8; shortage costs 50."""


def values(solved):
    return {
        (family, name): value
        for family, name, value in solved.frames["marginals"].select("family", "name", "value").rows()
    }


def test_an_hour_saves_half_a_shortage(small, solve):
    """One hour more makes half a good: (8 - 50) / 2; one unit more of demand is short: 50."""
    found = values(solve(small(**LIMITED)))
    assert found == pytest.approx({("capacity", "plant/line"): -21, ("demand", "us/good/all"): 50})


@pytest.mark.parametrize("site", [{"closing_cost": 1}, {"status": "candidate"}])
def test_links_take_no_value_from_the_limits_that_they_repeat(small, solve, site):
    """The same at a site that may close or open: its links say demand and hours once more."""
    sites = [{"site": "plant", **site}]
    found = values(solve(small(sites=sites, **LIMITED)))
    assert found == pytest.approx({("capacity", "plant/line"): -21, ("demand", "us/good/all"): 50})
    enough = {**LIMITED, "resources": [{"site": "plant", "installed": 999}]}
    assert values(solve(small(sites=sites, **enough))) == pytest.approx({("demand", "us/good/all"): 8})


def test_an_hour_at_a_closed_site_has_no_value(small, solve):
    """It closes for 1, since it costs 9999 a year: what its hours might save is not asked."""
    sites = [{"site": "plant", "closing_cost": 1, "fixed_cost": 9999, "throughput": 70}]
    assert values(solve(small(sites=sites, **LIMITED))) == pytest.approx({("demand", "us/good/all"): 50})


def test_a_marginal_value_is_the_change_of_the_objective(small, solve):
    """With one more hour the plan costs 21 less."""
    before = solve(small(**LIMITED))
    after = solve(small(**{**LIMITED, "resources": [{"site": "plant", "installed": 121}]}))
    assert after.objective - before.objective == pytest.approx(values(before)["capacity", "plant/line"])


def test_limits_that_do_not_bind_are_left_out(small, solve):
    """With hours enough only demand has a value: the 8 that a unit costs."""
    found = values(solve(small(**{**LIMITED, "resources": [{"site": "plant", "installed": 999}]})))
    assert found == pytest.approx({("demand", "us/good/all"): 8})


def test_supplies_rules_and_lanes_have_values(small, solve):
    """Supply of 60 at 8: one more saves 42; a rule and a lane alike."""
    supplies = [{"site": "plant", "product": "good", "unit_cost": 8, "capacity": 60}]
    assert values(solve(small(processes=[], supplies=supplies)))["supply", "plant/good"] == pytest.approx(-42)
    rules = [{"rule": "roof", "activity": "make", "limit": 60}]
    processes = [{"site": "plant", "product": "good", "cost_per_unit": 8}]
    assert values(solve(small(processes=processes, rules=rules)))["rule", "roof"] == pytest.approx(-42)
    lanes = [{"lane": "way", "origin": "plant", "destination": "us", "capacity": 60}]
    assert values(solve(small(processes=processes, lanes=lanes)))["lane_capacity", "way"] == pytest.approx(
        -42
    )


def test_units_are_money_over_the_limit_s_unit(small, solve):
    """Currency over hours, units, measures."""
    solved = solve(small(settings={"currency": "EUR"}, **LIMITED))
    assert set(solved.frames["marginals"].select("family", "unit").rows()) == {
        ("capacity", "EUR/hour"),
        ("demand", "EUR/unit"),
    }
