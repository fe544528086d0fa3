"""Goods leave and arrive as their status allows."""

from __future__ import annotations

import pytest
from tests.audit.trade.world import goods, shipment

from reshore.audit.trade.borders import check_borders

FREE, HELD = {}, {"status": "bond", "via": "CHN"}
BACK = {"lesser_ad_valorem": 0.1, "lesser_per_kg": 0.5}
TAX = {"full_ad_valorem": 0.15}


@pytest.mark.parametrize(
    ("lane", "leaves", "arrives", "name"),
    [
        ("shenzhen lyon", FREE, FREE, ""),
        ("shenzhen lyon", FREE, BACK, ""),
        ("shenzhen lyon", FREE, {"lesser_ad_valorem": 0.1}, ""),
        ("shenzhen lyon", FREE, {"lesser_ad_valorem": 0.11}, "claim on arrival"),
        ("shenzhen lyon", FREE, TAX, "claim on arrival"),
        ("shenzhen lyon", FREE, {"labels": "clean"}, "country, origin and labels stay"),
        ("shenzhen lyon", FREE, {"processed": "FRA"}, "country, origin and labels stay"),
        ("shenzhen lyon", FREE, {"goods_origin": "FRA"}, "country, origin and labels stay"),
        ("shenzhen lyon", FREE, {"segment": "~"}, "segment on arrival"),
        ("shenzhen lyon", FREE, HELD, "goods that may not stand there"),
        ("shenzhen hamburg", FREE, HELD, ""),
        ("shenzhen hamburg", FREE, {"status": "bond", "via": "MEX"}, "what enters bond"),
        ("shenzhen hamburg", HELD, HELD, ""),
        ("shenzhen hamburg", FREE, {"status": "made"}, "status on arrival"),
        ("shenzhen texas", FREE, {"segment": "~"}, ""),
        ("shenzhen texas", FREE, {"segment": "sovereign"}, ""),
        ("shenzhen texas", FREE, {"segment": "commercial"}, "segment on arrival"),
        ("shenzhen texas", FREE, FREE, "segment on arrival"),
        ("juarez manaus", {"status": "made"}, FREE, ""),
        ("juarez manaus", {"status": "made", "bound": "BRA"}, FREE, ""),
        ("juarez manaus", {"status": "out", "bound": "USA"}, FREE, "goods that may not leave"),
        ("juarez texas", {"status": "out", "bound": "USA"}, {"segment": "~"}, ""),
        ("juarez texas", {"status": "out"}, {"segment": "~"}, "goods that may not leave for there"),
        ("juarez texas", {"status": "made"}, {"segment": "~"}, "goods that may not leave for there"),
        ("hamburg lyon", HELD, FREE, ""),
        ("hamburg lyon", HELD, HELD, "moved within a territory"),
        ("hamburg lyon", HELD, BACK, "moved within a territory"),
        ("hamburg lyon", HELD, {"segment": "~"}, "segment on arrival"),
        ("hamburg lyon", FREE, BACK, "moved within a territory"),
        ("lyon paris", BACK, FREE, ""),
        ("lyon paris", BACK, BACK, "goods that may not stand there"),
        ("juarez colon", HELD, HELD, ""),
        ("juarez colon", HELD, FREE, "moved within a territory"),
        ("juarez colon", {"status": "made"}, {"status": "made"}, ""),
        ("juarez puebla", {"status": "made"}, {"status": "made"}, "goods that may not stand there"),
        ("juarez puebla", {"status": "out"}, {"status": "out"}, ""),
        ("juarez puebla", {"status": "out"}, FREE, "moved within a territory"),
        ("juarez monterrey", {"status": "out"}, {"status": "out"}, "goods that may not stand there"),
    ],
)
def test_what_becomes_of_goods(failing, lane, leaves, arrives, name):
    """One shipment of Chinese boards that leaves as one thing and arrives as another."""
    chinese = {"processed": "CHN", "goods_origin": "CHN"}
    same = leaves == arrives
    stated = [
        goods("board", "before", **{**chinese, **leaves}),
        goods("board", "after", **{**chinese, **arrives}),
    ]
    moved = [shipment(lane, "board", "before", "before" if same else "after", 1.0)]
    found = failing(check_borders, provenances=stated, shipments=moved)
    assert {*found} >= {name} - {""} if name else found == {}


def test_what_is_not_followed_can_not_enter_bond(failing):
    """Bolts arrive free, whatever the site."""
    assert failing(check_borders, shipments=[shipment("shenzhen hamburg", "bolt", None, None, 1.0)]) == {}


def test_segments_have_to_be_asked(failing):
    """Bolts for the state pay 1 % more in the USA, so that they have to be told apart."""
    found = failing(check_borders, shipments=[shipment("shenzhen texas", "bolt", None, None, 1.0)])
    assert {*found} == {"segment on arrival"}
