"""What is drawn of followed components: the duty on it, what is paid back at once, and up to which limit."""

from __future__ import annotations

import polars as pl
import pytest
from tests.footprint.trade_chain import CHAIN, bloc, mfn

FOLLOWED = [{**row, "followed": True} for row in CHAIN["products"]]


def bonded(regime="immex"):
    return [CHAIN["sites"][0], {"site": "plant", "country": "MEX", "bonded": regime}]


def pact(drawback):
    terms = {"basis": "rvc", "threshold": 1, "drawback": drawback}
    return {
        "blocs": bloc("north", "MEX", "USA"),
        "agreements": [{"agreement": "pact", "members": "north", **terms}],
    }


def drawn(drawing, output, component):
    """Duty, drawback and claim of a unit of a component in racks of one provenance."""
    (line,) = drawing.draw.filter(provenance=output, drawn=component).iter_rows(named=True)
    return line["cost.duty"], line["cost.drawback"], line["claim"]


def caps(drawing):
    """The duty that a good rack pays where it goes, by provenance."""
    return dict(drawing.relief.select("provenance", "cap").iter_rows())


def test_followed_components_are_drawn_and_no_longer_used_by_the_recipe(network):
    """Fans nobody asks about; with scrap of 20 % a good rack needs 2 / 0.8 boards."""
    fan = {"product": "fan", "value": 1}
    products = [{**row, "followed": row["product"] == "board"} for row in CHAIN["products"]]
    prepared = network(
        products=[*products, fan],
        supplies=[*CHAIN["supplies"], {"site": "plant", "product": "fan"}],
        boms=[{**CHAIN["boms"][0], "quantity": 2}, {"product": "rack", "component": "fan", "quantity": 1}],
        processes=[{"site": "plant", "product": "rack", "scrap": "0.2"}],
    )
    assert prepared.making.use["component"].to_list() == ["fan"]
    assert prepared.drawing.need.select("component", "used").rows() == [("board", 2.5)]
    assert prepared.drawing.draw.select("component", "drawn", "value", "mass").rows() == [
        ("board", "CHN/CHN", 40, 2)
    ]


def test_conditions_may_ask_what_the_component_says(network):
    """Processed and origin are the board's, not the rack's."""
    draw = network(products=FOLLOWED).drawing.draw
    assert draw.select("provenance", "processed", "goods_origin", "labels").rows() == [
        ("MEX/MEX", "CHN", "CHN", [])
    ]


@pytest.mark.parametrize(("regime", "duty"), [("immex", 8), ("free_zone", 2)])
def test_duty_on_use_is_by_regime(network, regime, duty):
    """Boards (40) pay 20 % as boards, in a free zone the 5 % of racks; in racks made in bond nothing."""
    duties = [mfn(0.2, "MEX", hs="8473"), mfn(0.05, "MEX", hs="8471")]
    drawing = network(sites=bonded(regime), duties=duties).drawing
    assert drawn(drawing, "any", "bond/via CHN") == (duty, 0, 0)
    assert drawn(drawing, "made", "bond/via CHN") == (0, 0, 0)
    assert drawn(drawing, "any", "any") == (0, 0, 0)


def test_duty_under_an_agreement_of_drawback_lesser_is_paid_back_up_to_a_limit(network):
    """Boards pay 20 % of 40 in racks for the USA, paid back up to 10 % of a rack (100), if that is paid."""
    drawing = network(sites=bonded(), duties=[mfn(0.2, "MEX"), mfn(0.1)], **pact("lesser")).drawing
    assert drawn(drawing, "made/for USA", "bond/via CHN") == (8, 0, 8)
    assert caps(drawing) == {"made/for USA": 10, "pact/made/for USA": 0}


CLAIMS = [
    mfn(0.2, "MEX", drawback="full"),
    {"layer": "levy", "importer": "MEX", "ad_valorem": 0.1, "drawback": "lesser"},
    mfn(0.1),
]
"""On boards (40) 8 is paid back in full and 4 up to the duty there, 10 % of a rack (100)."""

CLAIM = "paid 0.2 0 0.1 0"


def test_claims_without_a_bound_are_paid_back_in_full_alone(network):
    """8 of the 12 that were paid; nothing in racks that stay."""
    drawing = network(duties=CLAIMS).drawing
    assert drawn(drawing, "out", CLAIM) == pytest.approx((0, -8, 0))
    assert drawn(drawing, "any", CLAIM) == (0, 0, 0)


@pytest.mark.parametrize(
    ("drawback", "expected"), [(None, (0, -8, 4)), ("free", (0, -8, 4)), ("lesser", (0, 0, 12))]
)
def test_claims_with_a_bound_are_paid_back_as_agreements_say(network, drawback, expected):
    """Without a limit 8 at once and 4 up to the duty there; with drawback lesser all 12 up to it."""
    drawing = network(duties=CLAIMS, **(pact(drawback) if drawback else {})).drawing
    assert drawn(drawing, "out/for USA", CLAIM) == pytest.approx(expected)
    assert caps(drawing)["out/for USA"] == 10


def test_an_agreement_without_drawback_pays_nothing_back(network):
    """Racks for the USA aren't made of goods to be paid back at all; they may leave elsewhere."""
    drawing = network(duties=CLAIMS, **pact("none")).drawing
    assert "out/for USA" not in set(drawing.draw["provenance"])
    assert drawing.relief.is_empty()


def test_claims_are_worth_what_the_component_is_worth_to_customs_without_a_seller(network):
    """A row without a seller says 30 (20 % of it is 6), one of the maker 90, which counts on entry alone."""
    values = [
        {"product": "board", "importer": "MEX", "value": 30},
        {"product": "board", "seller": "maker", "importer": "MEX", "value": 90},
    ]
    prepared = network(duties=[mfn(0.2, "MEX", drawback="full")], customs_values=values)
    assert drawn(prepared.drawing, "out", "paid 0.2 0 0 0") == pytest.approx((0, -6, 0))
    entry = prepared.moving.ship.filter(product="board").select(pl.col("cost.duty").max())
    assert entry.item() == pytest.approx(18)


def test_without_followed_components_nothing_is_drawn(network):
    """The recipe says it all."""
    prepared = network()
    assert prepared.drawing.draw.is_empty()
    assert prepared.drawing.need.is_empty()
    assert prepared.making.use["component"].to_list() == ["board"]
