"""Goods that are told apart, and what may be behind those that aren't."""

from __future__ import annotations

from tests.audit.trade.world import goods, tables

from reshore.audit.trade.goods import Goods


def test_what_is_not_named_has_no_attributes(case):
    """Free goods without labels."""
    assert case().goods("bolt", None) == Goods("bolt")


def test_origins_that_can_occur(case):
    """Boards are bought of two origins, packs pass them on; racks are of their sites, or of boards."""
    found = case().goods
    assert found.origins(Goods("board")) == {"CHN", "MEX"}
    assert found.origins(Goods("pack")) == {"CHN", "MEX"}
    assert found.origins(Goods("rack")) == {"MEX", "USA", "CHN"}
    assert found.origins(Goods("rack", "one", origins=frozenset({"MEX"}))) == {"MEX"}
    assert found.processed(Goods("pack")) == {"CHN", "USA"}
    assert found.processed(Goods("rack")) == {"MEX", "USA"}


def test_opening_stock_is_known_by_its_cell(case, make_model):
    """Of those that fit, the one with the most labels; with a claim, a segment or in bond none fits."""
    stated = [
        goods("board", "plain", goods_origin="CHN"),
        goods("board", "clean", goods_origin="CHN", labels="clean"),
        goods("board", "clean mx", goods_origin="MEX", labels="clean"),
        goods("board", "paid", goods_origin="CHN", labels="clean", full_per_kg=1.0),
        goods("board", "held", goods_origin="CHN", labels="clean", status="bond"),
    ]
    found = case(provenances=stated).goods
    assert found.opening("board", "CHN / CHN / clean tested") == "clean"
    assert found.opening("board", "CHN / CHN") == "plain"
    assert found.opening("board", "BRA / BRA") == ""
    model = tables()
    model["stocks"] = [{"site": "lyon", "product": "board", "opening": 3, "provenance": "FRA / BRA"}]
    assert "BRA" in case(make_model(**model)).goods.origins(Goods("board"))


def test_labels_told_apart(case, make_model):
    """Those that goods of the product have; all of them where the table asks for it."""
    stated = [goods("rack", "one", labels="tested")]
    assert case(provenances=stated).goods.labels("rack") == {"tested"}
    model = tables()
    model["products"][2]["followed"] = True
    found = case(make_model(**model), provenances=stated).goods.labels("rack")
    assert found == {"tested", "clean", "usmca", "mercosur"}
