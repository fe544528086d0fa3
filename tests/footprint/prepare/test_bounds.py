"""How much can be called for: enough for every plan, and no more than demand explains."""

from __future__ import annotations

import pytest

from reshore.footprint.network import Network


def asked(*quantities):
    return [
        {"market": "us", "product": "good", "quantity": quantity, "period": f"p{index}"}
        for index, quantity in enumerate(quantities, 1)
    ]


def callable_units(model, product="good"):
    return Network.of(model).callable.filter(product=product)["callable"].to_list()


def wanted(model):
    return Network.of(model).wanted.sort("origin", "period")["wanted"].to_list()


def test_what_can_not_wait_is_called_for_by_its_period(small):
    """No stock and no transit: demand of the period."""
    model = small((12, 12, 12), demands=asked(10, 30, 20))
    assert callable_units(model) == [10, 30, 20]
    assert wanted(model) == [10, 30, 20]


@pytest.mark.parametrize(
    "lasting",
    [
        {"stocks": [{"site": "plant", "product": "good"}]},
        {"lanes": [{"origin": "plant", "destination": "us", "days": 36.525}]},
    ],
)
def test_what_can_wait_is_called_for_by_all_later_periods(small, lasting):
    """With stock or transit: demand of the period and of later ones. Nothing is lost where demand rises."""
    assert callable_units(small((12, 12, 12), demands=asked(10, 20, 30), **lasting)) == [60, 50, 30]


def test_components_are_called_for_by_what_is_made_of_them(small):
    """Two boards a good, by a yield of 0.8: 25 for 10 goods. They can wait because goods can."""
    model = small(
        (12, 12),
        demands=asked(10, 20),
        products=[{"product": "good"}, {"product": "board"}],
        boms=[{"product": "good", "component": "board", "quantity": 2}],
        processes=[{"site": "plant", "product": "good", "scrap": "0:0.2 12:0"}],
        stocks=[{"site": "plant", "product": "good"}],
    )
    assert callable_units(model, "board") == pytest.approx([75, 50])


def test_recipes_that_change_count_at_their_worst(small):
    """Two boards, one from p2 on: goods for p2 may be made in p1, with two."""
    model = small(
        (12, 12),
        demands=asked(10, 20),
        products=[{"product": "good"}, {"product": "board"}],
        boms=[{"product": "good", "component": "board", "quantity": 2}],
        series=[
            {"table": "boms", "key": "good/base/board", "column": "quantity", "period": "p2", "value": 1}
        ],
        stocks=[{"site": "plant", "product": "good"}],
    )
    assert callable_units(model, "board")[0] == 60


def test_stocks_that_must_be_there_are_called_for(small):
    """A minimum of 3, an opening (and so a last) stock of 4, and a tenth of all 60 in cover."""
    stocks = [{"site": "plant", "product": "good", "minimum": 3, "opening": 4, "cover_days": 36.525}]
    model = small((12, 12, 12), demands=asked(10, 30, 20), stocks=stocks)
    assert callable_units(model) == pytest.approx([60 + 13, 50 + 13, 20 + 13])


def test_what_is_under_way_when_demand_ends_is_called_for(small):
    """A tenth of each year's goods comes a year later: to have 90 in p1 takes 100, and 10 are lost in p2."""
    lanes = [{"origin": "plant", "destination": "us", "days": 36.525}]
    model = small((12, 12, 12), demands=asked(90, 0, 0), lanes=lanes)
    assert callable_units(model) == pytest.approx([100, 10, 10])
    assert wanted(model) == pytest.approx([100, 10, 10])


def test_a_market_wants_what_it_asks_for_when_the_goods_arrive(small):
    """A year on the way: what leaves in p1 is wanted in p2; the last two arrive in p3, one on the other."""
    lanes = [{"origin": "plant", "destination": "us", "days": 365.25}]
    assert wanted(small((12, 12, 12), demands=asked(10, 20, 30), lanes=lanes)) == [20, 30, 30]


def test_lanes_of_different_days_add_up(small):
    """By road for p1 and by sea for p2: together all that is called for; a second road adds nothing."""
    lanes = [
        {"origin": "plant", "destination": "us"},
        {"origin": "plant", "destination": "us", "mode": "rail"},
        {"origin": "plant", "destination": "us", "mode": "sea", "days": 365.25},
    ]
    modes = [{"mode": mode} for mode in ("road", "rail", "sea")]
    model = small((12, 12, 12), demands=asked(10, 20, 30), lanes=lanes, modes=modes)
    assert wanted(model) == [10 + 20, 20 + 30, 30]
    assert wanted(small((12, 12, 12), demands=asked(10, 20, 30), lanes=lanes[:2], modes=modes)) == [
        10,
        20,
        30,
    ]


def test_a_market_with_stock_wants_all_that_is_called_for(small):
    """Goods may wait there."""
    stocks = [{"site": "us", "product": "good"}]
    assert wanted(small((12, 12, 12), demands=asked(10, 20, 30), stocks=stocks)) == [60, 50, 30]
