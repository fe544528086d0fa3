"""How a plan stands to the rules: one line a limit, the denominator multiplied in."""

from __future__ import annotations

import pytest

TWO = {
    "sites": [{"site": "east"}, {"site": "west"}],
    "products": [{"product": "good"}, {"product": "ware"}],
    "processes": [
        {"process": f"{site} {product}", "site": site, "product": product, "cost_per_unit": cost}
        for site, product, cost in (
            ("east", "good", 1),
            ("west", "good", 2),
            ("east", "ware", 1),
            ("west", "ware", 2),
        )
    ],
    "lanes": [{"origin": site, "destination": "us"} for site in ("east", "west")],
    "demands": [
        {"market": "us", "product": product, "quantity": 100, "shortage_cost": 50}
        for product in ("good", "ware")
    ],
}


def lines(solved):
    return solved.frames["rules"].select("rule", "period", "value", "limit", "violation").rows()


def test_limits_hold_their_denominator(small, solve):
    """At most 40 % of what both sites make in the east: 80 of 200."""
    rules = [{"rule": "east", "activity": "make", "where": "site = 'east'", "limit": 0.4, "of": "true"}]
    assert lines(solve(small(rules=rules, **TWO))) == [
        ("east", "p1", pytest.approx(80), pytest.approx(80), 0)
    ]


def test_violations_are_those_of_priced_rules(small, solve):
    """A price of 0.1 doesn't pay for a unit in the west: 200 - 80 are too many."""
    rules = [
        {
            "rule": "east",
            "activity": "make",
            "where": "site = 'east'",
            "limit": 0.4,
            "of": "true",
            "price": 0.1,
        }
    ]
    assert lines(solve(small(rules=rules, **TWO))) == [
        ("east", "p1", pytest.approx(200), pytest.approx(80), pytest.approx(120))
    ]


def test_sources_show_the_worst_and_add_up_what_is_missed(small, solve):
    """Two makers of each product at a price too low: one each, so 1 where 2 are asked for, twice missed."""
    rules = [
        {
            "rule": "two",
            "measure": "sources",
            "activity": "make",
            "sense": ">=",
            "limit": 2,
            "share": 0.2,
            "price": 3,
        }
    ]
    solved = solve(small(rules=rules, **TWO))
    assert lines(solved) == [("two", "p1", 1, 2, 2)]
    assert solved.cost("rule_penalty") == [6]


def test_rules_that_are_kept_by_far(small, solve):
    """Nothing is violated below the limit."""
    rules = [{"rule": "roof", "activity": "make", "limit": 900}]
    assert lines(solve(small(rules=rules, **TWO))) == [("roof", "p1", pytest.approx(200), 900, 0)]


@pytest.mark.parametrize(
    ("goods", "wares", "limit"),
    [
        (19265.349923465583, 336195.58470605215, 0.41597072320059514),
        (374691.2982074549, 137531.8859332432, 0.8927917158950521),
        (2267.599601994946, 5257.228004683479, 0.8524970043391706),
    ],
)
def test_what_is_kept_to_the_brim_is_not_charged(small, solve, goods, wares, limit):
    """Sums of these numbers miss the limit by their last digit, which times the price would be money."""
    price = 4e7
    rule = {"rule": "east", "activity": "make", "where": "site = 'east'", "limit": limit, "of": "true"}
    demands = [{**row, "quantity": asked} for row, asked in zip(TWO["demands"], (goods, wares), strict=True)]
    solved = solve(small(**{**TWO, "demands": demands}, rules=[{**rule, "price": price}]))
    ((_, _, value, most, violation),) = lines(solved)
    assert value == pytest.approx(most)
    assert solved.cost("rule_penalty") == [price * violation]
