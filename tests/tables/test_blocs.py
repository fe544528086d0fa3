"""Blocs over time: members, customs territories, lists by country."""

from __future__ import annotations

from datetime import date

import pytest

from reshore.tables import blocs


def model(make_model, *rows):
    return make_model(
        periods=[
            {"period": "2025", "start": date(2025, 1, 1), "months": 12},
            {"period": "2026", "start": date(2026, 1, 1), "months": 12},
        ],
        countries=[{"country": name} for name in ("FRA", "GBR", "USA")],
        blocs=rows,
    )


@pytest.mark.parametrize(
    ("dates", "periods"),
    [
        ({}, ["2025", "2026"]),
        ({"from": date(2025, 1, 1)}, ["2025", "2026"]),
        ({"from": date(2025, 1, 2)}, ["2026"]),
        ({"from": date(2026, 1, 2)}, []),
        ({"to": date(2025, 1, 1)}, []),
        ({"to": date(2025, 1, 2)}, ["2025"]),
        ({"to": date(2026, 1, 1)}, ["2025"]),
        ({"from": date(2025, 1, 2), "to": date(2026, 1, 1)}, []),
    ],
)
def test_membership_is_that_of_the_first_day_of_a_period(make_model, dates, periods):
    """`from` is the first day of it, `to` the first day without."""
    found = blocs.members(model(make_model, {"bloc": "EU", "country": "FRA", **dates}))
    assert found["period"].sort().to_list() == periods


def test_a_country_may_leave_and_come_back(make_model):
    """Two rows of one country, each with its dates."""
    left = {"bloc": "EU", "country": "GBR", "to": date(2025, 6, 1)}
    back = {"bloc": "EU", "country": "GBR", "from": date(2025, 7, 1)}
    assert blocs.members(model(make_model, left, back)).rows() == [
        ("EU", "list", "GBR", "2025"),
        ("EU", "list", "GBR", "2026"),
    ]


def test_a_customs_union_is_one_territory(make_model):
    """Its members are in it, others are a territory of their own; Britain leaves in 2026."""
    rows = [
        {"bloc": "EU", "country": "FRA", "kind": "customs_union"},
        {"bloc": "EU", "country": "GBR", "kind": "customs_union", "to": date(2026, 1, 1)},
    ]
    found = blocs.territories(model(make_model, *rows)).sort("country", "period")
    assert found.rows() == [
        ("FRA", "2025", "EU"),
        ("FRA", "2026", "EU"),
        ("GBR", "2025", "EU"),
        ("GBR", "2026", "GBR"),
        ("USA", "2025", "USA"),
        ("USA", "2026", "USA"),
    ]


@pytest.mark.parametrize("kind", ["agreement", "list"])
def test_other_blocs_draw_no_border_away(make_model, kind):
    """Members of an agreement keep customs of their own."""
    rows = [{"bloc": "pact", "country": country, "kind": kind} for country in ("FRA", "GBR")]
    found = blocs.territories(model(make_model, *rows))
    assert (found["territory"] == found["country"]).all()


def test_a_country_lists_its_blocs_in_order(make_model):
    """Of every kind, each once, and none where there is none."""
    rows = [
        {"bloc": "NATO", "country": "FRA"},
        {"bloc": "EU", "country": "FRA", "kind": "customs_union"},
        {"bloc": "CPTPP", "country": "GBR", "kind": "agreement", "from": date(2025, 5, 1)},
    ]
    found = blocs.lists(model(make_model, *rows)).sort("country", "period")
    assert found.select("country", "period", "blocs").rows() == [
        ("FRA", "2025", ["EU", "NATO"]),
        ("FRA", "2026", ["EU", "NATO"]),
        ("GBR", "2025", []),
        ("GBR", "2026", ["CPTPP"]),
        ("USA", "2025", []),
        ("USA", "2026", []),
    ]
