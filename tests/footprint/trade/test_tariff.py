"""The duty of many crossings at once, and the origins that duties tell apart."""

from __future__ import annotations

import polars as pl
import pytest

from reshore.footprint.trade.tariff import CROSSING

DEEMED = {"agreement": "USMCA", "members": "north", "basis": "deemed"}
ROWS = (
    {"kind": "base", "ad_valorem": 0.05},
    {"layer": "s301", "ad_valorem": 0.25, "origin": "CHN", "importer": "USA", "exempt": "USMCA"},
    {"layer": "s301", "ad_valorem": 0.5, "origin": "CHN", "importer": "USA", "segment": "gov"},
)


def test_lines_follow_the_crossings(tariff, crossings):
    """Each crossing with its own keys as they were asked, in order; what is free has none."""
    asked = crossings(
        {"exporter": "CHN", "labels": ["tested"]},
        {"goods_origin": "MEX", "segment": "~"},
        {"classified": "board", "importer": "MEX", "exporter": "DEU"},
        {"exporter": "DEU", "segment": "gov"},
    )
    charged = tariff(*ROWS, agreements=[DEEMED]).charged(asked)
    assert charged.columns[: len(CROSSING)] == list(CROSSING)
    assert charged.select("goods_origin", "labels", "exporter", "segment", "layer", "ad_valorem").rows() == [
        ("CHN", ["tested"], "CHN", None, "mfn", 0.05),
        ("CHN", ["tested"], "CHN", None, "s301", 0.25),
        ("MEX", [], "MEX", "~", "mfn", 0),
        ("CHN", [], "DEU", None, "mfn", 0.05),
        ("CHN", [], "DEU", "gov", "mfn", 0.05),
        ("CHN", [], "DEU", "gov", "s301", 0.5),
    ]


def test_the_order_of_rows_does_not_matter(tariff, crossings):
    """The same frame from rows turned round."""
    asked = crossings({}, {"exporter": "CHN"}, {"exporter": "CHN", "segment": "gov"}, {"period": "2026"})
    one, other = (tariff(*rows, agreements=[DEEMED]).charged(asked) for rows in (ROWS, ROWS[::-1]))
    assert one.equals(other)


def test_without_duties_nothing_is_charged(tariff, crossings):
    """All origins are alike then; and of no crossings nothing is charged either."""
    empty = tariff()
    charged = empty.charged(crossings({}))
    assert charged.is_empty()
    assert charged.schema == tariff(*ROWS).charged(crossings({})).schema
    assert tariff(*ROWS).charged(crossings()).is_empty()
    assert not empty.may_charge("rack", "USA")
    assert set(empty.partition("rack").values()) == {0}


def test_crossings_may_hold_more_than_is_asked(tariff, crossings):
    """Other columns, and the order of columns, don't matter."""
    read, asked = tariff(*ROWS), crossings({}, {"importer": "MEX"})
    more = asked.select(pl.lit(1).alias("crossing"), *reversed(CROSSING))
    assert read.charged(more).equals(read.charged(asked))


@pytest.mark.parametrize(
    ("cells", "classes"),
    [
        ({}, {"CHN": 0, "DEU": 0, "MEX": 0, "USA": 0}),
        ({"origin": "MEX"}, {"CHN": 0, "DEU": 0, "MEX": 1, "USA": 0}),
        ({"origin": "west"}, {"CHN": 0, "DEU": 1, "MEX": 0, "USA": 1}),
        ({"origin": "MEX", "hs": "8473"}, {"CHN": 0, "DEU": 0, "MEX": 0, "USA": 0}),
        ({"exporter": "MEX", "importer": "USA"}, {"CHN": 0, "DEU": 0, "MEX": 0, "USA": 0}),
    ],
)
def test_origins_are_told_apart_by_rows_that_name_them(tariff, cells, classes):
    """Of racks: only the origin cell counts, and only of rows for their code."""
    assert tariff({"ad_valorem": 0.1, **cells}).partition("rack") == classes
