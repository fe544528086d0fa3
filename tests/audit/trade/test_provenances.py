"""Attributes of goods go together, and every frame names goods that are there."""

from __future__ import annotations

import pytest
from tests.audit.trade.world import goods, making, shipment, tables

from reshore.audit.trade.provenances import check_provenances

GOOD = goods("board", "cn", processed="CHN", goods_origin="CHN MEX", labels="clean")
MOVED = [shipment("shenzhen lyon", "board", "cn", "cn", 1.0)]


def test_sound_goods_pass(failing):
    """One provenance, named by a shipment."""
    assert failing(check_provenances, provenances=[GOOD], shipments=MOVED) == {}


@pytest.mark.parametrize(
    ("attributes", "name"),
    [
        ({"status": "lost"}, "known status"),
        ({"processed": "XXX"}, "known countries"),
        ({"goods_origin": "CHN XXX"}, "known countries"),
        ({"status": "bond"}, "via only in bond"),
        ({"via": "CHN"}, "via only in bond"),
        ({"bound": "USA"}, "bound only of goods that have to leave"),
        ({"status": "out", "segment": "sovereign"}, "segment only where duty was paid"),
        ({"status": "made", "full_per_kg": 1.0}, "claims only of free goods"),
        ({"lesser_per_kg": -1.0}, "claims are not negative"),
    ],
)
def test_attributes_go_together(failing, attributes, name):
    """Each attribute has a status to which it belongs."""
    found = failing(check_provenances, provenances=[GOOD | attributes], shipments=MOVED)
    assert found == {name: "board, cn"}


@pytest.mark.parametrize(
    ("frames", "name"),
    [
        ({"provenances": [GOOD]}, "named by no frame"),
        ({"provenances": [GOOD, GOOD], "shipments": MOVED}, "unique"),
        ({"provenances": [GOOD], "shipments": [*MOVED, MOVED[0] | {"arrives": "mx"}]}, "known arrives"),
        (
            {"provenances": [GOOD], "shipments": [*MOVED, MOVED[0] | {"provenance": None}]},
            "followed goods without provenance",
        ),
        ({"production": [making("racks puebla", "mx", 1.0)]}, "known provenance"),
        ({"provenances": [GOOD | {"product": "chair"}]}, "known names"),
    ],
)
def test_frames_name_goods_that_are_there(failing, frames, name):
    """Nothing unknown, nothing idle, and a followed product always has a provenance."""
    assert name in failing(check_provenances, **frames)


def test_what_the_table_asks_to_follow_is_followed(failing, make_model):
    """A product marked so has a provenance, though no duty asks for it."""
    model = tables()
    model["products"][1]["followed"] = True
    found = failing(
        check_provenances, make_model(**model), shipments=[shipment("shenzhen lyon", "bolt", None, None, 1.0)]
    )
    assert {*found} == {"followed goods without provenance", "followed goods without arrives"}
