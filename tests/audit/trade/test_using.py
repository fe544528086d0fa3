"""What is used is what recipes ask for, and of a status that may be used so."""

from __future__ import annotations

import pytest
from tests.audit.trade.world import goods, making, used

from reshore.audit.trade.using import check_using

BOARDS = [
    goods("board", "free"),
    goods("board", "held", status="bond", via="CHN"),
    goods("board", "made", status="made"),
    goods("board", "made for usa", status="made", bound="USA"),
    goods("board", "out", status="out"),
    goods("board", "out for usa", status="out", bound="USA"),
    goods("board", "any segment", segment="~"),
    goods("board", "sovereign", segment="sovereign"),
]


def frames(process, drawn, units=20.0, **rack):
    """10 racks of 20 boards."""
    return {
        "provenances": [*BOARDS, goods("rack", "rack", **rack)],
        "production": [making(process, "rack", 10.0)],
        "use": [used(process, "rack", drawn, units)],
    }


@pytest.mark.parametrize("units", [19.99, 20.01])
def test_the_quantity_is_that_of_the_recipe(failing, units):
    """2 boards a rack."""
    assert {*failing(check_using, **frames("racks puebla", "free", units))} == {"quantity"}


def test_nothing_used_is_found(failing):
    """Boards are followed, so the frame has to say which."""
    rows = frames("racks puebla", "free")
    assert {*failing(check_using, **rows | {"use": []})} == {"quantity"}


MADE_FOR_USA = {"status": "made", "bound": "USA"}


@pytest.mark.parametrize(
    ("process", "drawn", "rack", "allowed"),
    [
        ("racks puebla", "free", {"status": "out"}, True),
        ("racks juarez", "held", {}, True),
        ("racks colon", "held", {"status": "made"}, True),
        ("racks puebla", "held", {}, False),
        ("racks juarez", "held", {"status": "out"}, False),
        ("racks juarez", "made", {"status": "made"}, True),
        ("racks juarez", "made", MADE_FOR_USA, False),
        ("racks juarez", "made for usa", MADE_FOR_USA, False),
        ("racks juarez", "made for usa", {"status": "made"}, False),
        ("racks juarez", "made", {}, False),
        ("racks puebla", "out", {"status": "out"}, True),
        ("racks puebla", "out", {"status": "out", "bound": "USA"}, False),
        ("racks puebla", "out for usa", {"status": "out", "bound": "USA"}, False),
        ("racks puebla", "out", {}, False),
        ("racks puebla", "any segment", {}, True),
        ("racks puebla", "sovereign", {}, False),
    ],
)
def test_the_status_of_what_is_used(failing, process, drawn, rack, allowed):
    """Juarez and colon make in bond, puebla doesn't."""
    found = failing(check_using, **frames(process, drawn, **rack))
    assert {*found} == (set() if allowed else {"goods that may not be used so"})
