"""Rules on where goods come from: where they were processed, their origin, their labels, and what is used."""

from __future__ import annotations

import pytest

from reshore.errors import InfeasibleError
from reshore.footprint.design import design

PLACES = {
    "countries": [{"country": country} for country in ("CHN", "FRA", "MEX", "USA")],
    "sites": [
        {"site": "shenzhen", "country": "CHN"},
        {"site": "juarez", "country": "MEX"},
        {"site": "lyon", "country": "FRA"},
    ],
    "products": [{"product": "rack", "family": "server", "value": 100}, {"product": "gpu", "value": 40}],
    "boms": [{"product": "rack", "component": "gpu", "quantity": 2}],
    "supplies": [
        {"site": site, "product": "gpu", "unit_cost": cost, "origin": "USA"}
        for site, cost in (("shenzhen", 1), ("juarez", 2), ("lyon", 3))
    ],
    "processes": [
        {"process": "shenzhen", "site": "shenzhen", "product": "rack", "cost_per_unit": 1},
        {"process": "juarez", "site": "juarez", "product": "rack", "cost_per_unit": 4},
        {"process": "lyon", "site": "lyon", "product": "rack", "cost_per_unit": 9, "labels": "tested"},
    ],
    "lanes": [{"origin": site, "destination": "us"} for site in ("shenzhen", "juarez", "lyon")],
    "demands": [
        {
            "market": "us",
            "product": "rack",
            "segment": segment,
            "quantity": 50,
            "shortage_cost": 50,
            "minimum": 50,
        }
        for segment in ("commercial", "sovereign")
    ],
    "blocs": [{"bloc": "allies", "country": country, "kind": "list"} for country in ("FRA", "MEX")],
}
"""A rack of two GPUs of the US costs 3 in Shenzhen, 8 in Juarez and 15 in Lyon, where it is tested."""


def made(solved):
    """Return the racks made in Shenzhen, Juarez and Lyon, over all periods."""
    return [sum(solved.units("production", site=site)) for site in ("shenzhen", "juarez", "lyon")]


def sovereign(condition):
    """Sovereign demand is served by goods that meet a condition."""
    return [
        {
            "rule": "sovereign",
            "activity": "serve",
            "where": f"segment = 'sovereign' and {condition}",
            "sense": ">=",
            "limit": 1,
            "of": "segment = 'sovereign'",
        }
    ]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("processed = 'FRA'", [50, 0, 50]),
        ("array_contains(processed_blocs, 'allies')", [50, 50, 0]),
        ("array_contains(labels, 'tested')", [50, 0, 50]),
        ("goods_origin <> 'CHN'", [50, 50, 0]),
        (
            "array_contains(goods_origin_blocs, 'allies') and not array_contains(labels, 'tested')",
            [50, 50, 0],
        ),
    ],
)
def test_sovereign_demand(small, solve, condition, expected):
    """Half of the racks may be of Shenzhen; the other half come from the cheapest place that will do."""
    solved = solve(small(rules=sovereign(condition), **PLACES))
    assert made(solved) == pytest.approx(expected)


def test_no_followed_gpu_to_china(small, solve):
    """What is drawn in China counts, by the origin of the GPU: none there, and Juarez makes all racks."""
    ban = {
        "rule": "ban",
        "activity": "use",
        "where": "component = 'gpu' and country = 'CHN' and goods_origin = 'USA'",
        "limit": 0,
    }
    solved = solve(small(rules=[ban], **PLACES))
    assert made(solved) == pytest.approx([0, 100, 0])
    elsewhere = {**ban, "where": "component = 'gpu' and country = 'CHN' and goods_origin = 'FRA'"}
    assert made(solve(small(rules=[elsewhere], **PLACES))) == pytest.approx([100, 0, 0])


