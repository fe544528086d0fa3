"""Rules limit sums of what is done, for a price or not; pinned rows of the baseline hold today's amounts."""

from __future__ import annotations

import pytest

TWO = {
    "sites": [{"site": "east", "country": "CHN"}, {"site": "west"}],
    "countries": [{"country": "CHN"}, {"country": "MEX"}, {"country": "USA"}],
    "processes": [
        {"process": "east", "site": "east", "product": "good", "cost_per_unit": 1},
        {"process": "west", "site": "west", "product": "good", "cost_per_unit": 4},
    ],
    "lanes": [{"origin": "east", "destination": "us"}, {"origin": "west", "destination": "us"}],
}
"""The east makes goods at 1, the west at 4; 100 a period are asked for."""


def rule(limit, **more):
    chosen = {"rule": "limit", "activity": "make", "where": "country = 'CHN'", "limit": limit}
    return {"rules": [{**chosen, **more}], **TWO}


def test_a_hard_rule_is_kept(small, solve):
    """At most 60 from the east: 60 + 40 x 4."""
    solved = solve(small(**rule(60)))
    assert solved.objective == pytest.approx(60 + 160)
    assert solved.frames["rules"]["violation"].to_list() == [0]


@pytest.mark.parametrize(("price", "cost"), [(2, 100 + 40 * 2), (9, 60 + 160)])
def test_a_priced_rule_is_kept_where_that_is_cheaper(small, solve, price, cost):
    """A unit moved west costs 3 more: at a price of 2 it stays."""
    solved = solve(small(**rule(60, price=price)))
    assert solved.objective == pytest.approx(cost)


def test_a_share_has_its_denominator(small, solve):
    """At most 70 % of all that is made."""
    solved = solve(small((12, 12), **rule(0.7, of="true")))
    assert solved.units("production", site="west") == pytest.approx([30, 30])
    assert solved.frames["rules"]["limit"].to_list() == pytest.approx([70, 70])


def test_a_least_share(small, solve):
    """At least 45 % from Mexico."""
    solved = solve(small(**rule(0.45, where="country = 'MEX'", sense=">=", of="true")))
    assert solved.units("production", site="west") == pytest.approx([45])


def test_an_exact_amount_at_a_price_both_ways(small, solve):
    """Exactly 20 from the west at a price of 9: 20; at 2 none, and 20 missing."""
    exact = {"where": "site = 'west'", "sense": "="}
    assert solve(small(**rule(20, price=9, **exact))).objective == pytest.approx(80 + 80)
    solved = solve(small(**rule(20, price=2, **exact)))
    assert solved.objective == pytest.approx(100 + 40)
    assert solved.frames["rules"]["violation"].to_list() == pytest.approx([20])


def test_a_cumulative_rule_limits_the_sum(small, solve):
    """An export licence of 130 units over two years: 30 and 100, as the west costs 4 in p1 and 8 in p2."""
    series = [{"table": "processes", "key": "west", "column": "cost_per_unit", "period": "p2", "value": 8}]
    solved = solve(small((12, 12), series=series, **rule(130, periods="cumulative")))
    assert solved.units("production", site="east") == pytest.approx([30, 100])
    line = solved.frames["rules"]
    assert line["period"].to_list() == [None]
    assert line["value"].to_list() == pytest.approx([130])


def test_a_cumulative_penalty_falls_in_the_last_period(small, solve):
    """70 too many at 1 each, a year and a half after the start: discounted by 1.1^-1.5."""
    solved = solve(
        small((12, 12), settings={"discount_rate": 0.1}, **rule(130, periods="cumulative", price=1))
    )
    assert solved.cost("rule_penalty") == pytest.approx([0, 70])
    line = solved.frames["costs"].filter(cost="rule_penalty")
    assert line["present_value"].to_list() == pytest.approx([70 * 1.1**-1.5])
    assert line["country"].to_list() == [None]


def test_a_rule_has_its_periods(small, solve):
    """From p2 to p3 of four."""
    solved = solve(small((12, 12, 12, 12), **rule(60, **{"from": "p2", "to": "p3"})))
    assert solved.units("production", site="east") == pytest.approx([100, 60, 60, 100])


def test_a_limit_may_change(small, solve):
    """60, and 20 from p3 on."""
    series = [{"table": "rules", "key": "limit", "column": "limit", "period": "p3", "value": 20}]
    solved = solve(small((12, 12, 12), series=series, **rule(60)))
    assert solved.units("production", site="east") == pytest.approx([60, 60, 20])


@pytest.mark.parametrize(
    ("measure", "limit"),
    [("value", 600), ("value_added", 600), ("mass", 300), ("labour", 120), ("carbon", 480), ("hours", 180)],
)
def test_measures_of_production(small, solve, measure, limit):
    """Each limit stands for 60 units: value 10, mass 5, labour 2, carbon 20 kWh x 0.4, hours 3."""
    tables = rule(limit, measure=measure)
    tables["countries"] = [{"country": "CHN", "grid_carbon": 0.4}, {"country": "MEX"}, {"country": "USA"}]
    tables["processes"] = [
        {**row, "labour_hours": 2, "energy": 20, "hours_per_unit": 3, "resource": "line"}
        for row in TWO["processes"]
    ]
    resources = [{"site": site, "installed": 900} for site in ("east", "west")]
    solved = solve(
        small(products=[{"product": "good", "value": 10, "mass": 5}], resources=resources, **tables)
    )
    assert solved.units("production", site="east") == pytest.approx([60])


