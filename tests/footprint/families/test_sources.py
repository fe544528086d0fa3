"""How many places something comes from: single sources, and rules that count them."""

from __future__ import annotations

import pytest

TWO = {
    "sites": [{"site": "near"}, {"site": "far"}],
    "processes": [
        {"site": "near", "product": "good", "resource": "line", "hours_per_unit": 1},
        {"site": "far", "product": "good"},
    ],
    "resources": [{"site": "near", "installed": 70}],
}
"""Near makes up to 70 of the 100 asked for; far makes all, 3 dearer by the lane."""


def lanes(far=3, **more):
    return [
        {"origin": "near", "destination": "us"},
        {"origin": "far", "destination": "us", "cost_per_unit": far, **more},
    ]


def rule(limit, **more):
    return [{"rule": "several", "measure": "sources", "where": "product = 'good'", "limit": limit, **more}]


def asked(**more):
    return [{"market": "us", "product": "good", "quantity": 100, "shortage_cost": 50, **more}]


def test_many_sources_without_a_rule(small, solve):
    """70 from near for nothing, 30 from far at 3."""
    assert solve(small(lanes=lanes(), **TWO)).objective == pytest.approx(90)


def test_a_single_source_serves_all_that_comes(small, solve):
    """All 100 from far at 3; when far costs 60, 70 from near and 30 short at 50."""
    demands = asked(single_source=True)
    assert solve(small(lanes=lanes(), demands=demands, **TWO)).objective == pytest.approx(300)
    assert solve(small(lanes=lanes(60), demands=demands, **TWO)).objective == pytest.approx(1500)


def test_a_single_source_by_two_lanes_is_one_source(small, solve):
    """Near ships 40 by a lane of that capacity and 30 by another one, all from one site."""
    ways = [
        {"origin": "near", "destination": "us", "capacity": 40},
        {"origin": "near", "destination": "us", "mode": "rail", "days": 100},
        {"origin": "far", "destination": "us", "cost_per_unit": 60},
    ]
    solved = solve(
        small(
            lanes=ways, demands=asked(single_source=True), modes=[{"mode": "road"}, {"mode": "rail"}], **TWO
        )
    )
    assert solved.units("shipments") == pytest.approx([70])


def test_a_single_source_by_lanes_of_different_days(small, solve):
    """Goods for p1 by road and for p2 by sea (a year) leave one site together: 200 in p1."""
    ways = [
        {"origin": "far", "destination": "us", "capacity": 100},
        {"origin": "far", "destination": "us", "mode": "sea", "days": 365.25},
        {"origin": "near", "destination": "us", "cost_per_unit": 60},
    ]
    series = [{"table": "processes", "key": "far", "column": "cost_per_unit", "period": "p2", "value": 90}]
    processes = [{"process": site, "site": site, "product": "good"} for site in ("near", "far")]
    solved = solve(
        small(
            (12, 12),
            sites=TWO["sites"],
            processes=processes,
            lanes=ways,
            series=series,
            demands=asked(single_source=True),
            modes=[{"mode": "road"}, {"mode": "sea"}],
        )
    )
    assert solved.units("shipments", origin="far") == pytest.approx([200, 0])
    assert solved.objective == pytest.approx(0)


def test_at_least_two_makers_with_a_share(small, solve):
    """Each at least 40 % of the good: 60 from near and 40 from far at 3."""
    rules = rule(2, activity="make", sense=">=", share=0.4)
    solved = solve(small(lanes=lanes(), rules=rules, **TWO))
    assert solved.units("production", site="far") == pytest.approx([40])
    assert solved.objective == pytest.approx(120)


def test_at_least_two_origins_by_destination(small, solve):
    """With the shares counted at the market: the same 40 at 3."""
    rules = rule(2, activity="ship", sense=">=", share=0.4)
    assert solve(small(lanes=lanes(), rules=rules, **TWO)).objective == pytest.approx(120)


def test_a_source_that_gives_nothing_does_not_count(small, solve):
    """Without a share a source gives a little: far makes more than nothing, though near could do it all."""
    free = {**TWO, "resources": [{"site": "near", "installed": 100}]}
    solved = solve(small(lanes=lanes(), rules=rule(2, activity="make", sense=">="), **free))
    assert 0 < solved.units("production", site="far")[0] < 1
    assert solved.frames["rules"]["value"].to_list() == [2]


def test_at_most_one_source(small, solve):
    """One origin: far alone, at 3."""
    rules = rule(1, activity="ship")
    assert solve(small(lanes=lanes(), rules=rules, **TWO)).objective == pytest.approx(300)


def test_exactly_one_source(small, solve):
    """Exactly one maker: far alone."""
    rules = rule(1, activity="make", sense="=")
    assert solve(small(lanes=lanes(), rules=rules, **TWO)).objective == pytest.approx(300)


@pytest.mark.parametrize(("price", "cost"), [(1000, 300), (200, 90 + 200)])
def test_a_source_too_many_at_its_price(small, solve, price, cost):
    """One source costs 300, two cost 90 and the price."""
    solved = solve(small(lanes=lanes(), rules=rule(1, activity="ship", price=price), **TWO))
    assert solved.objective == pytest.approx(cost)
    assert solved.cost("rule_penalty") == [0 if price == 1000 else 200]


@pytest.mark.parametrize(("price", "cost"), [(1000, 120), (20, 90 + 20)])
def test_a_source_too_few_at_its_price(small, solve, price, cost):
    """Two sources of 40 % cost 120, one that counts (70 %) costs 90 and the price."""
    rules = rule(2, activity="ship", sense=">=", share=0.4, price=price)
    assert solve(small(lanes=lanes(), rules=rules, **TWO)).objective == pytest.approx(cost)


def test_purchases_have_sources(small, solve):
    """Parts from both suppliers, 30 % each: 30 at 5 and 70 at 1, though one would do."""
    supplies = [
        {"site": "near", "product": "good", "unit_cost": 1},
        {"site": "far", "product": "good", "unit_cost": 5},
    ]
    solved = solve(
        small(
            sites=TWO["sites"],
            processes=[],
            supplies=supplies,
            lanes=lanes(0),
            rules=rule(2, activity="buy", sense=">=", share=0.3),
        )
    )
    assert solved.objective == pytest.approx(70 + 150)


def test_a_source_whose_goods_come_too_late_binds_nobody(small, solve):
    """Far's goods of p1 arrive in p2, when nobody asks: one source of a fifth is enough, and it is near."""
    rules = rule(1, activity="ship", sense=">=", share=0.2, to="p1")
    solved = solve(
        small(
            (12, 12, 12),
            lanes=lanes(days=365.25),
            rules=rules,
            demands=asked(period="p1"),
            **{**TWO, "resources": [{"site": "near", "installed": 100}]},
        )
    )
    assert solved.objective == pytest.approx(0)
    assert solved.units("service", "served") == pytest.approx([100, 0, 0])
