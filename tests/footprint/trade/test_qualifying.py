"""What a good qualifies under on a border: coverage, both members, the label or that none is asked."""

from __future__ import annotations

import pytest

MFN = {"kind": "base", "ad_valorem": 0.05}
USMCA = {"agreement": "USMCA", "members": "north", "basis": "rvc", "threshold": 0.6}
DEEMED = {**USMCA, "basis": "deemed"}


@pytest.mark.parametrize(
    ("agreement", "change", "qualifies"),
    [
        (USMCA, {}, False),
        (USMCA, {"labels": ["USMCA"]}, True),
        (USMCA, {"labels": ["tested", "USMCA"]}, True),
        (USMCA, {"labels": ["USMCA2"]}, False),
        (USMCA, {"labels": ["USMCA"], "exporter": "CHN"}, False),
        (USMCA, {"labels": ["USMCA"], "exporter": "USA", "importer": "DEU"}, False),
        (DEEMED, {}, True),
        (DEEMED, {"exporter": "CHN"}, False),
        (DEEMED, {"goods_origin": None}, True),
        ({**DEEMED, "hs": "8471"}, {}, True),
        ({**DEEMED, "hs": "8473"}, {}, False),
        ({**DEEMED, "hs": "8471"}, {"classified": "board"}, False),
    ],
)
def test_a_good_qualifies(tariff, duty, agreement, change, qualifies):
    """It is covered by its code, both countries are members, and it has the label or basis is deemed."""
    assert duty(tariff(MFN, agreements=[agreement]), **change) == {"mfn": 0 if qualifies else 0.05}


def test_the_lowest_of_several_agreements_is_used(tariff, crossings):
    """Three have the good's label; the first by name where two are equal."""
    rates = {"C": 0.01, "B": 0.01, "A": 0.03}
    rows = tariff(
        MFN, agreements=[{**USMCA, "agreement": name, "rate": rate} for name, rate in rates.items()]
    )
    lines = rows.charged(crossings({"labels": ["A", "B", "C"]}, {"labels": ["A"]}))
    assert lines.select("preference", "ad_valorem").rows() == [("B", 0.01), ("A", 0.03)]


def test_a_lower_rate_that_a_good_lacks_the_label_for_is_not_used(tariff, crossings):
    """The agreement at nought asks for its label, the one that deems doesn't."""
    rows = tariff(MFN, agreements=[USMCA, {**DEEMED, "agreement": "DEEMED", "rate": 0.02}])
    assert rows.charged(crossings({})).select("preference", "ad_valorem").rows() == [("DEEMED", 0.02)]


def test_a_membership_that_ends_takes_the_preference_along(tariff, duty):
    """Mexico is out from the middle of 2025: a member on the first day of 2025, and none in 2026."""
    blocs = [{"bloc": "north", "country": "MEX", "to": "2025-07-01"}, {"bloc": "north", "country": "USA"}]
    rows = tariff(MFN, agreements=[DEEMED], blocs=blocs)
    assert duty(rows, period="2025") == {"mfn": 0}
    assert duty(rows, period="2026") == {"mfn": 0.05}


def test_the_longest_prefix_of_an_agreement_decides(tariff, duty):
    """All goods by their label, racks by being exported from a member."""
    rows = tariff(MFN, agreements=[USMCA, {**DEEMED, "hs": "8471"}])
    assert duty(rows) == {"mfn": 0}
    assert duty(rows, classified="board", product="board") == {"mfn": 0.05}