def test_sites_and_modules_are_counted(small, solve):
    """At most one site of two: the dearer start is left out. At most 1 module ordered of 2 wanted."""
    tables = rule(1, measure="sites", activity="open", where=None)
    tables["sites"] = [{"site": site, "status": "candidate"} for site in ("east", "west")]
    tables["processes"] = [
        {"site": site, "product": "good", "resource": "line", "hours_per_unit": 1}
        for site in ("east", "west")
    ]
    resources = [{"site": site, "maximum": 60, "module_size": 30} for site in ("east", "west")]
    solved = solve(small(resources=resources, **tables))
    assert sum(solved.units("sites", "open")) == 1
    assert solved.units("service", "served") == pytest.approx([60])
    tables["rules"] = [{"rule": "modules", "measure": "modules", "activity": "build", "limit": 1}]
    assert solve(small(resources=resources, **tables)).units("service", "served") == pytest.approx([30])


def test_carbon_of_shipments(small, solve):
    """1 t over 100 km at 0.5 kg is 50 kg a unit: at most 3000 kg are 60 units."""
    solved = solve(
        small(
            products=[{"product": "good", "mass": 1000}],
            modes=[{"mode": "road", "emissions": 0.5}],
            lanes=[{"origin": "plant", "destination": "us", "distance": 100}],
            rules=[{"rule": "carbon", "measure": "carbon", "activity": "ship", "limit": 3000}],
        )
    )
    assert solved.units("service", "served") == pytest.approx([60])


def test_shortage_may_be_limited(small, solve):
    """Making costs 80, shortage 50; at most 30 may be short."""
    solved = solve(
        small(
            processes=[{"site": "plant", "product": "good", "cost_per_unit": 80}],
            rules=[{"rule": "service", "activity": "short", "limit": 30}],
        )
    )
    assert solved.units("service", "short") == pytest.approx([30])


def test_a_rule_on_nothing_can_not_be_missed(small, infeasible, solve):
    """No process is in Mexico: at most 5 is kept, at least 5 has no plan, at a price it has."""
    tables = {"rules": [{"rule": "none", "activity": "make", "where": "country = 'USA'", "limit": 5}]}
    assert solve(small(**tables)).objective == 0
    tables["rules"][0]["sense"] = ">="
    assert infeasible(small(**tables))
    tables["rules"][0]["price"] = 3
    assert solve(small(**tables)).objective == pytest.approx(15)


def today(**more):
    return {"activity": "make", "value": 50, **more}


def test_a_share_of_today(small, solve):
    """At most 80 % of what the east makes today, 50, in every period."""
    baseline = [today(site="east", product="good"), today(site="west", product="good", value=70)]
    solved = solve(small((12, 12), baseline=baseline, **rule(0.8, of="baseline")))
    assert solved.units("production", site="east") == pytest.approx([40, 40])
    assert solved.frames["rules"]["limit"].to_list() == pytest.approx([40, 40])


def test_a_share_of_today_by_period(small, solve):
    """Today's amount of p1 alone is 50, of p2 90."""
    baseline = [today(site="east", period="p1"), today(site="east", period="p2", value=90)]
    solved = solve(small((12, 12), baseline=baseline, **rule(1, of="baseline")))
    assert solved.units("production", site="east") == pytest.approx([50, 90])


def test_a_pin_holds_within_its_tolerance(small, solve):
    """The west makes 50 +- 10 % today: 45 at least, of the dear ones, and no more than that."""
    solved = solve(small(baseline=[today(site="west", product="good", tolerance=0.1)], **TWO))
    assert solved.units("production", site="west") == pytest.approx([45])
    solved = solve(small(baseline=[today(site="east", product="good", tolerance=0.1)], **TWO))
    assert solved.units("production", site="east") == pytest.approx([55])


def test_a_pin_of_a_period_beside_one_of_all(small, solve):
    """At most 50 in every period, at most 30 in p2: both hold."""
    baseline = [
        today(site="east", product="good", tolerance=0),
        today(site="east", product="good", tolerance=1, value=40, period="p2"),
    ]
    solved = solve(small((12, 12), baseline=baseline, **TWO))
    assert solved.units("production", site="east") == pytest.approx([50, 50])


def test_a_pin_forces_what_nobody_asks_for(small, solve):
    """150 were made at the plant today, 100 are asked for: 150, at a site that may close."""
    solved = solve(
        small(
            sites=[{"site": "plant", "closing_cost": 1}],
            baseline=[today(site="plant", product="good", value=150, tolerance=0)],
        )
    )
    assert solved.units("production") == pytest.approx([150])


@pytest.mark.parametrize(
    ("row", "sites"),
    [
        ({"activity": "open", "site": "west", "value": 1}, [1, 1]),
        ({"activity": "open", "site": "east", "value": 0}, [0, 1]),
    ],
)
def test_a_pin_of_a_site(small, solve, row, sites):
    """A site that is pinned runs, or doesn't."""
    tables = {
        **TWO,
        "sites": [{"site": site, "status": "candidate", "country": "CHN"} for site in ("east", "west")],
    }
    solved = solve(small(baseline=[{**row, "tolerance": 0}], **tables))
    assert [sum(solved.units("sites", "open", site=site)) for site in ("east", "west")] == sites
