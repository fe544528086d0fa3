"""Deliveries are what is served, of goods that may be."""

from __future__ import annotations

import pytest
from tests.audit.trade.world import MARKETS, goods

from reshore.audit.trade.delivering import check_deliveries


def frames(units, asked_by="sovereign", market="texas", **attributes):
    """7 racks served; so many delivered."""
    asked = {
        "market": market,
        "country": MARKETS[market],
        "product": "rack",
        "segment": asked_by,
        "period": "2025",
    }
    return {
        "provenances": [goods("rack", "one", **attributes)],
        "service": [asked | {"demand": 10.0, "served": 7.0, "short": 3.0}],
        "deliveries": [asked | {"provenance": "one", "units": units}],
    }


@pytest.mark.parametrize("units", [6.99, 7.01])
def test_deliveries_add_up(failing, units):
    """To 7."""
    assert failing(check_deliveries, **frames(7.0)) == {}
    assert {*failing(check_deliveries, **frames(units))} == {"what is served"}


def test_deliveries_are_there(failing):
    """A followed product is served in goods of a provenance."""
    assert {*failing(check_deliveries, **frames(7.0) | {"deliveries": []})} == {"what is served"}


@pytest.mark.parametrize(
    ("attributes", "name"),
    [
        ({"status": "out"}, "served though not free"),
        ({"segment": "sovereign"}, ""),
        ({"segment": "commercial"}, "duty paid for another segment"),
        ({"segment": "~"}, "duty paid for another segment"),
        ({"segment": "~", "asked_by": "commercial"}, ""),
    ],
)
def test_duty_is_paid_for_the_segment_served(failing, attributes, name):
    """Duty rows of the USA name the sovereign segment, so that others are served as any."""
    found = failing(check_deliveries, **frames(7.0, **attributes))
    assert {*found} == {name} - {""}
