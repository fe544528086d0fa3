"""How goods qualify under an agreement can be worked out."""

from __future__ import annotations

import pytest

BLOC = {"bloc": "NA", "country": "MEX"}


@pytest.mark.parametrize(
    ("agreement", "problem"),
    [
        ({"basis": "deemed"}, None),
        ({"basis": "tariff_shift"}, None),
        ({"threshold": 0}, None),
        ({}, "threshold: threshold is empty, and agreement 'USMCA' asks for regional value content"),
        (
            {"agreement": "EU Japan", "basis": "deemed"},
            "agreement: agreement 'EU Japan' holds a blank or ':', and is the label of what qualifies",
        ),
        (
            {"agreement": "EU:JPN", "basis": "deemed"},
            "agreement: agreement 'EU:JPN' holds a blank or ':', and is the label of what qualifies",
        ),
    ],
)
def test_an_agreement_says_how_goods_qualify(told, agreement, problem):
    """Value content has its threshold, and the name can stand among labels."""
    found = told(blocs=[BLOC], agreements=[{"agreement": "USMCA", "members": "NA"} | agreement])
    assert found == ([] if problem is None else [f"agreements:0:{problem}"])


@pytest.mark.parametrize(
    ("rack", "tray", "rows", "problems"),
    [
        ("847150", "847330", [{}], []),
        (None, None, [{"basis": "deemed"}], []),
        (
            None,
            "847330",
            [{}],
            ["products:0:hs_code: 'rack' has no HS code, and agreement 'A' compares 4 digits"],
        ),
        (
            "847150",
            None,
            [{}],
            ["products:1:hs_code: 'tray' has no HS code, and agreement 'A' compares 4 digits"],
        ),
        (
            "847150",
            "84",
            [{"digits": 6}],
            ["products:1:hs_code: 'tray' has HS code 84, and agreement 'A' compares 6 digits"],
        ),
        ("847150", None, [{"hs": "8471", "basis": "deemed"}, {}], []),
        (
            "847150",
            None,
            [{"basis": "deemed"}, {"hs": "8471", "digits": 2}],
            ["products:1:hs_code: 'tray' has no HS code, and agreement 'A' compares 2 digits"],
        ),
    ],
)
def test_goods_whose_heading_changes_have_codes(warned, rack, tray, rows, problems):
    """The row with the longest prefix decides; what goes in needs codes as well as what comes out."""
    shift = {"agreement": "A", "members": "NA", "basis": "tariff_shift"}
    found = warned(
        blocs=[BLOC],
        agreements=[shift | row for row in rows],
        only_products=[
            {"product": "rack", "value": 1000, "mass": 10, "hs_code": rack},
            {"product": "tray", "value": 50, "mass": 1, "hs_code": tray},
        ],
    )
    assert found == problems


def test_what_is_bought_needs_no_heading(warned):
    """A product that nobody makes changes none."""
    found = warned(
        blocs=[BLOC],
        agreements=[{"agreement": "A", "members": "NA", "basis": "tariff_shift"}],
        only_products=[
            {"product": "rack", "value": 1000, "mass": 10, "hs_code": "847150"},
            {"product": "tray", "value": 50, "mass": 1, "hs_code": "847330"},
            {"product": "gpu", "value": 50, "mass": 1},
        ],
        supplies=[{"site": "hou", "product": "gpu"}],
    )
    assert found == []
