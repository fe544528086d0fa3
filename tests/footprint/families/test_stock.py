"""Stock keeps its bounds, covers what leaves, and is at the end what it was at the start."""

from __future__ import annotations

import pytest


def stock(**more):
    return [{"site": "plant", "product": "good", **more}]


def asked(*quantities):
    return [
        {"market": "us", "product": "good", "quantity": quantity, "period": f"p{index}", "shortage_cost": 50}
        for index, quantity in enumerate(quantities, 1)
    ]


PROCESS = [{"site": "plant", "product": "good", "resource": "line", "hours_per_unit": 1}]


def test_stock_is_built_for_a_peak(small, solve):
    """100 a year can be made; 60 and 140 are asked for: 40 are kept, at a cost of 2 a year on the mean.

    40 at the end of p1 cost (40 x 2) / 2 in p1 and in p2.
    """
    solved = solve(
        small(
            (12, 12),
            processes=PROCESS,
            resources=[{"site": "plant", "installed": 100}],
            demands=asked(60, 140),
            stocks=stock(cost=2),
        )
    )
    assert solved.units("stock") == pytest.approx([40, 0])
    assert solved.cost("storage") == pytest.approx([40, 40])


def test_stock_has_a_maximum(small, solve):
    """Of the 40 only 25 may be kept: 15 short."""
    solved = solve(
        small(
            (12, 12),
            processes=PROCESS,
            resources=[{"site": "plant", "installed": 100}],
            demands=asked(60, 140),
            stocks=stock(maximum=25),
        )
    )
    assert solved.units("stock") == pytest.approx([25, 0])
    assert solved.units("service", "short") == pytest.approx([0, 15])


def test_stock_covers_days_of_what_leaves(small, solve):
    """36.525 days of 100 a year are 10; of 50 in half a year 10 too."""
    solved = solve(small((12, 6), demands=asked(100, 50), stocks=stock(cover_days=36.525)))
    assert solved.units("stock") == pytest.approx([10, 10])


def test_cover_counts_what_is_used(small, solve):
    """100 goods take 200 parts: 36.525 days of these are 20."""
    solved = solve(
        small(
            products=[{"product": "good"}, {"product": "part"}],
            boms=[{"product": "good", "component": "part", "quantity": 2}],
            supplies=[{"site": "plant", "product": "part", "unit_cost": 1}],
            stocks=[{"site": "plant", "product": "part", "cover_days": 36.525}],
        )
    )
    assert solved.units("stock") == pytest.approx([20])
    assert solved.units("purchases") == pytest.approx([220])


def test_cover_counts_what_is_served_at_a_market(small, solve):
    """36.525 days of 100 served are 10, at the market."""
    solved = solve(small(stocks=[{"site": "us", "product": "good", "cover_days": 36.525}]))
    assert solved.units("stock", site="us") == pytest.approx([10])
    assert solved.units("shipments") == pytest.approx([110])


def test_the_last_stock_is_the_opening_stock(small, solve):
    """12 at the start may go down to 5 in p1 and are 12 again at the end of p2."""
    solved = solve(
        small(
            (12, 12),
            processes=PROCESS,
            resources=[{"site": "plant", "installed": 100}],
            demands=asked(130, 80),
            stocks=stock(opening=12, minimum=5),
        )
    )
    assert solved.units("stock") == pytest.approx([5, 12])
    assert solved.units("service", "served") == pytest.approx([107, 80])


def test_a_site_that_closes_keeps_no_stock(small, solve):
    """A minimum of 5 holds while the site is open; 9000 of fixed cost in p2 close it."""
    series = [{"table": "sites", "key": "plant", "column": "fixed_cost", "period": "p2", "value": 9000}]
    solved = solve(
        small((12, 12), sites=[{"site": "plant", "closing_cost": 1}], series=series, stocks=stock(minimum=5))
    )
    assert solved.units("stock") == pytest.approx([5, 0])
    assert solved.units("sites", "open") == [1, 0]


def test_what_is_asked_for_later_is_made_before_the_plant_closes(small, solve):
    """Covers that are asked for all at once leave room for it: 300 leave in p1 and 30 stay in cover.

    The plant runs at 1000 a year, 150 to be paid to close; the store keeps goods for nothing. It is cheapest
    to make all of three years in the first, with a tenth of what leaves the plant in its stock.
    """
    solved = solve(
        small(
            (12, 12, 12),
            sites=[{"site": "plant", "fixed_cost": 1000, "closing_cost": 150}, {"site": "store"}],
            processes=[{"site": "plant", "product": "good", "cost_per_unit": 1}],
            lanes=[{"origin": "plant", "destination": "store"}, {"origin": "store", "destination": "us"}],
            stocks=[*stock(cover_days=36.525), {"site": "store", "product": "good"}],
        )
    )
    assert solved.units("production") == pytest.approx([330, 0, 0])
    assert solved.objective == pytest.approx(1000 + 150 + 330)
