"""Which row is charged: what matches, and which of those that do is the most specific."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("cells", "matches"),
    [
        ({}, True),
        ({"importer": "USA", "origin": "CHN", "exporter": "MEX", "hs": "847150"}, True),
        ({"importer": "west", "exporter": "north"}, True),
        ({"importer": "MEX"}, False),
        ({"origin": "MEX"}, False),
        ({"exporter": "CHN"}, False),
        ({"origin": "west"}, False),
        ({"hs": "8473"}, False),
        ({"segment": "gov"}, False),
    ],
)
def test_a_row_matches_if_all_of_its_cells_do(tariff, duty, cells, matches):
    """A Chinese rack from Mexico into the United States: a cell is empty, names the country, or its bloc."""
    assert duty(tariff({"ad_valorem": 0.1, **cells})) == ({"mfn": 0.1} if matches else {})


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        ({"importer": "USA"}, {"importer": "west", "origin": "CHN", "exporter": "MEX", "hs": "847150"}),
        ({"importer": "west"}, {"origin": "CHN", "exporter": "MEX", "hs": "847150", "segment": "gov"}),
        ({"origin": "CHN"}, {"origin": "east", "exporter": "MEX", "hs": "847150"}),
        ({"origin": "east"}, {"exporter": "MEX", "hs": "847150"}),
        ({"exporter": "MEX"}, {"exporter": "north", "hs": "847150", "segment": "gov"}),
        ({"exporter": "north"}, {"hs": "847150", "segment": "gov"}),
        ({"hs": "847150"}, {"hs": "8471", "segment": "gov"}),
        ({"hs": "84"}, {"segment": "gov"}),
        ({"segment": "gov"}, {}),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_the_more_specific_row_is_charged(tariff, duty, winner, loser, first):
    """Importer, origin, exporter, each by country, bloc or any; then the code, and last the segment."""
    rows = [{"ad_valorem": 0.2, **winner}, {"ad_valorem": 0.7, **loser}]
    blocs = [
        {"bloc": "north", "country": "MEX"},
        {"bloc": "west", "country": "USA"},
        {"bloc": "east", "country": "CHN"},
    ]
    read = tariff(*(rows if first else rows[::-1]), blocs=blocs)
    assert duty(read, segment="gov") == {"mfn": 0.2}


def test_a_good_of_any_origin_meets_what_all_origins_meet(tariff, duty):
    """A row for a bloc of all countries tells no origins apart: it is for goods whose origin nobody asked."""
    everyone = [{"bloc": "world", "country": country} for country in ("CHN", "DEU", "MEX", "TWN", "USA")]
    rows = tariff({"ad_valorem": 0.1}, {"ad_valorem": 0.5, "origin": "world"}, blocs=everyone)
    assert duty(rows, goods_origin=None) == {"mfn": 0.5}


@pytest.mark.parametrize(("segment", "rate"), [(None, 0.1), ("~", 0.1), ("all", 0.1), ("gov", 0.0)])
def test_a_segment_that_is_named_has_its_row(tariff, duty, segment, rate):
    """Goods for the government are free; all other segments pay, whatever they are called."""
    rows = tariff({"ad_valorem": 0.1}, {"segment": "gov"})
    assert duty(rows, segment=segment) == ({"mfn": rate} if rate else {})


def test_a_member_that_has_left_is_no_member(tariff, duty):
    """Mexico leaves within 2025: the row for its bloc stands for the rest of that period, and not in 2026."""
    blocs = [{"bloc": "north", "country": "MEX", "to": "2025-02-01"}, {"bloc": "north", "country": "USA"}]
    rows = tariff({"ad_valorem": 0.1, "exporter": "north"}, blocs=blocs)
    assert duty(rows, period="2025") == {"mfn": 0.1}
    assert duty(rows, period="2026") == {}


def test_the_code_is_that_of_what_is_classified(tariff, duty):
    """A board entered as the rack that it went into pays what racks pay."""
    rows = tariff({"ad_valorem": 0.1, "hs": "8471"}, {"ad_valorem": 0.4, "hs": "8473"})
    assert duty(rows, classified="rack", product="board") == {"mfn": 0.1}
    assert duty(rows, classified="board", product="board") == {"mfn": 0.4}


def test_a_good_without_a_code_meets_rows_without_one(tariff, duty):
    """Crates have no code."""
    rows = tariff({"ad_valorem": 0.1}, {"ad_valorem": 0.4, "hs": "84"})
    assert duty(rows, classified="crate", product="crate") == {"mfn": 0.1}
