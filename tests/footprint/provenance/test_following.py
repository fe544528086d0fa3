"""What can occur, as frames: names, what they say, and who may be served with what."""

from __future__ import annotations

import polars as pl
from tests.footprint.trade_chain import CHAIN, RESOLD, mfn

S301 = {"layer": "s301", "importer": "USA", "origin": "CHN", "ad_valorem": 0.25}
FOLLOWED = [{**row, "followed": True} for row in CHAIN["products"]]


def following(network, **tables):
    return network(**tables).expansion.following


def test_nothing_is_followed_without_trade(network):
    """All frames are empty, with their columns."""
    found = following(network)
    assert found.products == frozenset()
    for frame in (found.provenances, found.made, found.drawn, found.there, found.becomes, found.served):
        assert frame.is_empty()
        assert frame.width


def test_provenances_say_what_is_told_apart(network):
    """Boards from China with a label, racks of them: origin of the plant, nothing else."""
    supplies = [{"site": "maker", "product": "board", "labels": "safe"}]
    found = following(network, products=FOLLOWED, supplies=supplies).provenances.sort("product")
    columns = ["product", "provenance", "processed", "goods_origin", "first_origin", "labels", "status"]
    assert found.select(columns).rows() == [
        ("board", "CHN/CHN/safe", "CHN", "CHN", "CHN", ["safe"], "free"),
        ("rack", "MEX/MEX", "MEX", "MEX", "MEX", [], "free"),
    ]


def test_classes_of_origins_stand_as_one(network):
    """Boards of two origins that no duty tells apart have one provenance, the first of them stands for it."""
    supplies = [
        {"site": "maker", "product": "board", "origin": "MEX"},
        {"site": "plant", "product": "board", "origin": "USA"},
    ]
    duties = [{**S301, "hs": "8473"}]
    found = following(
        network,
        **{**RESOLD, "sites": CHAIN["sites"], "supplies": supplies, "lanes": CHAIN["lanes"]},
        duties=duties,
    )
    assert found.provenances.select("goods_origin", "first_origin").rows() == [("MEX USA", "MEX")]


def test_opening_stock_has_its_provenance(network):
    """As far as it is told apart."""
    stocks = [{"site": "plant", "product": "rack", "opening": 1, "provenance": "USA / CHN / old"}]
    found = following(network, stocks=stocks, duties=[{**S301, "hs": "8471"}])
    assert found.opening.rows() == [("plant", "rack", "CHN")]
    assert set(found.there.filter(place="plant")["provenance"]) == {"CHN", "MEX"}


def test_provenances_are_named_once(network):
    """However often a provenance is met, it has one line."""
    found = following(network, products=FOLLOWED, duties=[S301, mfn(0.1, "MEX", drawback="lesser")])
    for frame in (found.provenances.select("product", "provenance"), found.there, found.becomes, found.drawn):
        assert frame.is_unique().all()


def test_segments_are_served_with_what_was_paid_for_them(network):
    """A rate for `state`: racks for it go to it, those for the rest to `office`."""
    duties = [mfn(0.1), mfn(0.05, segment="state")]
    demands = [{**CHAIN["demands"][0], "segment": segment} for segment in ("office", "state")]
    served = following(network, duties=duties, demands=demands).served.sort("segment")
    assert served.select("provenance", "segment").rows() == [
        ("segment ~", "office"),
        ("segment state", "state"),
    ]


def test_goods_for_which_no_segment_was_asked_serve_any(network):
    """Racks made in the USA cross no border."""
    sites = [CHAIN["sites"][0], {"site": "plant", "country": "USA"}]
    demands = [{**CHAIN["demands"][0], "segment": segment} for segment in ("office", "state")]
    duties = [mfn(0.1, hs="8471"), mfn(0.05, hs="8471", segment="state")]
    products = [{**row, "followed": row["product"] == "rack"} for row in CHAIN["products"]]
    served = following(network, sites=sites, demands=demands, duties=duties, products=products).served
    assert sorted(served["segment"]) == ["office", "state"]
    assert set(served["provenance"]) == {"USA/USA"}


def test_what_arrives_is_free_or_it_is_not_served(network):
    """In bond for the plant, racks come to the market free."""
    sites = [CHAIN["sites"][0], {"site": "plant", "country": "MEX", "bonded": "immex"}]
    found = following(network, sites=sites, duties=[mfn(0.1, "MEX")])
    assert {"free", "made"} == set(found.provenances.filter(product="rack")["status"])
    assert found.served["provenance"].to_list() == ["any"]


def test_processes_are_made_by_period(network):
    """One line a period, and what is drawn beside it."""
    found = network((12, 12), products=FOLLOWED).expansion.following
    assert sorted(found.made["period"]) == ["p1", "p2"]
    assert found.drawn.select(pl.col("period").sort(), "drawn").rows() == [
        ("p1", "CHN/CHN"),
        ("p2", "CHN/CHN"),
    ]
