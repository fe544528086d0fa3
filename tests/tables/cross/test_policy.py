"""Rules and the baseline say something that can be counted."""

from __future__ import annotations

import pytest

RULE = {"rule": "r", "activity": "make", "limit": 1}


@pytest.mark.parametrize(
    ("rule", "problems"),
    [
        ({}, []),
        ({"where": "country = 'MEX' and resource = 'line'", "of": "true"}, []),
        ({"activity": "ship", "where": "origin_country = 'MEX'", "measure": "mass"}, []),
        ({"measure": "sources", "share": 0.2, "activity": "buy"}, []),
        ({"activity": "open", "measure": "sites", "of": "status = 'open'"}, []),
        ({"activity": "build", "measure": "modules"}, []),
        ({"from": "2025", "to": "2026"}, []),
        ({"from": "2026", "to": "2026"}, []),
        ({"measure": "cost"}, []),
        ({"measure": "cost", "activity": "use", "where": "component = 'tray'"}, []),
        ({"activity": "serve", "where": "array_contains(labels, 'tested') and processed = 'MEX'"}, []),
        (
            {
                "activity": "ship",
                "where": "array_contains(destination_blocs, 'EU')",
                "of": "processed = 'MEX'",
            },
            [],
        ),
        (
            {"measure": "cost", "activity": "hold"},
            ["measure: measure 'cost' can't count activity 'hold'"],
        ),
        (
            {"measure": "carbon", "activity": "use"},
            ["measure: measure 'carbon' can't count activity 'use'"],
        ),
        ({"measure": "value_added"}, []),
        (
            {"measure": "sources", "periods": "cumulative"},
            ["periods: sources are counted in each period"],
        ),
        ({"activity": "use"}, []),
        ({"where": "labels = 'tested'"}, ["where: condition labels = 'tested': labels is a list"]),
        (
            {"of": "array_contains(country, 'EU')"},
            ["of: condition array_contains(country, 'EU'): country is not a list"],
        ),
        (
            {"activity": "short", "where": "processed = 'MEX'"},
            ["where: condition processed = 'MEX': there is no column processed"],
        ),
        ({"activity": "open"}, ["measure: measure 'units' can't count activity 'open'"]),
        ({"measure": "sites"}, ["measure: measure 'sites' can't count activity 'make'"]),
        (
            {"measure": "modules", "activity": "ship"},
            ["measure: measure 'modules' can't count activity 'ship'"],
        ),
        (
            {"measure": "sources", "activity": "hold"},
            ["measure: measure 'sources' can't count activity 'hold'"],
        ),
        ({"share": 0.2}, ["share: share has no meaning with measure 'units', only with sources"]),
        ({"measure": "sources", "of": "true"}, ["of: a number of sources is limited by a number"]),
        ({"where": "market = 'm'"}, ["where: condition market = 'm': there is no column market"]),
        ({"of": "market = 'm'"}, ["of: condition market = 'm': there is no column market"]),
        (
            {"of": "baseline", "measure": "hours"},
            ["of: the baseline has no hours", "of: the table baseline has no row of activity 'make'"],
        ),
        ({"of": "baseline"}, ["of: the table baseline has no row of activity 'make'"]),
        (
            {"of": "baseline", "activity": "build", "measure": "modules"},
            ["of: the baseline has no activity 'build'"],
        ),
        ({"from": "2026", "to": "2025"}, ["to: to '2025' is before from '2026'"]),
        (
            {"measure": "sites", "where": "x = 1", "of": "y = 1", "share": 0.1},
            ["measure: ", "share: ", "where: ", "of: "],
        ),
    ],
)
def test_a_rule_can_be_counted(told, rule, problems):
    """Measure, activity, conditions, denominator and periods fit each other; all that is wrong is told."""
    found = told(rules=[{**RULE, **rule}])
    assert len(found) == len(problems)
    for line, problem in zip(found, problems, strict=True):
        assert line.startswith(f"rules:0:{problem}")


def test_a_rule_may_be_against_the_baseline(told):
    """It needs rows of its activity."""
    today = {"activity": "make", "site": "hou", "product": "rack", "value": 10}
    assert told(rules=[{**RULE, "of": "baseline"}], baseline=[today]) == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"activity": "make", "site": "hou", "product": "rack"}, None),
        (
            {"activity": "ship", "site": "gdl", "market": "west", "lane": "hou:west:road", "product": "rack"},
            None,
        ),
        ({"activity": "serve", "market": "west", "segment": "all"}, None),
        ({"activity": "open", "site": "hou", "period": "2025"}, None),
        ({"activity": "make", "market": "west"}, "market: market does not go with activity 'make'"),
        ({"activity": "open", "product": "rack"}, "product: product does not go with activity 'open'"),
        ({"activity": "serve", "site": "hou"}, "site: site does not go with activity 'serve'"),
        ({"activity": "hold", "lane": "hou:west:road"}, "lane: lane does not go with activity 'hold'"),
        ({"activity": "buy", "segment": "all"}, "segment: segment does not go with activity 'buy'"),
    ],
)
def test_a_row_of_the_baseline_names_what_its_activity_has(told, row, problem):
    """A key that does not fit would match nothing."""
    assert told(baseline=[{"value": 1, **row}]) == ([] if problem is None else [f"baseline:0:{problem}"])


def test_a_share_of_more_than_the_whole_is_a_warning(warned):
    """A limit of 30 that was meant as 30 % would keep nothing from anybody."""
    rule = {"rule": "cap", "activity": "make", "where": "country = 'USA'", "of": "true"}
    assert warned(rules=[{**rule, "limit": 30}]) == ["rules:0:limit: a share of 30 is more than the whole"]
    assert warned(rules=[{**rule, "limit": 0.3}]) == []
    assert warned(rules=[{**rule, "limit": 2, "sense": ">="}]) == []


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ({"where": "country = 'USA' and product in ('rack', 'tray')"}, None),
        ({"where": "role = 'warehouse'"}, None),
        ({"activity": "ship", "where": "lane = 'hou:west:road'", "of": "destination = 'west'"}, None),
        ({"activity": "serve", "where": "array_contains(labels, 'tested')"}, None),
        ({"activity": "serve", "where": "array_contains(labels, 'old')"}, None),
        ({"where": "site like 'g%' or lower(product) = 'RACK'"}, None),
        ({"where": "country = 'MEXICO'"}, "where: condition country = 'MEXICO': nothing is called 'MEXICO'"),
        (
            {"activity": "serve", "of": "array_contains(labels, 'testd')"},
            "of: condition array_contains(labels, 'testd'): nothing is called 'testd'",
        ),
    ],
)
def test_a_name_that_nothing_has_is_a_warning(warned, rule, problem):
    """A rule on it would bind nothing, and nobody would notice."""
    found = warned(
        rules=[RULE | rule],
        only_supplies=[
            {"site": "gdl", "product": "tray"},
            {"site": "hou", "product": "tray", "labels": "tested"},
        ],
        stocks=[{"site": "hou", "product": "tray", "provenance": "USA / USA / old"}],
    )
    assert found == ([] if problem is None else [f"rules:0:{problem}"])
