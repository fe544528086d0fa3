"""What is one thing has one value in all of its rows."""

from __future__ import annotations

import pytest

CHINA = {"country": "CHN"}


@pytest.mark.parametrize(
    ("tables", "problem"),
    [
        (
            {
                "duties": [
                    {"layer": "mfn", "kind": "base", "importer": "USA"},
                    {"layer": "s301", "importer": "USA"},
                    {"layer": "mfn", "importer": "MEX"},
                ]
            },
            "duties:2:kind: layer 'mfn' has kind 'additional' here and 'base' in an earlier row",
        ),
        (
            {
                "duties": [
                    {"layer": "ieepa", "importer": "USA"},
                    {"layer": "ieepa", "importer": "MEX", "combine": "max"},
                ]
            },
            "duties:1:combine: layer 'ieepa' has combine 'max' here and 'add' in an earlier row",
        ),
        (
            {
                "blocs": [
                    {"bloc": "EU", "country": "MEX", "kind": "customs_union"},
                    {"bloc": "EU", "country": "USA"},
                ]
            },
            "blocs:1:kind: bloc 'EU' has kind 'list' here and 'customs_union' in an earlier row",
        ),
        (
            {
                "blocs": [{"bloc": "NA", "country": "MEX"}, {"bloc": "EU", "country": "USA"}],
                "agreements": [
                    {"agreement": "USMCA", "members": "NA", "hs": "8471", "basis": "deemed"},
                    {"agreement": "USMCA", "members": "EU", "threshold": 0.6},
                ],
            },
            "agreements:1:members: agreement 'USMCA' has members 'EU' here and 'NA' in an earlier row",
        ),
    ],
)
def test_rows_of_one_name_agree(told, tables, problem):
    """The row that differs from the first is told."""
    assert told(**tables) == [problem]


def test_names_apart_may_differ(told):
    """Other layers, blocs and agreements are other things."""
    assert (
        told(
            blocs=[
                {"bloc": "NA", "country": "MEX"},
                {"bloc": "U", "country": "MEX", "kind": "customs_union"},
            ],
            duties=[{"layer": "mfn", "kind": "base"}, {"layer": "s301", "combine": "max"}],
            agreements=[
                {"agreement": "A", "members": "NA", "basis": "deemed"},
                {"agreement": "B", "members": "U", "basis": "deemed"},
            ],
        )
        == []
    )
