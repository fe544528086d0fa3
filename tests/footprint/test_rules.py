"""What rules count: costs line by line, and attributes that index frames leave out."""

from __future__ import annotations

import polars as pl
import pytest

from reshore.footprint.network import Network
from reshore.footprint.program import FootprintProgram

COSTLY = {
    "settings": {"carbon_price": 50},
    "countries": [
        {"country": "MEX", "labour_rate": 4, "electricity_price": 0.5, "grid_carbon": 2},
        {"country": "USA"},
    ],
}


def cost(activity, limit, **more):
    return [{"rule": "budget", "measure": "cost", "activity": activity, "limit": limit, **more}]


def value(solved, rule="budget"):
    """Return what a rule counts in the plan, by period."""
    return solved.frames["rules"].filter(rule=rule)["value"].to_list()


def test_cost_of_making(small, solve):
    """A unit: production 1, labour 2 h x 4, energy 10 kWh x 0.5, carbon 20 kg x 0.05: 15; 900 are 60."""
    process = {"site": "plant", "product": "good", "cost_per_unit": 1, "labour_hours": 2, "energy": 10}
    solved = solve(small(processes=[process], rules=cost("make", 900), **COSTLY))
    assert solved.units("production") == pytest.approx([60])
    assert value(solved) == pytest.approx([900])


def test_cost_of_buying(small, solve):
    """At 7 a unit, 420 buy 60."""
    supplies = [{"site": "plant", "product": "good", "unit_cost": 7}]
    solved = solve(small(processes=[], supplies=supplies, rules=cost("buy", 420)))
    assert solved.units("purchases") == pytest.approx([60])


def test_cost_of_shipping(small, solve):
    """A unit: transport 3, carbon 1 t x 100 km x 0.5 x 0.05 = 2.5, capital of 10 for a tenth of a year 0.2.

    That is 5.7; what is under way at the start costs 10 a unit and is not counted.
    """
    solved = solve(
        small(
            settings={"carbon_price": 50, "holding_rate": 0.2, "opening_pipeline": "steady"},
            products=[{"product": "good", "value": 10, "mass": 1000}],
            modes=[{"mode": "road", "emissions": 0.5}],
            lanes=[
                {
                    "origin": "plant",
                    "destination": "us",
                    "cost_per_unit": 3,
                    "distance": 100,
                    "days": 36.525,
                }
            ],
            rules=cost("ship", 5.7 * 60),
        )
    )
    assert solved.units("shipments") == pytest.approx([60])
    counted = sum(solved.cost(line)[0] for line in ("transport", "carbon", "transit_capital"))
    assert value(solved) == pytest.approx([counted])
    assert solved.cost("opening_pipeline")[0] > 0


def test_cost_of_shortage(small, solve):
    """Making costs 80, shortage 50 a unit: a budget of 1500 leaves 30 short."""
    process = {"site": "plant", "product": "good", "cost_per_unit": 80}
    solved = solve(small(processes=[process], rules=cost("short", 1500)))
    assert solved.units("service", "short") == pytest.approx([30])


def test_cost_of_open_sites(small, solve):
    """Two sites at 300 and 400 a year: a budget of 500 runs the one that makes more."""
    sites = [
        {"site": "low", "status": "candidate", "fixed_cost": 300},
        {"site": "high", "status": "candidate", "fixed_cost": 400},
    ]
    processes = [
        {"site": site, "product": "good", "resource": "line", "hours_per_unit": 1} for site in ("low", "high")
    ]
    resources = [
        {"site": site, "installed": units, "hours_per_year": 1} for site, units in (("low", 40), ("high", 50))
    ]
    lanes = [{"origin": site, "destination": "us"} for site in ("low", "high")]
    tables = {"sites": sites, "processes": processes, "resources": resources, "lanes": lanes}
    solved = solve(small(rules=cost("open", 500), **tables))
    assert solved.units("sites", "open", site="high") == [1]
    assert solved.units("sites", "open", site="low") == [0]
    assert value(solved) == pytest.approx([400])


def test_cost_of_modules_is_the_money_invested(small, solve):
    """Modules of 30 at 1000 each: a budget of 2000 buys two, though a tenth of that is charged a year."""
    resources = [{"site": "plant", "maximum": 90, "module_size": 30, "module_cost": 1000, "asset_life": 10}]
    processes = [{"site": "plant", "product": "good", "resource": "line", "hours_per_unit": 1}]
    solved = solve(
        small(processes=processes, resources=resources, rules=cost("build", 2000, periods="cumulative"))
    )
    assert solved.units("capacity", "modules_ordered") == [2]
    assert solved.cost("module") == pytest.approx([200])
    assert value(solved) == pytest.approx([2000])


