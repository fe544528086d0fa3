"""What comes to a place leaves it, stays, or is lost where that is allowed."""

from __future__ import annotations

import pytest

STORED = {"stocks": [{"site": "plant", "product": "good", "opening": 12}]}


def test_components_are_used_with_scrap(small, solve):
    """100 good of 125 gross (scrap 20 %) use 2 parts each: 250 are bought."""
    solved = solve(
        small(
            products=[{"product": "good", "value": 10}, {"product": "part", "value": 1}],
            boms=[{"product": "good", "component": "part", "quantity": 2}],
            processes=[{"site": "plant", "product": "good", "scrap": "0.2"}],
            supplies=[{"site": "plant", "product": "part", "unit_cost": 3}],
        )
    )
    assert solved.units("purchases") == pytest.approx([250])
    assert solved.units("production") == pytest.approx([100])
    assert solved.units("production", "gross") == pytest.approx([125])
    assert solved.objective == pytest.approx(750)


@pytest.mark.parametrize(("months", "left"), [((12,), 12), ((12, 12), 0)])
def test_a_site_with_stock_can_close(small, solve, months, left):
    """Stock of 12 is kept (and 100 short) in one period; a fixed cost of 9000 closes the site, losing it.

    A site of status open may stop in the first period. With two periods and fixed cost from the second on
    it is worth while to run it in the first: then the last stock is lost in the second, in which it stops.
    """
    fixed = {"site": "plant", "closing_cost": 10}
    series = [
        {"table": "sites", "key": "plant", "column": "fixed_cost", "period": "p2", "value": 9000},
    ]
    solved = solve(small(months, sites=[fixed], series=series if len(months) > 1 else [], **STORED))
    assert solved.units("stock")[-1] == pytest.approx(left)
    assert solved.units("service", "served")[0] == pytest.approx(100)
    assert solved.cost("site_closing")[-1] == (10 if len(months) > 1 else 0)


def test_a_site_with_opening_stock_can_close_at_once(small, solve):
    """Closing costs 10, running 9000: 12 in stock are lost, all 100 are short at 50 each."""
    solved = solve(small(sites=[{"site": "plant", "closing_cost": 10, "fixed_cost": 9000}], **STORED))
    assert solved.objective == pytest.approx(10 + 100 * 50)


def test_what_comes_to_a_market_in_vain_is_lost(small, solve):
    """A minimum of 130 on the lane, 100 asked for: 130 are made and 30 lost."""
    solved = solve(small(lanes=[{"origin": "plant", "destination": "us", "minimum": 130}]))
    assert solved.units("production") == pytest.approx([130])
    assert solved.units("service", "served") == pytest.approx([100])


def test_an_open_site_loses_nothing(small, infeasible):
    """30 parts have to be bought and nothing is made of them: no plan, as the site can't close."""
    parts = {"site": "plant", "product": "part", "minimum": 30}
    products = [{"product": "good"}, {"product": "part"}]
    assert infeasible(small(products=products, supplies=[parts]))


def test_a_site_receives_nothing_before_it_opens(small, solve):
    """100 days on the way in half-years: what leaves in p1 arrives in p1 and p2, so parts leave from p2 on.

    The candidate opens in p2. Parts that leave then arrive (182.625 - 100) / 182.625 in p2 and the rest in
    p3: 100 goods in p3 (the last) and as many in p2 as arrive.
    """
    solved = solve(
        small(
            (6, 6, 6),
            products=[{"product": "good", "value": 10}, {"product": "part"}],
            boms=[{"product": "good", "component": "part", "quantity": 1}],
            sites=[{"site": "maker"}, {"site": "plant", "status": "candidate", "first_period": "p2"}],
            supplies=[{"site": "maker", "product": "part", "capacity": 200}],
            lanes=[
                {"origin": "maker", "destination": "plant", "days": 100},
                {"origin": "plant", "destination": "us"},
            ],
        )
    )
    share = (182.625 - 100) / 182.625
    assert solved.units("shipments", origin="maker")[0] == 0
    assert solved.units("service", "served") == pytest.approx([0, 100 * share, 100])


def test_goods_under_way_to_a_site_that_stops_are_lost(small, solve):
    """A tenth of p1's parts is under way when all demand is met: 100 goods take 111.1 parts at 9.

    Closing for 10 loses the rest; to make goods of it, at 2 each, and lose those would cost 22.2.
    """
    solved = solve(
        small(
            (12, 12),
            products=[{"product": "good", "value": 10}, {"product": "part"}],
            boms=[{"product": "good", "component": "part", "quantity": 1}],
            processes=[{"site": "plant", "product": "good", "cost_per_unit": 2}],
            sites=[{"site": "maker"}, {"site": "plant", "closing_cost": 10}],
            supplies=[{"site": "maker", "product": "part", "unit_cost": 9}],
            lanes=[
                {"origin": "maker", "destination": "plant", "days": 36.525},
                {"origin": "plant", "destination": "us"},
            ],
            demands=[
                {"market": "us", "product": "good", "quantity": 100, "period": "p1", "shortage_cost": 50}
            ],
        )
    )
    assert solved.units("purchases") == pytest.approx([100 / 0.9, 0])
    assert solved.units("sites", "stopped") == [0, 1]
    assert solved.objective == pytest.approx(1000 + 200 + 10)
