"""Whom duties reach: charges, repayments and segments by product and importer."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("row", "charges"),
    [
        ({"ad_valorem": 0.1}, True),
        ({"per_kg": 0.1}, True),
        ({"ad_valorem": 0}, False),
        ({"ad_valorem": 0.1, "importer": "west"}, True),
        ({"ad_valorem": 0.1, "importer": "MEX"}, False),
        ({"ad_valorem": 0.1, "hs": "8473"}, False),
        ({"ad_valorem": 0.1, "origin": "DEU", "exporter": "DEU", "segment": "gov"}, True),
        ({"ad_valorem": 0.1, "from": "2027-01-01"}, False),
    ],
)
def test_an_importer_may_charge(tariff, row, charges):
    """Racks into the United States: a positive rate, code and importer decide, on some day of the horizon."""
    assert tariff(row).may_charge("rack", "USA") == charges


def test_a_rate_that_comes_with_series_is_charged(tariff):
    """Nothing in the table, a tenth from 2026 on."""
    series = [{"table": "duties", "key": "mfn//////", "column": "ad_valorem", "period": "2026", "value": 0.1}]
    assert tariff({}, series=series).may_charge("rack", "USA")


def test_an_importer_may_charge_while_it_is_a_member(tariff):
    """The row's bloc has the United States from 2026 on, and the row ends before."""
    blocs = [{"bloc": "club", "country": "USA", "from": "2025-06-01"}]
    row = {"ad_valorem": 0.1, "importer": "club"}
    assert tariff(row, blocs=blocs).may_charge("rack", "USA")
    assert not tariff({**row, "to": "2026-01-01"}, blocs=blocs).may_charge("rack", "USA")


@pytest.mark.parametrize(("drawback", "pays"), [("none", False), ("full", True), ("lesser", True)])
def test_an_importer_pays_back(tariff, drawback, pays):
    """What is charged with drawback, and none of what isn't charged."""
    read = tariff({"importer": "USA", "ad_valorem": 0.1, "drawback": drawback})
    assert read.pays_back("rack", "USA") == pays
    assert not read.pays_back("rack", "MEX")
    assert not tariff({"drawback": drawback}).pays_back("rack", "USA")


def test_segments_are_named_on_whatever_day(tariff):
    """In order, by code and importer; one whose row is over, too."""
    read = tariff(
        {"segment": "school", "hs": "8471"},
        {"segment": "gov", "importer": "USA", "to": "2024-01-01"},
        {"segment": "army", "importer": "DEU"},
        {},
    )
    assert read.names_segments("rack", "USA") == ("gov", "school")
    assert read.names_segments("board", "USA") == ("gov",)
    assert read.names_segments("board", "MEX") == ()
