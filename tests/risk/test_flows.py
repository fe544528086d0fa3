"""Which columns an outage stops."""

from __future__ import annotations

import numpy as np
import pytest
from tests.risk.operations import small
from tests.risk.outages import nothing, sites

from reshore.lp.assemble import Assembler
from reshore.risk.flows import Flows, stocks
from reshore.risk.sets import StressSet


@pytest.fixture
def flows():
    """Flows of the small operation."""
    operation = small()
    return Flows.of(operation, operation.demands["rate"].to_numpy(), Assembler(), [])


def test_what_a_site_does_stops(flows):
    """A plant's make and its lanes are closed, each once."""
    operation, first = small(), {name: block.offset for name, block in flows.program.columns.items()}
    moves = operation.moves.join(operation.lanes, on="lane_index")
    of_p1 = [n for n, *ends in moves.select("move", "origin", "destination").iter_rows() if "P1" in ends]
    expected = [first["make"], *(first["move"] + n for n in of_p1)]
    assert flows.closed(sites(operation, "P1")).tolist() == expected


def test_nothing_takes_stock_that_cannot_be_used(flows):
    """Without chips at P1 nothing is made there, and nothing moved from there; arrivals go on."""
    operation = small()
    chips = operation.items.select("item", key="place").filter(operation.items["product"] == "chip")
    item = chips.filter(chips["key"] == "P1")["item"].to_numpy()
    none = np.empty(0, np.int32)
    outage = StressSet("named", "chips", None, False, none, none, none, item)
    assert flows.closed(outage).tolist() == [flows.program.columns["make"].offset]


def test_nothing_stops_nothing(flows):
    """An empty outage closes no column."""
    assert flows.closed(nothing()).tolist() == []


def test_stock_and_goods_under_way():
    """Stock counts with what is on its way to the item; items with neither are left out."""
    operation = small()
    names = operation.items.select("item", "place", "product")
    found = {
        (place, product): units
        for *_, units, place, product in stocks(operation).join(names, on="item").iter_rows()
    }
    assert found == pytest.approx(
        {
            ("P1", "chip"): 100 + 50 * 2 / 7,
            ("P2", "chip"): 40 + 10 * 3 + 20 * 4,
            ("M1", "rack"): 25 + 10 * 4 + 15 * 0.5,
            ("M2", "rack"): 15 * 5,
        }
    )
