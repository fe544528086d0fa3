"""Agreements: the row that covers a product, members over time, limits of drawback."""

from __future__ import annotations

import pytest

from reshore.footprint.trade.agreements import Agreements, Cover

ROWS = [
    {"agreement": "USMCA", "members": "north", "threshold": 0.6, "rate": 0.01},
    {"agreement": "USMCA", "members": "north", "hs": "8471", "basis": "deemed", "drawback": "lesser"},
    {
        "agreement": "WEST",
        "members": "west",
        "hs": "84",
        "basis": "tariff_shift",
        "digits": 6,
        "de_minimis": 0.1,
        "drawback": "none",
    },
]
CRATES = Cover("rvc", 0.6, 4, 0.0, 0.01, "free")
RACKS = Cover("deemed", None, 4, 0.0, 0.0, "lesser")
WEST = Cover("tariff_shift", None, 6, 0.1, 0.0, "none")


@pytest.fixture(scope="module")
def agreements(world):
    """Two agreements: one for all goods and for racks, one for chapter 84."""
    return Agreements.of(world(agreements=ROWS))


@pytest.mark.parametrize(
    ("product", "covering"),
    [
        ("crate", {"USMCA": CRATES}),
        ("board", {"USMCA": CRATES, "WEST": WEST}),
        ("rack", {"USMCA": RACKS, "WEST": WEST}),
        ("unknown", {}),
    ],
)
def test_the_longest_prefix_covers(agreements, product, covering):
    """Boards are in chapter 84 and no racks; a crate has no code."""
    assert agreements.covering(product) == covering


def test_the_order_of_rows_does_not_matter(world, agreements):
    """The same covers and members from rows turned round."""
    turned = Agreements.of(world(agreements=ROWS[::-1]))
    assert turned.covers.equals(agreements.covers)
    assert turned.members.equals(agreements.members)


def test_members_are_those_of_the_first_day(world):
    """Mexico leaves in 2025, after its first day."""
    blocs = [{"bloc": "north", "country": "MEX", "to": "2025-07-01"}, {"bloc": "north", "country": "USA"}]
    read = Agreements.of(world(agreements=ROWS[:2], blocs=blocs))
    assert read.member("USMCA", "MEX", "2025")
    assert not read.member("USMCA", "MEX", "2026")
    assert read.member("USMCA", "USA", "2026")
    assert read.members.rows() == [
        ("USMCA", "MEX", "2025"),
        ("USMCA", "USA", "2025"),
        ("USMCA", "USA", "2026"),
    ]


@pytest.mark.parametrize(
    ("product", "one", "other", "limit"),
    [
        ("rack", "MEX", "USA", "lesser"),
        ("board", "MEX", "USA", "free"),
        ("rack", "USA", "DEU", "none"),
        ("crate", "USA", "DEU", "free"),
        ("rack", "MEX", "DEU", "free"),
    ],
)
def test_the_strictest_limit_of_what_two_countries_share(agreements, product, one, other, limit):
    """Mexico and Germany share nothing, and no agreement covers crates between Germany and the States."""
    assert agreements.strictest(product, one, other, "2025") == limit
    assert agreements.strictest(product, other, one, "2025") == limit


def test_of_two_agreements_that_are_shared_the_stricter_limits(world):
    """Both countries are members of both: lesser and none."""
    blocs = [{"bloc": bloc, "country": country} for bloc in ("north", "west") for country in ("MEX", "USA")]
    assert (
        Agreements.of(world(agreements=ROWS, blocs=blocs)).strictest("rack", "MEX", "USA", "2026") == "none"
    )
