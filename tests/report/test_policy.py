"""Every kind of rule is a sentence of its own."""

from __future__ import annotations

import pytest

from reshore.report.policy import DONE, MEASURES, SUBJECTS, amount, per_unit, sentence
from reshore.tables import schema

CAP = {
    **dict.fromkeys(schema.tables()["rules"].empty().columns),
    **{"rule": "cap", "measure": "units", "activity": "make", "where": "product = 'rack'", "sense": "<="},
    **{"periods": "each", "share": 0.0},
}


@pytest.mark.parametrize(
    ("changes", "limits", "words"),
    [
        ({}, [1200.0, 1200.0], "Units made of NVL72 rack may be at most 1,200 in each period."),
        ({"from": "2027"}, [5.0, 8.0], "at most 5 at first and 8 at last in each period from 2027."),
        ({}, [0.0], "Units made of NVL72 rack must be 0 in each period."),
        ({"sense": ">="}, [0.0], "must be at least 0 in each period."),
        ({"sense": "=", "to": "2026"}, [3.0], "must be exactly 3 in each period until 2026."),
        ({"periods": "cumulative"}, [3.0, 7.0], "may be at most 7 over all periods together."),
        ({"of": "baseline", "where": None}, [0.3], "Units made may be at most 30% of the baseline."),
        ({"of": "true", "from": "2027", "to": "2028"}, [0.3], "at most 30% of the total from 2027 to 2028."),
        ({"of": "country = 'MEX'"}, [0.3], "may be at most 30% of the total in Mexico."),
        (
            {"of": "true", "where": "country = 'MEX'"},
            [0.3],
            "Mexico's share of units made may be at most",
        ),
        (
            {"of": "product = 'rack'", "where": "site = 'gdl'"},
            [0.6],
            "Units made at Guadalajara may be at most 60% of the total of NVL72 rack.",
        ),
        (
            {"measure": "sources", "sense": ">=", "share": 0.2},
            [2.0],
            "sources of what is made of NVL72 rack must be at least 2, each with a share of at least 20% in",
        ),
        (
            {"measure": "sites", "activity": "open", "where": None},
            [2.0],
            "The number of sites open may be at most 2",
        ),
        (
            {"measure": "carbon", "activity": "ship", "where": None},
            [6.5e8],
            "at most 650 million kg CO2e in each",
        ),
        (
            {"measure": "value", "where": None},
            [5e3],
            "The value of what is made may be at most USD 5.00 million",
        ),
    ],
)
def test_sentences(view, changes, limits, words):
    assert words in sentence(view, {**CAP, **changes}, limits).replace("\u00a0", " ")


def test_every_measure_and_activity_has_words():
    columns = {column.name: column for column in schema.tables()["rules"].columns}

    assert set(SUBJECTS) == set(MEASURES) == set(columns["measure"].allowed.split(" | "))
    assert set(DONE) == set(columns["activity"].allowed.split(" | "))


def test_amounts_and_prices_have_units(view):
    assert amount(view, "labour", 12.0) == "12 hours"
    assert amount(view, "units", 2e6) == "2.00 million"
    assert per_unit(view, "mass", 0.5).replace("\u00a0", " ") == "USD 500 a kg"
    assert per_unit(view, "cost", 0.5).replace("\u00a0", " ") == "USD 500 for each kUSD"
    assert per_unit(view, "units", 0.5).replace("\u00a0", " ") == "USD 500 a unit"
