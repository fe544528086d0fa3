"""Which provenances can be where: goods followed from where they come about along all lanes."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from tests.footprint.trade_chain import CHAIN, RESOLD, bloc, mfn

S301 = {"layer": "s301", "importer": "USA", "origin": "CHN", "ad_valorem": 0.25}
TWO = [*CHAIN["supplies"], {"site": "mill", "product": "board"}]
"""Boards are bought in China and, beside that, at a mill in Mexico."""

RESOLD_TWICE = {
    **RESOLD,
    "sites": [*RESOLD["sites"], {"site": "mill", "country": "MEX"}],
    "supplies": TWO,
    "lanes": [{"origin": "mill", "destination": "hub"}, *RESOLD["lanes"]],
}
"""Both by way of a hub in Mexico."""


def there(network, **keys):
    """Provenances by place."""
    frame = network.expansion.following.there.filter(**keys)
    return {place: set(units["provenance"]) for (place,), units in frame.group_by("place")}


def test_goods_keep_their_origin_through_a_warehouse(network):
    """Chinese boards are Chinese in Mexico and in the USA, beside Mexican ones."""
    found = there(network(**RESOLD_TWICE, duties=[S301]))
    assert found == {"maker": {"CHN"}, "mill": {"MEX"}, "hub": {"CHN", "MEX"}, "us": {"CHN", "MEX"}}


def test_products_that_nobody_asks_about_are_not_followed(network):
    """Racks are told apart by origin, boards aren't."""
    tables = {"processes": [{"site": "plant", "product": "rack"}], "duties": [{**S301, "hs": "8471"}]}
    following = network(**tables).expansion.following
    assert following.products == {"rack"}
    assert following.drawn.is_empty()


def test_lanes_in_a_circle_come_to_an_end(network):
    """From hub to mill and back, over a border that grants a claim: each place has each provenance once."""
    lanes = [*RESOLD_TWICE["lanes"], {"origin": "hub", "destination": "mill"}]
    sites = [*RESOLD["sites"], {"site": "mill", "country": "USA"}]
    duties = [S301, mfn(0.1, "MEX", drawback="full")]
    found = there(network(**{**RESOLD_TWICE, "sites": sites, "lanes": lanes}, duties=duties))
    assert found["hub"] == {"CHN/paid 0.1 0 0 0", "USA/paid 0.1 0 0 0"}
    assert found["mill"] == {"CHN", "USA"}


def test_goods_may_become_one_thing_in_one_period_and_another_later(network):
    """Mexico charges from p2 on: boards are at the plant with a claim and without, each period as it is."""
    duty = mfn(0.1, "MEX", drawback="full", **{"from": date(2026, 1, 1)})
    prepared = network((12, 12), duties=[duty])
    assert there(prepared, product="board")["plant"] == {"any", "paid 0.1 0 0 0"}
    ship = prepared.moving.ship.filter(product="board").sort("period")
    assert ship["arrives"].to_list() == ["any", "paid 0.1 0 0 0"]


def test_membership_changes_what_outputs_there_are(network):
    """Mexico joins the agreement in p2: racks qualify from then on."""
    members = bloc("north", "MEX", "USA")
    members[0]["from"] = date(2026, 1, 1)
    pact = {"agreement": "pact", "members": "north", "hs": "8471", "basis": "rvc", "threshold": 0.5}
    prepared = network((12, 12), duties=[mfn(0.1)], blocs=members, agreements=[pact])
    made = (
        prepared.expansion.following.made.group_by("period").agg(pl.col("provenance").sort()).sort("period")
    )
    assert made.rows() == [("p1", ["any"]), ("p2", ["any", "pact"])]


@pytest.mark.parametrize(
    ("drawback", "bounds"), [("free", {None}), ("lesser", {None, "USA"}), ("none", {None})]
)
def test_goods_are_made_in_bond_for_those_whose_duty_limits_what_is_paid_back(network, drawback, bounds):
    """The USA charge racks: under an agreement of drawback lesser the duty there counts."""
    sites = [CHAIN["sites"][0], {"site": "plant", "country": "MEX", "bonded": "immex"}]
    terms = {"basis": "rvc", "threshold": 1, "drawback": drawback}
    prepared = network(
        sites=sites,
        duties=[mfn(0.1, "MEX"), mfn(0.1)],
        blocs=bloc("north", "MEX", "USA"),
        agreements=[{"agreement": "pact", "members": "north", **terms}],
    )
    made = prepared.expansion.following.provenances.filter(product="rack", status="made")
    assert set(made["bound"]) == bounds


@pytest.mark.parametrize(("rate", "bounds"), [(0.1, {None, "USA"}), (0, {None})])
def test_goods_with_claims_are_made_for_those_who_charge(network, rate, bounds):
    """What is paid back as the lesser of two duties needs a second one."""
    duties = [mfn(0.1, "MEX", drawback="lesser"), mfn(rate)]
    made = network(duties=duties).expansion.following.provenances.filter(product="rack", status="out")
    assert set(made["bound"]) == bounds


def test_an_unfollowed_product_is_made_of_followed_ones(network):
    """A rule counts where boards come from; racks keep one provenance without a name, boards are drawn."""
    rule = {"rule": "one", "activity": "use", "where": "goods_origin = 'CHN'", "limit": 1}
    following = network(rules=[rule]).expansion.following
    assert following.products == {"board"}
    assert following.made["provenance"].to_list() == [""]
    assert following.drawn.select("provenance", "component", "drawn").rows() == [("", "board", "CHN")]


def test_what_cannot_be_made_goes_nowhere(network):
    """Boards never get to the plant: racks have a line in the program, and are at no place."""
    rule = {"rule": "one", "activity": "serve", "where": "processed = 'CHN'", "limit": 1}
    products = [{**row, "followed": True} for row in CHAIN["products"]]
    prepared = network(products=products, supplies=[], rules=[rule])
    assert prepared.expansion.following.there.is_empty()
    assert prepared.expansion.following.made["provenance"].to_list() == ["MEX/MEX"]
