"""The plain network's frames with a line for each provenance, and what moving costs at the border."""

from __future__ import annotations

import polars as pl
import pytest
from tests.footprint.trade_chain import CHAIN, RESOLD, mfn

from reshore.errors import DataError

FOLLOWED = [{**row, "followed": True} for row in CHAIN["products"]]
RACKS = [{**row, "followed": row["product"] == "rack"} for row in CHAIN["products"]]
S301 = {"layer": "s301", "importer": "USA", "origin": "CHN", "ad_valorem": 0.25}
STOCKED = {"site": "plant", "product": "rack", "opening": 5, "provenance": "USA / CHN / old"}


def test_followed_products_have_a_line_for_each_provenance(network):
    """Racks in stock from the USA beside those made: two lines in every frame; boards have one, unnamed."""
    prepared = network(products=RACKS, stocks=[STOCKED])
    for frame in (prepared.hold, prepared.serve, prepared.moving.ship.filter(product="rack")):
        assert sorted(frame["provenance"]) == ["MEX/MEX", "USA/CHN/old"]
    boards = prepared.moving.ship.filter(product="board")
    assert boards.select("provenance", "arrives", "processed").rows() == [("", "", None)]
    assert prepared.buy["provenance"].to_list() == [""]


def test_conditions_may_ask_what_a_provenance_says(network):
    """Country last processed, origin and labels stand beside each line."""
    serve = network(products=RACKS, stocks=[STOCKED]).serve.sort("provenance")
    assert serve.select("processed", "goods_origin", "labels").rows() == [
        ("MEX", "MEX", []),
        ("USA", "CHN", ["old"]),
    ]


def test_what_is_bought_has_one_provenance(network):
    """That of its source."""
    assert network(products=FOLLOWED).buy["provenance"].to_list() == ["CHN/CHN"]


def test_arrivals_are_of_each_provenance(network):
    """Nothing is lost between departure and arrival: every shipment arrives as what it became."""
    moving = network((12, 12), products=RACKS, duties=[mfn(0.1, "MEX", drawback="full")]).moving
    keys = ["lane", "product", "provenance", "arrives", "period"]
    left, came = moving.ship.select(keys).sort(keys), moving.arrive.select(keys).unique().sort(keys)
    assert left.rows() == came.rows()
    assert set(left["product"]) == {"board", "rack"}


def test_opening_stock_is_of_its_provenance(network):
    """5 racks; what isn't followed has no name; empty stock is left out."""
    stocks = [
        STOCKED,
        {"site": "plant", "product": "board", "opening": 3},
        {"site": "maker", "product": "board"},
    ]
    opening = network(products=RACKS, stocks=stocks).opening.sort("product")
    assert opening.select("place", "product", "provenance", "opening").rows() == [
        ("plant", "board", "", 3),
        ("plant", "rack", "USA/CHN/old", 5),
    ]


def test_opening_stock_of_unknown_provenance_is_a_fault(network):
    """Where somebody asks."""
    stocks = [{**STOCKED, "provenance": None}]
    with pytest.raises(DataError, match="nobody says where the opening stock of rack comes from"):
        network(products=RACKS, stocks=stocks)
    assert network(stocks=stocks).opening["provenance"].to_list() == [""]


def test_what_crosses_pays_and_what_does_not_pays_nothing(network):
    """Boards (40) pay 10 % into Mexico, racks nothing into the USA."""
    ship = network(duties=[mfn(0.1, "MEX")]).moving.ship
    assert dict(ship.select("product", "cost.duty").iter_rows()) == {"board": 4, "rack": 0}


def test_goods_pay_by_their_origin(network):
    """Chinese boards by way of Mexico pay 25 % of 40 in the USA, Mexican ones nothing."""
    supplies = [*CHAIN["supplies"], {"site": "hub", "product": "board"}]
    ship = network(**{**RESOLD, "supplies": supplies}, duties=[S301]).moving.ship
    paid = ship.filter(destination="us").select("provenance", "cost.duty")
    assert dict(paid.iter_rows()) == {"CHN": 10, "MEX": 0}


@pytest.mark.parametrize(
    ("drawback", "there", "back"), [("full", 0, 8), ("lesser", 0, 0), ("lesser", 0.05, 2), ("lesser", 0.5, 8)]
)
def test_claims_are_paid_back_on_leaving(network, drawback, there, back):
    """20 % of 40 was paid in Mexico: in full, or no more than the USA take of 40."""
    duties = [mfn(0.2, "MEX", drawback=drawback), mfn(there)]
    ship = network(**RESOLD, duties=duties).moving.ship.filter(destination="us")
    assert ship["cost.drawback"].to_list() == pytest.approx([-back])
    assert ship["cost.duty"].to_list() == pytest.approx([40 * there])


def test_products_without_a_duty_pay_nothing(network):
    """Where others do, and even if they are followed."""
    ship = network(products=FOLLOWED, duties=[mfn(0.1, hs="8471")]).moving.ship.sort("product")
    assert ship.select("product", "cost.duty", "cost.drawback").rows() == [("board", 0, 0), ("rack", 10, 0)]


def test_expansion_keeps_every_activity(network):
    """Following splits lines: without provenance they are the lines of the plain network."""
    plain, followed = network((12, 12)), network((12, 12), products=FOLLOWED)
    for name, keys in (
        ("ship", ["lane", "product", "period"]),
        ("arrive", ["lane", "product", "period", "share"]),
    ):
        before, after = getattr(plain.moving, name), getattr(followed.moving, name)
        assert before.select(keys).sort(keys).rows() == after.select(keys).unique().sort(keys).rows()
    assert set(plain.making.make["process"]) == set(followed.making.make["process"])
    assert plain.moving.ship.select(pl.exclude("provenance", "arrives")).columns == (
        followed.moving.ship.select(pl.exclude("provenance", "arrives")).columns
    )
