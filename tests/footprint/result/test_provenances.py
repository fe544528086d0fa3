"""The provenances that the plan's frames name, with what they say."""

from __future__ import annotations

import polars as pl
import pytest
from tests.footprint.trade_chain import CHAIN, mfn
from tests.footprint.trading import TRADING

from reshore.footprint.result.provenances import provenances

NAMED = {
    "production": [("product", "provenance")],
    "purchases": [("product", "provenance")],
    "shipments": [("product", "provenance"), ("product", "arrives")],
    "stock": [("product", "provenance")],
    "deliveries": [("product", "provenance")],
    "use": [("product", "provenance"), ("component", "drawn")],
    "duties": [("product", "provenance")],
}
"""Frame -> its columns of products and provenances."""


@pytest.fixture(scope="module")
def traded(make_model, solve):
    return solve(make_model(settings={"discount_rate": 0}, **TRADING))


def test_exactly_those_that_the_frames_name(traded):
    """Each once; of the many that could occur no other."""
    named = {
        row
        for frame, pairs in NAMED.items()
        for pair in pairs
        for row in traded.frames[frame].select(pair).iter_rows()
        if row[1] is not None
    }
    told = traded.frames["provenances"].select("product", "provenance").rows()
    assert len(told) == len(set(told))
    assert set(told) == named
    assert len(told) < traded.footprint.network.expansion.following.provenances.height


def test_what_arrives_is_told_though_nobody_uses_it(traded):
    """A rack is shipped to the store at Laredo, and nothing else is done."""
    blocks = ("make", "buy", "ship", "hold", "serve", "use")
    frames = {name: traded.footprint.columns[name].frame for name in blocks}
    idle = {name: frame.with_columns(units=pl.lit(0.0)) for name, frame in frames.items()}
    shipment = frames["ship"].filter(product="rack", destination="laredo").head(1)
    solved = {**idle, "ship": shipment.with_columns(units=pl.lit(1.0))}
    told = provenances(traded.footprint.network, solved)["provenance"]
    assert sorted(told) == sorted(shipment.select("provenance", "arrives").row(0))


def test_they_say_what_their_names_say(small, solve):
    """Boards with labels and a claim; racks without any label have an empty cell."""
    supplies = [{"site": "maker", "product": "board", "labels": "safe new"}]
    products = [{**row, "followed": True} for row in CHAIN["products"]]
    duties = [mfn(0.1, "MEX", drawback="lesser", per_kg=2)]
    tables = {**CHAIN, "supplies": supplies, "products": products, "duties": duties}
    frame = solve(small(**tables)).frames["provenances"]
    columns = ["product", "provenance", "processed", "goods_origin", "labels", "lesser_ad_valorem"]
    assert frame.select(columns).rows() == [
        ("board", "CHN/CHN/new+safe", "CHN", "CHN", "new safe", 0),
        ("board", "CHN/CHN/new+safe/paid 0 0 0.1 2", "CHN", "CHN", "new safe", 0.1),
        ("rack", "MEX/MEX", "MEX", "MEX", None, 0),
    ]


def test_nothing_is_said_of_what_nobody_follows(small, solve):
    """The frame is empty, and production has an empty cell."""
    frames = solve(small(**CHAIN)).frames
    assert frames["provenances"].is_empty()
    assert frames["production"].select(pl.col("provenance").is_null().all()).item()
