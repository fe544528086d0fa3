"""Sites and lanes take so much, and lanes at least so much while both ends are open."""

from __future__ import annotations

import pytest


def lane(**more):
    return [{"origin": "plant", "destination": "us", **more}]


def test_throughput_counts_all_that_leaves(small, solve):
    """80 a year in all: 40 in half a year, of both products."""
    solved = solve(
        small(
            (12, 6),
            sites=[{"site": "plant", "throughput": 80}],
            products=[{"product": "good"}, {"product": "ware"}],
            processes=[{"site": "plant", "product": "good"}, {"site": "plant", "product": "ware"}],
            demands=[
                {"market": "us", "product": product, "quantity": 70, "shortage_cost": cost}
                for product, cost in (("good", 50), ("ware", 60))
            ],
        )
    )
    assert solved.units("service", "served", product="ware") == pytest.approx([70, 40])
    assert solved.units("service", "served", product="good") == pytest.approx([10, 0])


def test_a_lane_takes_so_many_units_a_year(small, solve):
    """60 a year: 60 and 15."""
    solved = solve(small((12, 3), lanes=lane(capacity=60)))
    assert solved.units("shipments") == pytest.approx([60, 15])


def test_a_lane_takes_at_least_so_many_units_a_year(small, solve):
    """120 a year at 1 each, 100 asked for: 120, and 120 x 1.5 in 18 months."""
    solved = solve(small((12, 18), lanes=lane(minimum=120, cost_per_unit=1)))
    assert solved.units("shipments") == pytest.approx([120, 180])


def test_a_minimum_ends_with_its_origin(small, solve):
    """120 at 60 each against 5000 of shortage and 10 to close."""
    solved = solve(
        small(lanes=lane(minimum=120, cost_per_unit=60), sites=[{"site": "plant", "closing_cost": 10}])
    )
    assert solved.objective == pytest.approx(5010)


@pytest.mark.parametrize(("minimum", "cost"), [(120, 120 * 9 + 2), (80, 80 * 9 + 20 * 2)])
def test_a_minimum_between_two_sites_that_may_close(small, solve, minimum, cost):
    """`plant` makes, `store` sends on: at least 120 (or 80) at 9 each, while both are open.

    A direct lane costs 2 a unit more than nothing; closing either costs 2, which ends the minimum: with
    120 and 80 alike it is cheaper to close the store, unless that is dear.
    """
    sites = [{"site": "plant", "closing_cost": 9000}, {"site": "store", "closing_cost": 9000}]
    lanes = [
        {"origin": "plant", "destination": "us", "cost_per_unit": 2},
        {"origin": "plant", "destination": "store", "minimum": minimum, "cost_per_unit": 9},
        {"origin": "store", "destination": "us"},
    ]
    solved = solve(small(sites=sites, lanes=lanes))
    assert solved.objective == pytest.approx(minimum * 9 + max(0, 100 - minimum) * 2)
    sites[1]["closing_cost"] = 2
    assert solve(small(sites=sites, lanes=lanes)).objective == pytest.approx(2 + 200)
