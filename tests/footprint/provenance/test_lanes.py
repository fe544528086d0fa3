"""Lanes as customs see them."""

from __future__ import annotations

import polars as pl

from reshore.footprint.prepare.clock import Clock
from reshore.footprint.prepare.goods import Goods
from reshore.footprint.prepare.moving import Moving
from reshore.footprint.provenance.borders import Way
from reshore.footprint.provenance.lanes import Lane, Lanes, destinations

BONDED = [
    {"site": "maker", "country": "CHN", "bonded": "none"},
    {"site": "plant", "country": "MEX", "bonded": "bonded_warehouse"},
]
IN = Way("CHN", "MEX", market=False, bonded=True)
ON = Way("MEX", "USA", market=True, bonded=False)


def lanes(chain, **tables):
    model = chain((12, 12), sites=BONDED, **tables)
    clock = Clock.of(model)
    return Lanes.of(model, Moving.of(model, clock, Goods.of(model, clock)).ship)


def test_places_are_bonded_or_markets_or_neither(chain):
    """A site of regime none is like one without a regime."""
    kinds = destinations(chain(sites=[*BONDED, {"site": "store", "country": "USA"}])).sort("destination")
    assert kinds.rows() == [
        ("maker", False, False),
        ("plant", False, True),
        ("store", False, False),
        ("us", True, False),
    ]


def test_a_product_has_the_lanes_that_carry_it(chain):
    """Boards alone go to the plant, in two modes, which are one to customs, as are the periods."""
    rows = [
        {"origin": "maker", "destination": "plant", "product": "board"},
        {"origin": "maker", "destination": "plant", "product": "board", "mode": "air"},
        {"origin": "plant", "destination": "us", "product": "rack"},
    ]
    found = lanes(chain, lanes=rows, modes=[{"mode": "road"}, {"mode": "air"}])
    assert found.carrying("board") == [Lane("maker", "plant", IN)]
    assert found.carrying("rack") == [Lane("plant", "us", ON)]
    assert found.ways == {"board": {IN}, "rack": {ON}}


def test_lanes_stand_in_order(chain):
    """Whatever the order of the rows."""
    ends = [("plant", "us", "MEX", "USA"), ("maker", "us", "CHN", "USA"), ("maker", "plant", "CHN", "MEX")]
    names = ["origin", "destination", "origin_country", "destination_country"]
    ship = pl.DataFrame(ends, schema=names, orient="row").with_columns(product=pl.lit("rack"))
    found = [Lanes.of(chain(), frame).carrying("rack") for frame in (ship, ship.reverse())]
    assert found[0] == found[1]
    assert [(lane.origin, lane.destination) for lane in found[0]] == sorted(end[:2] for end in ends)


def test_a_product_on_no_lane_has_none(chain):
    """What is unknown to lanes goes nowhere."""
    assert lanes(chain).carrying("crate") == []
