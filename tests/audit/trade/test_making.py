"""Outputs are what their process and their components make them."""

from __future__ import annotations

import pytest
from tests.audit.trade.world import goods, making, tables, used

from reshore.audit.trade.making import check_outputs

BOARDS = [
    goods("board", "cn", processed="CHN", goods_origin="CHN"),
    goods("board", "clean", processed="CHN", goods_origin="CHN", labels="clean"),
    goods("board", "mx", processed="USA", goods_origin="MEX", labels="usmca"),
    goods("board", "held", processed="CHN", goods_origin="CHN", status="bond", via="CHN"),
]
RACK = goods("rack", "made", processed="MEX", goods_origin="MEX")


def frames(process, drawn, rack, **units):
    """10 racks of one provenance, of 20 boards."""
    parts = units or {drawn: 20.0}
    return {
        "provenances": [*BOARDS, rack],
        "production": [making(process, rack["provenance"], 10.0)],
        "use": [used(process, rack["provenance"], name, number) for name, number in parts.items()],
    }


@pytest.mark.parametrize(
    ("process", "drawn", "attributes"),
    [
        ("racks puebla", "cn", {}),
        ("racks puebla", "cn", {"processed": None, "goods_origin": "MEX USA", "status": "out"}),
        ("racks puebla", "cn", {"labels": "mercosur"}),
        ("racks puebla", "mx", {"labels": "usmca", "status": "out", "bound": "BRA"}),
        ("racks juarez", "cn", {"labels": "tested"}),
        ("racks juarez", "clean", {"labels": "tested clean", "status": "made", "bound": "USA"}),
        ("racks colon", "cn", {"goods_origin": "CHN", "status": "made"}),
    ],
)
def test_what_a_process_gives_passes(failing, process, drawn, attributes):
    """Its country, the origin of the site or the board, its labels, and those that are earned."""
    assert failing(check_outputs, **frames(process, drawn, RACK | attributes)) == {}


@pytest.mark.parametrize(
    ("process", "drawn", "attributes", "name"),
    [
        ("racks puebla", "cn", {"processed": "CHN"}, "processed where it is made"),
        ("racks puebla", "cn", {"goods_origin": "CHN"}, "origin of the output"),
        ("racks colon", "cn", {"goods_origin": "MEX"}, "origin of the output"),
        ("racks puebla", "cn", {"labels": "tested"}, "labels that nothing confers"),
        ("racks juarez", "cn", {"labels": "tested clean"}, "labels that nothing confers"),
        ("racks dallas", "cn", {"labels": "mercosur"}, "labels that nothing confers"),
        ("racks puebla", "cn", {"status": "made"}, "status of the output"),
        ("racks juarez", "cn", {"status": "bond", "via": "CHN", "labels": "tested"}, "status of the output"),
        ("racks puebla", "cn", {"segment": "~"}, "status of the output"),
        ("racks puebla", "cn", {"lesser_per_kg": 1.0}, "status of the output"),
        ("racks puebla", "cn", {"status": "out", "bound": "MEX"}, "bound for home"),
    ],
)
def test_what_it_does_not_give_is_refused(failing, process, drawn, attributes, name):
    """One attribute another."""
    assert name in failing(check_outputs, **frames(process, drawn, RACK | attributes))


def test_labels_that_are_told_apart_are_had(failing):
    """A second rack that is tested, or clean, shows that these labels are asked for."""
    other = goods("rack", "other", labels="tested clean")
    for drawn, labels, name in (
        ("cn", None, "labels that the process confers"),
        ("clean", "tested", "labels that components pass on"),
    ):
        found = frames("racks juarez", drawn, RACK | {"labels": labels})
        found["provenances"].append(other)
        assert {*failing(check_outputs, **found)} == {name}


@pytest.mark.parametrize(("chinese", "passes"), [(14.0, True), (14.01, False), (0.0, True), (20.0, False)])
def test_regional_value_content(failing, chinese, passes):
    """60 % of 10 racks of 200: at most 800 from outside. 100 bolts of 1 and 14 Chinese boards are 800."""
    rack = RACK | {"labels": "usmca"}
    found = failing(check_outputs, **frames("racks puebla", "", rack, cn=chinese, mx=20 - chinese))
    assert {*found} == (set() if passes else {"regional value content"})
    assert passes or "most 800" in found["regional value content"]


@pytest.mark.parametrize(("heading", "passes"), [("8534", True), ("8471", False)])
def test_tariff_shift(failing, make_model, heading, passes):
    """Boards under the racks' heading don't shift: 20 of 50 are 1,000, and 10 % of 2,000 may be."""
    model = tables()
    model["products"][0]["hs_code"] = heading
    rack = RACK | {"labels": "mercosur"}
    found = failing(check_outputs, make_model(**model), **frames("racks puebla", "cn", rack))
    assert {*found} == (set() if passes else {"components that shift heading"})


def test_repacking_passes_on_everything(failing):
    """A pack of a board in bond is in bond, and no other attribute of it changes."""
    pack = BOARDS[3] | {"product": "pack", "provenance": "pack"}
    made = making("packs hamburg", "pack", 10.0, "pack") | {"variant": "packed"}
    rows = {"production": [made], "use": [used("packs hamburg", "pack", "held", 10.0, "pack")]}
    assert failing(check_outputs, provenances=[*BOARDS, pack], **rows) == {}
    for attributes in (
        {"status": "free", "via": None},
        {"goods_origin": "MEX"},
        {"labels": "tested"},
        {"via": "USA"},
    ):
        found = failing(check_outputs, provenances=[*BOARDS, pack | attributes], **rows)
        assert {*found} == {"repacked as it came"}
