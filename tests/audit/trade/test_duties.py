"""The frame `duties` is held against what flows lead to, line by line."""

from __future__ import annotations

import polars as pl
import pytest
from tests.audit.trade.world import goods, shipment, tables

from reshore.audit.trade.duties import check_duties

FLOWS = {
    "provenances": [goods("board", "cn", processed="CHN", goods_origin="CHN", labels="usmca")],
    "shipments": [
        shipment("shenzhen texas", "board", "cn", "cn", 10.0),
        shipment("shenzhen lyon", "board", "cn", "cn", 10.0),
        shipment("puebla dallas", "board", "cn", "cn", 10.0),
    ],
}


@pytest.fixture
def stated(case):
    """The lines as they should be."""
    return case(**FLOWS).duties.drop("sure", "told").to_dicts()


def test_right_lines_pass(failing, stated):
    """Five of them: two layers into the USA, one into France, and two replaced or waived by usmca."""
    assert len(stated) == 5
    assert failing(check_duties, **FLOWS, duties=stated) == {}


def test_lines_of_nothing_may_be_left_out(failing, stated, case):
    """A layer that charges nothing is no line; one that an agreement waives is."""
    kept = [line for line in stated if line["amount"] or line["preference"]]
    assert failing(check_duties, **FLOWS, duties=kept) == {}
    waived = next(line for line in stated if line["preference"])
    assert [*failing(check_duties, **FLOWS, duties=[line for line in stated if line is not waived])] == [
        "lines missing"
    ]


@pytest.mark.parametrize(
    ("column", "value", "name"),
    [
        ("layer", "s302", "lines too many"),
        ("becomes", "mx", "lines too many"),
        ("importer", "DEU", "lines too many"),
        ("event", "release", "lines too many"),
        ("lane", None, "lines too many"),
        ("preference", "usmca", "preference"),
        ("ad_valorem", 0.101, "ad_valorem"),
        ("per_kg", 0.51, "per_kg"),
        ("units", 11.0, "units"),
        ("customs_value", 50.0, "customs_value"),
        ("customs_value", None, "customs_value where there is none"),
        ("amount", 65.0, "amount"),
    ],
)
def test_a_wrong_cell_is_found(failing, stated, column, value, name):
    """In the line of 10 boards that enter France at 6.4 each."""
    line = next(line for line in stated if line["importer"] == "FRA")
    assert line["amount"] == pytest.approx(64)
    spoilt = [row | {column: value} if row is line else row for row in stated]
    found = failing(check_duties, **FLOWS, duties=spoilt)
    assert name in found
    assert "lyon" in found[name]


def test_a_line_that_stands_twice_is_found(failing, stated):
    """Each layer of a flow is charged once."""
    assert "unique" in failing(check_duties, **FLOWS, duties=[*stated, stated[0]])


def test_goods_that_pay_differently_are_found(failing, case):
    """One provenance of Chinese and Mexican boards is no answer to a duty on Chinese ones."""
    flows = {
        "provenances": [goods("board", "some", goods_origin="CHN MEX")],
        "shipments": [shipment("shenzhen texas", "board", "some", "some", 10.0)],
    }
    lines = case(**flows).duties.drop("sure", "told").filter(pl.col("amount") != 0).to_dicts()
    assert [*failing(check_duties, **flows, duties=lines)] == ["goods of one provenance that pay differently"]


def test_what_is_waived_for_some_may_stand_or_not(failing, case):
    """A board of usmca from Mexico pays nothing; s301 is waived if it is Chinese, not asked if Mexican."""
    flows = {
        "provenances": [goods("board", "some", goods_origin="CHN MEX", labels="usmca")],
        "shipments": [shipment("puebla dallas", "board", "some", "some", 10.0)],
    }
    lines = case(**flows).duties.drop("sure", "told").to_dicts()
    assert {line["layer"] for line in lines} == {"mfn", "s301"}
    assert failing(check_duties, **flows, duties=lines) == {}
    needed = [line for line in lines if line["layer"] == "mfn"]
    assert failing(check_duties, **flows, duties=needed) == {}
    assert {*failing(check_duties, **flows, duties=[])} == {"lines missing"}


def test_nothing_waived_may_stand_or_not(failing, case, make_model):
    """An agreement that exempts from a layer of 0 spares nobody anything."""
    model = tables()
    model["duties"].append({"layer": "dormant", "importer": "USA", "exempt": "usmca"})
    model = make_model(**model)
    lines = case(model, **FLOWS).duties.drop("sure", "told").to_dicts()
    assert sum(line["layer"] == "dormant" and line["preference"] == "usmca" for line in lines) == 1
    assert failing(check_duties, model, **FLOWS, duties=lines) == {}
    kept = [line for line in lines if line["layer"] != "dormant"]
    assert failing(check_duties, model, **FLOWS, duties=kept) == {}
