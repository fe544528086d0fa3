"""What is bought comes from where it is supplied."""

from __future__ import annotations

import pytest
from tests.audit.trade.world import SITES, goods, shipment

from reshore.audit.trade.buying import check_supplies

CHINESE = goods("board", "cn", processed="CHN", goods_origin="CHN", labels="clean")
MEXICAN = goods("board", "mx", processed="USA", goods_origin="MEX BRA", labels="usmca")


def bought(site, provenance):
    row = {"site": site, "country": SITES[site][0], "product": "board", "provenance": provenance}
    return [row | {"period": "2025", "units": 1.0}]


@pytest.mark.parametrize(("site", "good"), [("shenzhen", CHINESE), ("dallas", MEXICAN)])
def test_what_a_supply_gives_passes(failing, site, good):
    """The supply of dallas is of Mexican origin, and so a good of usmca."""
    assert failing(check_supplies, provenances=[good], purchases=bought(site, good["provenance"])) == {}


@pytest.mark.parametrize(
    ("attributes", "name"),
    [
        ({"processed": "MEX"}, "processed where it is supplied"),
        ({"goods_origin": "MEX BRA"}, "origin of the supply"),
        ({"labels": "clean usmca"}, "labels of the supply"),
        ({"status": "bond", "via": "USA"}, "bought free"),
        ({"full_ad_valorem": 0.1}, "bought free"),
        ({"segment": "~"}, "bought free"),
    ],
)
def test_what_it_does_not_give_is_refused(failing, attributes, name):
    """One attribute another."""
    found = failing(check_supplies, provenances=[CHINESE | attributes], purchases=bought("shenzhen", "cn"))
    assert {*found} == {name}


def test_a_label_that_is_told_apart_is_had(failing):
    """Where some boards are clean, those of a clean supply can't be bought as others."""
    plain = goods("board", "plain", processed="CHN", goods_origin="CHN")
    frames = {"purchases": bought("shenzhen", "plain")}
    assert failing(check_supplies, provenances=[plain], **frames) == {}
    assert {*failing(check_supplies, provenances=[plain, CHINESE], **frames)} == {
        "labels that the supply has"
    }


def test_any_origin_is_one(failing):
    """Goods of which nobody asks where they are from."""
    frames = {
        "purchases": bought("shenzhen", "any"),
        "shipments": [shipment("shenzhen lyon", "board", "any", "any", 1.0)],
    }
    assert failing(check_supplies, provenances=[goods("board", "any")], **frames) == {}