def test_a_share_of_cost(small, solve):
    """At most a third of the cost of making in the east, at 1 a unit beside 2 in the west: half the units."""
    solved = solve(
        small(
            sites=[{"site": "east"}, {"site": "west"}],
            processes=[
                {"site": site, "product": "good", "cost_per_unit": units}
                for site, units in (("east", 1), ("west", 2))
            ],
            lanes=[{"origin": site, "destination": "us"} for site in ("east", "west")],
            rules=cost("make", 1 / 3, where="site = 'east'", of="true"),
        )
    )
    assert solved.units("production", site="east") == pytest.approx([50])


BLOCS = [
    {"bloc": "union", "country": "MEX", "kind": "list", "to": "2026-01-01"},
    {"bloc": "union", "country": "USA", "kind": "list", "from": "2026-01-01"},
]
"""MEX leaves the union as USA joins it, at the start of p2."""


@pytest.mark.parametrize(
    ("activity", "where"),
    [
        ("make", "array_contains(blocs, 'union')"),
        ("ship", "array_contains(origin_blocs, 'union')"),
        ("ship", "not array_contains(destination_blocs, 'union')"),
        ("serve", "not array_contains(blocs, 'union')"),
    ],
)
def test_blocs_are_those_of_the_period(small, solve, activity, where):
    """At most 60 while the plant's country is a member, and the market's is not: in p1 alone."""
    rules = [{"rule": "members", "activity": activity, "where": where, "limit": 60}]
    solved = solve(small((12, 12), blocs=BLOCS, rules=rules))
    assert solved.units("service", "served") == pytest.approx([60, 100])


def test_what_nobody_follows_has_no_labels(small, solve):
    """Goods that no process gives a label lack all of them, followed or not."""
    rules = [
        {"rule": name, "activity": "make", "where": where, "limit": limit}
        for name, where, limit in (
            ("unlabelled", "not array_contains(labels, 'tested')", 60),
            ("labelled", "array_contains(labels, 'tested')", 0),
        )
    ]
    solved = solve(small(rules=rules))
    assert solved.units("production") == pytest.approx([60])


def test_today_has_its_blocs(small, solve):
    """60 % of the 50 that members make today; what the baseline doesn't say meets no condition."""
    baseline = [{"activity": "make", "site": "plant", "value": 50}, {"activity": "make", "value": 70}]
    rule = {"rule": "members", "activity": "make", "limit": 0.6, "of": "baseline"}
    members = {**rule, "where": "array_contains(blocs, 'union')"}
    solved = solve(small((12, 12), blocs=BLOCS, baseline=baseline, rules=[members]))
    assert solved.units("production") == pytest.approx([30, 100])
    unlabelled = {**rule, "where": "not array_contains(labels, 'tested')"}
    assert sum(solve(small(baseline=baseline, rules=[unlabelled])).units("production")) == 0


def test_nothing_is_used_where_nothing_is_followed(small, solve):
    """A rule on use selects nothing then, and its line in the plan says so."""
    rules = [{"rule": "licence", "activity": "use", "where": "component = 'gpu'", "limit": 5}]
    solved = solve(small(rules=rules))
    assert solved.frames["rules"].select("value", "limit", "violation").rows() == [(0, 5, 0)]


def test_attributes_are_added_only_where_asked_for(small):
    """A frame of a plain rule stays as it is."""
    from reshore.footprint.attributes import attributed

    footprint = FootprintProgram.of(Network.of(small(blocs=BLOCS)))
    frame = footprint.columns["make"].frame
    assert attributed(footprint.network, "make", frame, "country = 'MEX'") is frame
    assert attributed(footprint.network, "make", frame, None) is frame
    added = attributed(footprint.network, "make", frame, "array_contains(blocs, 'union')")
    assert set(added.columns) - set(frame.columns) == {"blocs"}
    assert added["blocs"].to_list() == [["union"]]
    assert added.drop("blocs").equals(frame)
    assert added.schema["blocs"] == pl.List(pl.String)


def test_sources_are_counted_among_blocs(small, solve):
    """Two of the three makers are members of the union: one of them at most makes goods."""
    solved = solve(
        small(
            countries=[{"country": "MEX"}, {"country": "CHN"}, {"country": "USA"}],
            blocs=[{"bloc": "union", "country": "MEX", "kind": "list"}],
            sites=[{"site": "north"}, {"site": "south"}, {"site": "east", "country": "CHN"}],
            processes=[
                {
                    "site": site,
                    "product": "good",
                    "resource": "line",
                    "hours_per_unit": 1,
                    "cost_per_unit": units,
                }
                for site, units in (("north", 1), ("south", 2), ("east", 9))
            ],
            resources=[{"site": site, "installed": 60} for site in ("north", "south", "east")],
            lanes=[{"origin": site, "destination": "us"} for site in ("north", "south", "east")],
            rules=[
                {
                    "rule": "one",
                    "measure": "sources",
                    "activity": "make",
                    "where": "array_contains(blocs, 'union')",
                    "limit": 1,
                }
            ],
        )
    )
    made = [solved.units("production", site=site)[0] for site in ("north", "south", "east")]
    assert made == pytest.approx([60, 0, 40])
