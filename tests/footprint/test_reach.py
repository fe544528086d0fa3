"""Reach: how much of a span's demand a unit at a place and period gives at most."""

from __future__ import annotations

import pytest

from reshore.footprint.network import Network
from reshore.footprint.reach import Reach

QUARTER = 365.25 / 4


def reached(model, span, place, product="good", **more):
    """Reach from a place, by period; 0 where there is none."""
    network = Network.of(model)
    reach = Reach.of(network, [span], **more)
    spots = reach.spots.filter(place=place, product=product)
    found = dict(zip(spots["period"], reach.amount[spots["spot"].to_numpy(), 0], strict=True))
    return [found.get(name, 0.0) for name in network.clock.names]


def lane(days=0.0, origin="plant", destination="us", **more):
    return {"origin": origin, "destination": destination, "days": days, **more}


def test_without_stock_and_transit_a_period_serves_itself(small):
    """Demand of p2 is reached from p2 alone."""
    assert reached(small((12, 12)), (1, 1), "plant") == [0, 1]
    assert reached(small((12, 12)), (0, 1), "plant") == [1, 1]


def test_transit_shares_out_what_leaves(small):
    """A quarter of a year on the way: what leaves in p1 arrives in p2 to a quarter, the rest of p2's at once.

    What would arrive after the horizon arrives in the last period.
    """
    model = small((12, 12, 12), lanes=[lane(QUARTER)])
    assert reached(model, (1, 1), "plant") == pytest.approx([0.25, 0.75, 0])
    assert reached(model, (2, 2), "plant") == pytest.approx([0, 0.25, 1])


def test_stock_keeps_goods_whole(small):
    """A unit that can wait at the plant or the market is as good as one of the period itself."""
    for place in ("plant", "us"):
        model = small((12, 12), stocks=[{"site": place, "product": "good"}])
        assert reached(model, (1, 1), "plant") == [1, 1]


def test_components_reach_what_they_go_into(small):
    """A part at a supplier with a transit of its own reaches as much as both ways let through."""
    model = small(
        (12, 12, 12),
        sites=[{"site": "plant"}, {"site": "maker"}],
        products=[{"product": "good"}, {"product": "part"}],
        boms=[{"product": "good", "component": "part", "quantity": 3}],
        supplies=[{"site": "maker", "product": "part"}],
        lanes=[lane(QUARTER), lane(QUARTER, "maker", "plant", product="part")],
    )
    assert reached(model, (1, 1), "plant", "part") == pytest.approx([0.25, 0.75, 0])
    assert reached(model, (1, 1), "maker", "part") == pytest.approx([2 * 0.75 * 0.25, 0.75 * 0.75, 0])


def test_goods_under_way_come_beside_what_leaves_first(small):
    """A quarter of the first year's goods was under way: a unit a year brings one, and a quarter later."""
    model = small((12, 12), {"opening_pipeline": "steady"}, lanes=[lane(QUARTER)])
    assert reached(model, (0, 1), "plant") == pytest.approx([1.25, 1])


def test_goods_that_go_round_in_circles_are_no_source(small):
    """Between two plants, goods under way would become ever more: they are left out."""
    model = small(
        (12, 12),
        {"opening_pipeline": "steady"},
        sites=[{"site": "plant"}, {"site": "other"}],
        lanes=[lane(QUARTER), lane(QUARTER, "plant", "other"), lane(QUARTER, "other", "plant")],
    )
    assert reached(model, (0, 1), "plant") == pytest.approx([1, 1])


def test_delivered_goods_are_at_their_market(small):
    """No further back than markets, where stock keeps them."""
    model = small((12, 12), stocks=[{"site": "us", "product": "good"}])
    assert reached(model, (1, 1), "plant", delivered=True) == [0, 0]
    assert reached(model, (1, 1), "us", delivered=True) == [1, 1]


def test_the_best_of_all_places(small):
    """The market itself reaches all of its demand, the plant in p1 a quarter."""
    model = small((12, 12), lanes=[lane(QUARTER)])
    reach = Reach.of(Network.of(model), [(1, 1)])
    assert reach.best("p2", 0) == {"good": pytest.approx(1)}
    assert reach.best("p1", 0) == {"good": pytest.approx(0.25)}
