"""On no day are two rows of a duty layer equally specific."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ((None, None), ("2026-01-01", None), True),
        ((None, "2026-01-01"), ("2026-01-01", None), False),
        ((None, "2026-01-02"), ("2026-01-01", None), True),
        (("2025-01-01", "2026-01-01"), ("2025-06-01", "2025-07-01"), True),
        (("2025-01-01", "2025-02-01"), ("2025-06-01", "2025-07-01"), False),
        (("2025-06-01", "2025-07-01"), ("2025-01-01", "2025-06-01"), False),
    ],
)
def test_rows_of_a_layer_follow_each_other(told, first, second, clash):
    """The day on which one ends may be that on which the next begins; an empty day is always."""
    scope = {"layer": "mfn", "importer": "USA"}
    rows = [dict(scope, **{"from": since, "to": until}) for since, until in (first, second)]
    assert len(told(duties=rows)) == int(clash)


def test_other_scopes_do_not_clash(told):
    """Rows of another layer, importer, origin or code are for other goods or come on top."""
    scope = {"layer": "mfn", "importer": "USA", "origin": "CHN", "hs": "8471"}
    rows = [
        scope,
        *({**scope, key: None} for key in ("importer", "origin", "hs")),
        {**scope, "layer": "s301"},
    ]
    assert told(duties=rows) == []


COUNTRIES = [{"country": "DEU"}, {"country": "JPN"}, {"country": "CHN"}]
BLOCS = [
    *({"bloc": "EU", "country": country, "kind": "customs_union"} for country in ("DEU", "MEX")),
    *({"bloc": "G7", "country": country} for country in ("DEU", "JPN", "USA")),
    {"bloc": "ASIA", "country": "JPN"},
]


@pytest.mark.parametrize(
    ("first", "second", "problem"),
    [
        (
            {"importer": "EU"},
            {"importer": "G7"},
            "importer: layer 's' has another row as specific as this one: 'DEU' is in importer 'G7' and in "
            "its 'EU' on the same days",
        ),
        (
            {"importer": "USA", "origin": "EU", "hs": "8471"},
            {"importer": "USA", "origin": "G7", "hs": "8471"},
            "origin: layer 's' has another row as specific as this one: 'DEU' is in origin 'G7' and in its "
            "'EU' on the same days",
        ),
        (
            {"exporter": "G7", "segment": "sovereign"},
            {"exporter": "ASIA", "segment": "sovereign"},
            "exporter: layer 's' has another row as specific as this one: 'JPN' is in exporter 'ASIA' and in "
            "its 'G7' on the same days",
        ),
        (
            {"importer": "EU", "origin": "G7"},
            {"importer": "G7", "origin": "EU"},
            "importer: layer 's' has another row as specific as this one: 'DEU' is in importer 'G7' and in "
            "its 'EU' on the same days",
        ),
        ({"importer": "EU", "origin": "EU"}, {"importer": "G7", "origin": "ASIA"}, None),
        ({"importer": "EU"}, {"importer": "ASIA"}, None),
        ({"importer": "EU"}, {"importer": "DEU"}, None),
        ({"importer": "EU"}, {"origin": "G7"}, None),
        ({"importer": "EU", "hs": "84"}, {"importer": "G7", "hs": "8471"}, None),
        ({"importer": "EU", "hs": "8471"}, {"importer": "G7", "hs": "8473"}, None),
        ({"importer": "EU"}, {"importer": "G7", "segment": "sovereign"}, None),
        ({"importer": "EU"}, {"importer": "G7", "origin": "CHN"}, None),
        ({"importer": "EU"}, {"importer": "G7", "layer": "other"}, None),
        ({"importer": "EU", "to": "2026-01-01"}, {"importer": "G7", "from": "2026-01-01"}, None),
    ],
)
def test_blocs_with_a_common_member_tie(told, first, second, problem):
    """Two rows that name blocs at the same place are equally specific for the countries in both."""
    scope = {"layer": "s", "ad_valorem": 0.1}
    demands = [{"market": "west", "product": "rack", "segment": "sovereign", "quantity": 1}]
    found = told(countries=COUNTRIES, blocs=BLOCS, demands=demands, duties=[scope | first, scope | second])
    assert found == ([] if problem is None else [f"duties:1:{problem}"])


def test_a_common_member_of_other_days_ties_nothing(told):
    """Membership is that of a period's first day, and the rows have to be of the same days."""
    rows = [{"layer": "s", "importer": "A"}, {"layer": "s", "importer": "B"}]
    left = {"bloc": "A", "country": "USA", "to": "2026-01-01"}
    joined = {"bloc": "B", "country": "USA", "from": "2026-01-01"}
    assert told(blocs=[left, joined], duties=rows) == []
    assert len(told(blocs=[left | {"to": "2026-01-02"}, joined], duties=rows)) == 1
    late = [rows[0] | {"to": "2026-01-01"}, rows[1]]
    assert told(blocs=[left | {"to": None}, joined], duties=late) == []


def test_a_row_that_ties_with_many_is_told_once(told):
    """The first of them is named, and each later row has its own fault."""
    blocs = [{"bloc": name, "country": "USA"} for name in "ABC"]
    found = told(blocs=blocs, duties=[{"layer": "s", "importer": name} for name in "ABC"])
    assert [line.partition(":")[2][:10] for line in found] == ["1:importer", "2:importer"]
    assert all("in its 'A'" in line for line in found)


def test_many_rows_are_checked_by_joins(told):
    """Two hundred countries by fifty codes, each with a bloc that overlaps another, take no time."""
    blocs = [{"bloc": name, "country": "USA"} for name in ("A", "B")]
    rows = [
        {"layer": f"layer {number}", "importer": bloc, "hs": f"{code:04d}"}
        for number in range(100)
        for code in range(50)
        for bloc in ("A", "B")
    ]
    assert len(told(blocs=blocs, duties=rows)) == 5_000
