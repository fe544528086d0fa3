"""Duty line by line adds up to the cost lines, and says who paid what for what."""

from __future__ import annotations

import polars as pl
import pytest
from tests.footprint.trade_chain import CHAIN, RESOLD, bloc, mfn
from tests.footprint.trading import TRADING

BONDED = [CHAIN["sites"][0], {"site": "plant", "country": "MEX", "bonded": "immex"}]


def lines(solved, event, *columns):
    frame = solved.frames["duties"].filter(event=event)
    return frame.select(*columns).rows()


@pytest.fixture(scope="module")
def traded(make_model, solve):
    """The best plan of the network of which trade asks everything."""
    return solve(make_model(settings={"discount_rate": 0}, **TRADING))


def test_lines_add_up_to_the_cost_lines(traded):
    """By place, country, product and period, what is paid and what is paid back."""
    keys = ["place", "country", "product", "period"]
    duties = traded.frames["duties"].rename({"importer": "country"})
    back = pl.col("event") == "drawback"
    for cost, events in (("duty", ~back), ("drawback", back)):
        told = duties.filter(events).group_by(keys).agg(pl.col("amount").sum()).filter(pl.col("amount") != 0)
        booked = traded.frames["costs"].filter(cost=cost).select(*keys, "amount")
        assert booked.height
        assert told.sort(keys).select(keys).rows() == booked.sort(keys).select(keys).rows()
        assert told.sort(keys)["amount"].to_list() == pytest.approx(booked.sort(keys)["amount"].to_list())


def test_each_line_is_its_rates_on_its_units(traded):
    """Ad valorem on the customs value, per kg on the mass; what is paid back has no rates."""
    masses = {row["product"]: row["mass"] for row in TRADING["products"]}
    paid = traded.frames["duties"].filter(pl.col("event") != "drawback")
    mass = pl.col("product").replace_strict(masses, return_dtype=pl.Float64)
    owed = pl.col("ad_valorem") * pl.col("customs_value") + pl.col("per_kg") * mass
    amounts = paid.select("amount", owed=owed * pl.col("units"))
    assert amounts.height
    assert amounts["owed"].to_list() == pytest.approx(amounts["amount"].to_list())


def test_an_entry_says_what_was_paid_layer_by_layer(small, solve):
    """Boards at 40: 10 % and 1 a kg (2 kg), 400 and 200 for 100 of them."""
    levy = {"layer": "levy", "importer": "MEX", "hs": "8473", "per_kg": 1}
    solved = solve(small(**{**CHAIN, "duties": [mfn(0.1, "MEX"), levy]}))
    columns = ("place", "product", "importer", "exporter", "layer", "customs_value", "amount")
    assert lines(solved, "entry", *columns) == [
        ("plant", "board", "MEX", "CHN", "levy", 40, pytest.approx(200)),
        ("plant", "board", "MEX", "CHN", "mfn", 40, pytest.approx(400)),
    ]


def test_a_preference_is_told_though_nothing_is_charged(small, solve):
    """Racks are deemed to qualify: a line of amount 0 names the agreement."""
    pact = {"agreement": "pact", "members": "north", "basis": "deemed"}
    solved = solve(
        small(**{**CHAIN, "blocs": bloc("north", "MEX", "USA"), "agreements": [pact], "duties": [mfn(0.1)]})
    )
    assert lines(solved, "entry", "layer", "preference", "units", "amount") == [
        ("mfn", "pact", pytest.approx(100), 0)
    ]


def test_what_left_says_what_was_paid_back(small, solve):
    """100 boards of 40 paid 20 % in Mexico and leave for the USA: 800 at the hub, by Mexico."""
    solved = solve(
        small(
            **{
                **RESOLD,
                "countries": CHAIN["countries"],
                "markets": CHAIN["markets"],
                "supplies": CHAIN["supplies"],
                "duties": [mfn(0.2, "MEX", drawback="full")],
            }
        )
    )
    columns = ("place", "importer", "provenance", "becomes", "layer", "ad_valorem", "customs_value", "amount")
    assert lines(solved, "drawback", *columns) == [
        ("hub", "MEX", "paid 0.2 0 0 0", "any", None, None, 40, pytest.approx(-800))
    ]


def test_use_in_bond_is_of_the_component(small, solve):
    """Boards used for Mexico pay 20 % of 40 without the freight; `becomes` is that of the rack."""
    tables = {
        "sites": BONDED,
        "markets": [{"market": "mx", "country": "MEX"}],
        "lanes": [{**CHAIN["lanes"][0], "cost_per_unit": 10}, {"origin": "plant", "destination": "mx"}],
        "demands": [{**CHAIN["demands"][0], "market": "mx"}],
        "countries": [{"country": "CHN"}, {"country": "MEX", "customs_basis": "CIF"}, {"country": "USA"}],
        "duties": [mfn(0.2, "MEX", hs="8473")],
    }
    solved = solve(small(**{**CHAIN, **tables}))
    columns = ("place", "process", "product", "provenance", "becomes", "units", "amount")
    ((place, process, *rest),) = lines(solved, "use", *columns)
    assert place == "plant"
    assert process is not None
    assert rest == ["board", "bond/via CHN", "any", pytest.approx(100), pytest.approx(800)]


def test_drawback_on_use_is_one_line_an_output(small, solve):
    """Of 800 paid in full and 400 paid up to the duty there (1,000) all are one line of the 100 racks."""
    duties = [
        mfn(0.2, "MEX", drawback="full"),
        {"layer": "levy", "importer": "MEX", "ad_valorem": 0.1, "drawback": "lesser"},
        mfn(0.1),
    ]
    solved = solve(small(**{**CHAIN, "duties": duties}))
    columns = ("place", "importer", "product", "provenance", "becomes", "customs_value", "units", "amount")
    assert lines(solved, "drawback", *columns) == [
        ("plant", "MEX", "rack", "out/for USA", None, None, pytest.approx(100), pytest.approx(-1200))
    ]


def test_without_duties_there_are_no_lines(small, solve):
    """And every column is there."""
    frame = solve(small(**CHAIN)).frames["duties"]
    assert frame.is_empty()
    assert {"event", "becomes", "preference", "amount"} <= set(frame.columns)