def test_a_licence_runs_out(small, solve):
    """120 GPUs may be used in China over two years: 60 racks of the 200."""
    licence = {
        "rule": "licence",
        "activity": "use",
        "where": "component = 'gpu' and country = 'CHN'",
        "limit": 120,
        "periods": "cumulative",
    }
    solved = solve(small((12, 12), rules=[licence], **PLACES))
    assert made(solved) == pytest.approx([60, 140, 0])
    line = solved.frames["rules"].select("period", "value", "limit").rows()
    assert line == [(None, pytest.approx(120), 120)]


@pytest.mark.parametrize(("measure", "limit"), [("units", 120), ("value", 4800), ("mass", 360)])
def test_measures_of_use(small, solve, measure, limit):
    """60 racks of two GPUs, at 40 and 3 kg each."""
    tables = {**PLACES, "products": [PLACES["products"][0], {"product": "gpu", "value": 40, "mass": 3}]}
    rule = {"rule": "cap", "activity": "use", "measure": measure, "where": "country = 'CHN'", "limit": limit}
    assert made(solve(small(rules=[rule], **tables))) == pytest.approx([60, 40, 0])


def test_a_share_of_what_is_used(small, solve):
    """At most 30 % of all GPUs are used outside of the allied countries."""
    rule = {
        "rule": "cap",
        "activity": "use",
        "where": "component = 'gpu' and not array_contains(blocs, 'allies')",
        "limit": 0.3,
        "of": "component = 'gpu'",
    }
    assert made(solve(small(rules=[rule], **PLACES))) == pytest.approx([30, 70, 0])


def test_cost_of_shipping_has_duty(small, solve):
    """4 % on racks of China, 4 each: a budget of 240 brings 60 in; transport is free."""
    duties = [{"layer": "base", "importer": "USA", "exporter": "CHN", "ad_valorem": 0.04}]
    rule = {"rule": "budget", "measure": "cost", "activity": "ship", "limit": 240}
    solved = solve(small(duties=duties, rules=[rule], **PLACES))
    assert made(solved) == pytest.approx([60, 40, 0])
    assert solved.cost("duty") == pytest.approx([240])
    assert solved.frames["rules"]["value"].to_list() == pytest.approx([240])


def test_sources_are_counted_by_provenance(small, solve):
    """Two sources of racks that are not Chinese, a fifth each of those; the rest of them is left to cost."""
    rule = {
        "rule": "two",
        "measure": "sources",
        "activity": "make",
        "where": "family = 'server' and array_contains(processed_blocs, 'allies')",
        "sense": ">=",
        "limit": 2,
        "share": 0.2,
    }
    solved = solve(small(rules=[*sovereign("array_contains(processed_blocs, 'allies')"), rule], **PLACES))
    assert made(solved) == pytest.approx([50, 40, 10])


def test_a_sovereign_rule_that_nobody_can_keep(small):
    """Nobody processes racks in the US, and sovereign demand has to be met: that alone is the conflict."""
    with pytest.raises(InfeasibleError) as caught:
        design(small(rules=sovereign("processed = 'USA'"), **PLACES), gap=0, threads=1)
    (conflict,) = caught.value.conflicts
    assert {one.name: pytest.approx(one.objective) for one in conflict} == {
        "rule 'sovereign' (priority 1)": 300,
        "the minimum of demand of us for rack, segment sovereign": 150 + 2500,
    }


def test_a_ban_on_use_that_leaves_nobody_to_make(small):
    """American GPUs may be used nowhere, and racks have to be served: both minimums stand against the ban."""
    ban = {"rule": "ban", "activity": "use", "where": "goods_origin = 'USA'", "limit": 0}
    with pytest.raises(InfeasibleError) as caught:
        design(small(rules=[ban], **PLACES), gap=0, threads=1)
    told = [{one.name.partition(" for ")[0] for one in conflict} for conflict in caught.value.conflicts]
    assert told == [{"rule 'ban' (priority 1)", "the minimum of demand of us"}]
    assert [one.name for one in caught.value.conflicts[0] if one.violation] == ["rule 'ban' (priority 1)"]
