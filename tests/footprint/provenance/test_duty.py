"""The duty of a unit on the way, used, or made to leave: which crossings, on what value."""

from __future__ import annotations

import polars as pl
import pytest
from tests.footprint.trade_chain import mfn

from reshore.footprint.provenance.duty import (
    claimed,
    duty,
    left,
    lines,
    moved,
    to_leave,
    used,
    worth_of_claims,
)

CLAIM = {"full_ad_valorem": 0.0, "full_per_kg": 0.0, "lesser_ad_valorem": 0.0, "lesser_per_kg": 0.0}
SHIPMENT = {
    **{"lane": "a:b", "product": "board", "provenance": "x", "arrives": "y", "period": "p1", "mass": 2.0},
    **{"origin": "maker", "destination": "plant", "origin_country": "CHN", "destination_country": "MEX"},
    **{"cost.transport": 7.0, "crosses": True, "status": "free", "via": None, "after_status": "free"},
    **{"after_segment": None, "first_origin": "TWN", "labels": ["safe"], **CLAIM},
}
"""Boards of Taiwanese origin that cross from China into Mexico, free on arrival."""

USED = {
    **{
        "process": "racking",
        "provenance": "x",
        "component": "board",
        "drawn": "y",
        "period": "p1",
        "mass": 2.0,
    },
    **{
        "site": "plant",
        "country": "MEX",
        "product": "rack",
        "regime": "immex",
        "status": "bond",
        "via": "CHN",
    },
    **{"first_origin": "TWN", "labels": None, "made_status": "free", "made_bound": None, "relief": None},
}
"""Suspended boards that are used in racks for the home market."""

TEXTS = ("via", "after_status", "after_segment", "made_status", "made_bound", "relief", "bound", "segment")


def rows(*changes, of=SHIPMENT):
    frame = pl.DataFrame([{**of, **change} for change in changes])
    types = {name: pl.String for name in TEXTS if name in frame.columns} | {"labels": pl.List(pl.String)}
    return frame.cast(types)


def valued(frame, freight=False):
    """A unit is worth 40 to customs, 50 where a seller is named."""
    value = pl.when(pl.col("seller").is_null()).then(40.0).otherwise(50.0)
    return frame.with_columns(customs_value=value, freight=pl.lit(freight))


def test_a_unit_pays_each_layer_on_its_value_and_mass(borders):
    """10 % of 40 and 3 for each of 2 kg: 4 + 6, line by line, and 10 in all."""
    levy = {"layer": "levy", "importer": "MEX", "per_kg": 3}
    tariff = borders(duties=[mfn(0.1, "MEX"), levy]).tariff
    crossings = moved(rows({}), valued).with_columns(customs_value=pl.lit(40.0))
    charged = lines(tariff, crossings).sort("layer")
    assert charged.select("layer", "unit_duty").rows() == [("levy", 6), ("mfn", 4)]
    assert duty(tariff, crossings, ["lane"]).rows() == [("a:b", 10)]


def test_what_crosses_enters(borders):
    """From the country of the lane's origin into that of its destination, with the goods' own origin."""
    (entry,) = moved(rows({}), valued).rows(named=True)
    assert (entry["event"], entry["exporter"], entry["importer"], entry["place"]) == (
        *("entry", "CHN", "MEX", "plant"),
    )
    assert (entry["classified"], entry["goods_origin"], entry["labels"]) == ("board", "TWN", ["safe"])


@pytest.mark.parametrize(("freight", "value"), [(False, 50), (True, 57)])
def test_an_entry_is_worth_what_its_seller_asks_and_freight_where_that_counts(freight, value):
    """50 from this seller, and 7 of transport."""
    assert moved(rows({}), lambda frame: valued(frame, freight))["customs_value"].to_list() == [value]


@pytest.mark.parametrize("freight", [False, True])
def test_a_release_is_worth_the_goods_alone(freight):
    """Neither seller nor freight count: 40. It pays from `via` into the country of the lane's origin."""
    released = {"crosses": False, "status": "bond", "via": "CHN", "origin_country": "MEX"}
    (release,) = moved(rows(released), lambda frame: valued(frame, freight)).rows(named=True)
    assert (release["event"], release["exporter"], release["importer"]) == ("release", "CHN", "MEX")
    assert (release["seller"], release["customs_value"]) == (None, 40)


