"""Blocs have names of their own, and customs unions don't overlap."""

from __future__ import annotations

import pytest


def test_a_bloc_is_no_country(told):
    """A name in duties would mean both; it is told once."""
    rows = [{"bloc": "USA", "country": "USA"}, {"bloc": "USA", "country": "MEX"}]
    assert told(blocs=rows) == ["blocs:0:bloc: 'USA' is the code of a country, too"]


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ({}, {}, True),
        ({"to": "2026-01-01"}, {"from": "2026-01-01"}, False),
        ({"to": "2026-01-02"}, {"from": "2026-01-01"}, True),
        ({"from": "2026-01-01"}, {"to": "2026-01-01"}, False),
        ({}, {"kind": "agreement"}, False),
        ({}, {"country": "USA"}, False),
    ],
)
def test_a_country_is_in_one_customs_union(told, first, second, clash):
    """It may leave one and join another, and be in any number of other blocs."""
    union = {"country": "MEX", "kind": "customs_union"}
    found = told(blocs=[{"bloc": "EU", **union, **first}, {"bloc": "EAEU", **union, **second}])
    assert [line.partition(": ")[2] for line in found] == (
        ["'MEX' is in customs unions 'EU' and 'EAEU' on the same days"] if clash else []
    )
