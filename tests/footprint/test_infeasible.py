"""No plan: what is named is what has to go, and without it there is a plan."""

from __future__ import annotations

import pytest

from reshore.errors import InfeasibleError, TimeLimitError
from reshore.footprint.design import design

TEN = {
    "processes": [{"site": "plant", "product": "good", "resource": "line", "hours_per_unit": 1}],
    "resources": [{"site": "plant", "installed": 10}],
}
"""The plant makes 10 goods a year at most."""

DEMAND = {"market": "us", "product": "good", "quantity": 100, "shortage_cost": 50}
BUYING = {"processes": [], "supplies": [{"site": "plant", "product": "good", "capacity": 10}]}
STOCK = {"site": "plant", "product": "good"}
PIN = {"activity": "make", "product": "good", "tolerance": 0.1}

CAUSES = {
    "demand": (
        {**TEN, "demands": [{**DEMAND, "minimum": 30}]},
        "the minimum of demand of us for good, segment all: 20 units short in p1",
    ),
    "process": (
        {**TEN, "processes": [{**TEN["processes"][0], "process": "craft", "minimum": 12}]},
        "the minimum of process craft: 2 units short in p1",
    ),
    "lane": (
        {**TEN, "lanes": [{"lane": "road", "origin": "plant", "destination": "us", "minimum": 11}]},
        "the minimum of lane road: 1 units short in p1",
    ),
    "supply": (
        {
            **BUYING,
            "supplies": [{**BUYING["supplies"][0], "minimum": 9}],
            "lanes": [{"origin": "plant", "destination": "us", "capacity": 4}],
        },
        "the minimum of supply of good from plant: 5 units short in p1",
    ),
    "stock": ({**TEN, "stocks": [{**STOCK, "minimum": 15}]}, "the minimum stock of good at plant: 5 units"),
    "closing": (
        {
            **TEN,
            "stocks": [{**STOCK, "opening": 40}],
            "rules": [{"rule": "ship it", "activity": "ship", "sense": ">=", "limit": 30}],
        },
        "rule 'ship it' (priority 1): 20 units short in p1",
    ),
    "baseline": (
        {**TEN, "baseline": [{**PIN, "value": 20}]},
        "the pinned baseline of make, product good: 8 units short in p1",
    ),
    "rule": (
        {**TEN, "rules": [{"rule": "more", "activity": "make", "sense": ">=", "limit": 11}]},
        "rule 'more' (priority 1): 1 units short in p1",
    ),
    "hair": (
        {
            "rules": [
                {"rule": "low", "priority": 2, "activity": "make", "limit": 59.9999},
                {"rule": "high", "activity": "make", "sense": ">=", "limit": 60},
            ]
        },
        "rule 'low' (priority 2): 0.0001 units over in p1",
    ),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_the_cause_is_named(small, cause):
    """That alone, with the amount; bounds of the tables are kept longer than rules."""
    tables, told = CAUSES[cause]
    with pytest.raises(InfeasibleError) as caught:
        design(small(**tables), threads=1)
    named = [line for line in str(caught.value).splitlines() if line.startswith("- ")]
    assert len(named) == 1
    assert named[0].startswith(f"- {told}")


TWO = {
    "countries": [{"country": country} for country in ("CHN", "MEX", "USA")],
    "sites": [{"site": "east", "country": "CHN"}, {"site": "west"}],
    "processes": [
        {"process": site, "site": site, "product": "good", "resource": "line", "hours_per_unit": 1, **cost}
        for site, cost in (("east", {"cost_per_unit": 1}), ("west", {"cost_per_unit": 4}))
    ],
    "resources": [{"site": "east", "installed": 200}, {"site": "west", "installed": 40}],
    "lanes": [{"origin": site, "destination": "us"} for site in ("east", "west")],
}
"""The east makes goods at 1, the west up to 40 a year at 4; 100 are asked for, or cost 50 each."""


def demand(minimum):
    return [{**DEMAND, "minimum": minimum}]


def rule(name, activity="make", **more):
    return {"rule": name, "activity": activity, **more}


CHINA = "country = 'CHN'"
MINIMUM = "the minimum of demand of us for good, segment all"

CONFLICTS = {
    "export ban against a minimum of demand": (
        {
            **TWO,
            "demands": demand(60),
            "rules": [
                rule("ban", "ship", where="origin_country = 'CHN'", limit=0, note="By law. Since 2023.")
            ],
        },
        # Without the ban 100 at 1; with it the west makes 40 at 4 and 60 are short.
        {"rule 'ban' (priority 1)": 100, MINIMUM: 160 + 3000},
    ),
    "sovereign rule with no site in the country": (
        {
            **TWO,
            "demands": demand(10),
            "rules": [
                rule(
                    "own",
                    "ship",
                    where="origin_country = 'USA' and destination_country = 'USA'",
                    sense=">=",
                    limit=1,
                    of="destination_country = 'USA'",
                )
            ],
        },
        {"rule 'own' (priority 1)": 100, MINIMUM: 5000},
    ),
    "amount where there is no site": (
        {**TWO, "rules": [rule("home", where="country = 'USA'", sense=">=", limit=5)]},
        {"rule 'home' (priority 1)": 100},
    ),
    "share cap below what minimums force": (
        {
            **TWO,
            "processes": [{**TWO["processes"][0], "minimum": 90}, TWO["processes"][1]],
            "rules": [rule("cap", where=CHINA, limit=0.5, of="true")],
        },
        # 40 in each at 1 and 4, 20 short; else the east alone.
        {"rule 'cap' (priority 1)": 100, "the minimum of process east": 40 + 160 + 1000},
    ),
    "more sources than there are": (
        {**TWO, "rules": [rule("three", measure="sources", sense=">=", limit=3)]},
        {"rule 'three' on good (priority 1)": 100},
    ),
    "cumulative licence below a minimum": (
        {
            "months": (12, 12),
            **TWO,
            "demands": demand(60),
            "rules": [
                rule("licence", where=CHINA, limit=30, periods="cumulative"),
            ],
        },
        # 30 at 1 and 80 at 4 over two years, 90 short.
        {"rule 'licence' (priority 1)": 200, MINIMUM: 30 + 320 + 4500},
    ),
    "carbon cap": (
        {
            **TWO,
            "countries": [
                {"country": "CHN", "grid_carbon": 1},
                {"country": "MEX", "grid_carbon": 1},
                {"country": "USA"},
            ],
            "processes": [{**row, "energy": 2} for row in TWO["processes"]],
            "demands": demand(60),
            "rules": [rule("carbon", measure="carbon", limit=100)],
        },
        # 2 kg a unit: 50 units.
        {"rule 'carbon' (priority 1)": 100, MINIMUM: 50 + 2500},
    ),
    "two rules": (
        {
            **TWO,
            "rules": [
                rule("little", where=CHINA, limit=20, priority=2),
                rule("much", sense=">=", limit=70),
            ],
        },
        {"rule 'little' (priority 2)": 100, "rule 'much' (priority 1)": 20 + 160 + 2000},
    ),
    "pin of the baseline against a ban": (
        {
            **TWO,
            "baseline": [{**PIN, "site": "east", "value": 50}],
            "rules": [rule("ban", where=CHINA, limit=0)],
        },
        # Pinned, the east makes 55, the west 40, and 5 are short.
        {
            "rule 'ban' (priority 1)": 55 + 160 + 250,
            "the pinned baseline of make, site east, product good": 160 + 3000,
        },
    ),
    "a budget for modules": (
        {
            **TWO,
            "resources": [{"site": "east", "maximum": 100, "module_size": 50, "module_cost": 900}],
            "processes": TWO["processes"][:1],
            "demands": demand(60),
            "rules": [rule("budget", "build", measure="cost", limit=1000)],
        },
        # Two modules at 90 a year over ten years serve all; one serves 50.
        {"rule 'budget' (priority 1)": 100 + 180, MINIMUM: 50 + 90 + 2500},
    ),
}


@pytest.mark.parametrize("cause", CONFLICTS)
def test_what_excludes_each_other_is_told(small, cause):
    """Exactly that, each with what a plan without it alone costs."""
    tables, members = CONFLICTS[cause]
    with pytest.raises(InfeasibleError) as caught:
        design(small(**tables), gap=0, threads=1)
    (conflict,) = caught.value.conflicts
    assert {one.name: pytest.approx(one.objective) for one in conflict} == members
    assert all(one.plan and one.bound == pytest.approx(one.objective) for one in conflict)
    given_up = [one.name for one in conflict if one.violation]
    assert given_up == [max(conflict, key=lambda one: one.priority).name]


def test_a_rule_is_told_in_its_own_words(small):
    """What it counts, how it is limited, and the first sentence of its note."""
    with pytest.raises(InfeasibleError) as caught:
        design(small(**CONFLICTS["export ban against a minimum of demand"][0]), gap=0, threads=1)
    assert str(caught.value).splitlines()[-5:] == [
        "These exclude each other:",
        "* rule 'ban' (priority 1): units shipped where origin_country = 'CHN': at most 0. By law.",
        "  Without it there is a plan of 100 USD; none costs less than 100.",
        f"* {MINIMUM}",
        "  Without it there is a plan of 3,160 USD; none costs less than 3,160.",
    ]


def test_a_rule_of_two_conflicts_alone_is_not_enough(small):
    """Two rules that can't be kept, apart from each other: giving up one leaves the other."""
    rules = [
        rule("home", where="country = 'USA'", sense=">=", limit=5),
        rule("much", "serve", sense=">=", limit=101),
    ]
    with pytest.raises(InfeasibleError) as caught:
        design(small(**TWO, rules=rules), threads=1)
    told = [(one.name, one.plan, one.objective) for conflict in caught.value.conflicts for one in conflict]
    assert sorted(told) == [
        ("rule 'home' (priority 1)", False, None),
        ("rule 'much' (priority 1)", False, None),
    ]
    assert str(caught.value).count("This can't be kept, whatever else goes:") == 2
    assert "Without it alone there is still no plan." in str(caught.value)


def test_exactly_so_many_sources_go_as_a_whole(small):
    """Without the rule on exactly three sources of a half each, the east makes all."""
    rules = [rule("three", measure="sources", sense="=", limit=3, share=0.5)]
    with pytest.raises(InfeasibleError) as caught:
        design(small(**TWO, rules=rules), gap=0, threads=1)
    ((cause,),) = caught.value.conflicts
    assert cause.objective == pytest.approx(100)


def test_what_was_not_found_out_in_time_is_said(small, monkeypatch):
    """The reason stands without the consequences."""
    monkeypatch.setattr("reshore.footprint.infeasible.BUDGET", 0.0)
    with pytest.raises(InfeasibleError, match="was not found out in time") as caught:
        design(small(**CONFLICTS["two rules"][0]), threads=1)
    assert {one.plan for one in caught.value.conflicts[0]} == {None}


def test_a_price_of_goods_is_no_price_of_a_minimum(small):
    """With the goods sold at a price, the minimum of demand can be given up as without one."""
    model = small(settings={"objective": "profit"}, **TEN, demands=[{**DEMAND, "price": 70, "minimum": 30}])
    with pytest.raises(InfeasibleError, match="the minimum of demand"):
        design(model, threads=1)


def test_without_time_for_the_reason_it_is_still_infeasible(small, monkeypatch):
    """That no plan exists is certain before anybody asks why."""

    def too_late(*_, **__):
        raise TimeLimitError("no plan exists, and the search for the reason was stopped")

    monkeypatch.setattr("reshore.footprint.infeasible.explain", too_late)
    tables, _ = CAUSES["demand"]
    with pytest.raises(InfeasibleError, match="the time limit came before"):
        design(small(**tables), threads=1)