@pytest.mark.parametrize(
    ("change", "events"),
    [
        ({"after_status": "bond"}, []),
        ({"crosses": False}, []),
        ({"crosses": False, "status": "bond", "via": "CHN", "after_status": "bond"}, []),
        ({"status": "bond", "via": "CHN"}, ["entry"]),
        ({"after_status": None, "first_origin": None, "labels": None}, ["entry"]),
    ],
)
def test_only_what_becomes_free_pays(change, events):
    """Nothing inland or into bond; what leaves bond for abroad enters; goods nobody follows are free."""
    assert moved(rows(change), valued)["event"].to_list() == events


def test_duty_is_paid_for_the_segment_of_arrival():
    """As the arriving provenance says."""
    assert moved(rows({"after_segment": "state"}), valued)["segment"].to_list() == ["state"]


def test_claims_are_paid_back_where_goods_leave():
    """10 % and 1 a kg in full, 5 % and 2 a kg at most: 40 x 10 % + 2 x 1 = 6 and 40 x 5 % + 2 x 2 = 6."""
    claim = {"full_ad_valorem": 0.1, "full_per_kg": 1.0, "lesser_ad_valorem": 0.05, "lesser_per_kg": 2.0}
    (back,) = left(rows({**claim, "origin_country": "MEX"}), valued).rows(named=True)
    assert (back["importer"], back["place"]) == ("MEX", "maker")
    assert (back["whole"], back["lesser"]) == pytest.approx((6, 6))
    assert left(rows({**claim, "crosses": False}, {}), valued).is_empty()


@pytest.mark.parametrize("rate", CLAIM)
def test_any_rate_is_a_claim(rate):
    """Goods without one have none."""
    frame = pl.DataFrame([CLAIM, {**CLAIM, rate: 0.1}])
    assert frame.select(claimed()).to_series().to_list() == [False, True]


def test_claims_are_worth_their_rates():
    """On a value of 40 and a mass of 2, each rate alone: 4, 2, 2, 4."""
    rates = zip(CLAIM, (0.1, 1.0, 0.05, 2.0), strict=True)
    frame = pl.DataFrame([{**CLAIM, name: rate, "customs_value": 40.0, "mass": 2.0} for name, rate in rates])
    assert worth_of_claims(frame).select("whole", "lesser").rows() == [(4, 0), (2, 0), (0, 2), (0, 4)]


@pytest.mark.parametrize(("regime", "classified"), [("immex", "board"), ("free_zone", "rack")])
def test_goods_used_in_bond_pay_as_components_or_as_the_product(regime, classified):
    """The free zone asks for the code of the product, everything else is the component's."""
    (use,) = used(rows({"regime": regime}, of=USED), valued).rows(named=True)
    assert (use["classified"], use["product"], use["customs_value"]) == (classified, "board", 40)
    assert (use["exporter"], use["importer"], use["place"]) == ("CHN", "MEX", "plant")
    assert (use["goods_origin"], use["labels"], use["segment"]) == ("TWN", [], None)


@pytest.mark.parametrize(
    ("change", "pays"),
    [
        ({}, True),
        ({"made_status": None}, True),
        ({"made_status": "made"}, False),
        ({"made_status": "made", "made_bound": "USA", "relief": "free"}, False),
        ({"made_status": "made", "made_bound": "USA", "relief": "lesser"}, True),
        ({"made_status": "made", "made_bound": "USA", "relief": "none"}, True),
        ({"made_status": "out"}, False),
        ({"status": "free"}, False),
    ],
)
def test_goods_used_in_bond_pay_unless_they_leave_freely(change, pays):
    """Free output pays, and output made in bond for a country with which an agreement limits relief."""
    assert used(rows(change, of=USED), valued).height == pays


@pytest.mark.parametrize(
    ("status", "bound", "leaves"),
    [
        ("made", "USA", True),
        ("out", "USA", True),
        ("made", None, False),
        ("out", None, False),
        ("free", "USA", False),
    ],
)
def test_outputs_with_a_bound_pay_there_as_from_the_site(status, bound, leaves):
    """On what the site asks for them, 50, without a segment."""
    output = {**USED, "status": status, "bound": bound}
    crossings = to_leave(rows({}, of=output), valued)
    assert crossings.height == leaves
    if leaves:
        (crossing,) = crossings.rows(named=True)
        assert (crossing["exporter"], crossing["importer"], crossing["seller"]) == ("MEX", "USA", "plant")
        assert (crossing["classified"], crossing["segment"], crossing["customs_value"]) == ("rack", None, 50)
