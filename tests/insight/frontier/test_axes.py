"""Axes by name: what they limit, where they start, and all that makes no sense at once."""

from __future__ import annotations

from math import inf, nan

import pytest
from tests.insight.rivals import Rivals

from reshore import design
from reshore.errors import UsageError
from reshore.insight.frontier.axes import axes

CASE = Rivals(
    wage={"near": 10.0, "far": 5.0},
    tariff={"near": 0.0, "far": 0.0},
    freight={"near": 1.0, "far": 2.0},
    fixed={"near": 50.0, "far": 20.0},
)
RULES = [
    {
        "rule": "share",
        "activity": "make",
        "where": "site = 'near'",
        "sense": ">=",
        "limit": 0.2,
        "of": "true",
    },
    {"rule": "most", "measure": "value", "activity": "make", "where": "site = 'far'", "limit": 500},
    {"rule": "makers", "measure": "sources", "activity": "make", "sense": ">=", "limit": 2, "share": 0.1},
    {"rule": "none", "activity": "short", "limit": 0, "of": "true"},
    {"rule": "even", "activity": "make", "sense": "=", "limit": 10},
]


@pytest.fixture(scope="module")
def model():
    """Return the model of two plants and rules of all kinds."""
    return CASE.model(rules=RULES)


@pytest.fixture(scope="module")
def plan(model):
    """Return its best plan: 2 units from near, 8 from far."""
    return design(model, gap=0.0, threads=1)


def told(axis):
    """Return what an axis says of itself."""
    return axis.name, axis.unit, axis.more, pytest.approx(axis.start), axis.furthest, axis.whole


@pytest.mark.parametrize(
    "expected",
    [
        ("share:AAA", "share", False, 0.2, 0.0, False),
        ("sites", "site", False, 2.0, 0.0, True),
        ("exposure", "share", False, 0.8, 0.0, False),
        ("carbon", "kg CO2e", False, 0.0, 0.0, False),
        ("served:all", "share", True, 1.0, 1.0, False),
        ("rule:share", "share", True, 0.2, 1.0, False),
        ("rule:most", "USD", False, 400.0, 0.0, False),
        ("rule:makers", "source", True, 2.0, inf, True),
        ("rule:none", "share", False, 0.0, 0.0, False),
    ],
    ids=lambda expected: expected[0],
)
def test_where_axes_start(model, plan, expected):
    """At what the run's plan has; of a rule, at the tightest limit that it keeps."""
    (axis,) = axes(model, plan, [expected[0]])
    assert told(axis) == expected


def test_what_limits(model, plan):
    """Rules without a price that differ from the model's own in name and limit, or a condition."""
    share, sites, exposure, served, rule = axes(
        model, plan, ["share:AAA", "sites", "exposure", "served:all", "rule:share"]
    )
    (row,) = share.limited(0.1).rules
    assert (row["where"], row["sense"], row["limit"], row["of"]) == ("country = 'AAA'", "<=", 0.1, "true")
    (condition,) = sites.limited(1.0).conditions
    assert (condition.weights, condition.most) == ({"near": 1.0, "far": 1.0}, 1.0)
    assert [row["where"] for row in exposure.limited(0.6).rules] == [
        "product = 'good' and site = 'far'",
        "product = 'good' and site = 'near'",
    ]
    (row,) = served.limited(0.75).rules
    assert (row["activity"], row["limit"]) == ("short", 2.5)
    (row,) = rule.limited(0.3).rules
    assert row["rule"] == "frontier share"
    assert "price" not in row
    for axis in (share, sites, exposure, served, rule):
        variant = axis.variant(0.5, None)
        assert variant.restricts
        assert variant.of(model)["rules"].height >= len(RULES)


def test_what_a_plan_has_of_a_rule(model, plan):
    """It is told as a part of the limit; where that is 0, or the plan doesn't say, it is the limit."""
    share, makers, sites = axes(model, plan, ["rule:share", "rule:makers", "sites"])
    assert (share.measure, share.relative, share.own) == ("limit:frontier share", True, 1.0)
    assert share.value(0.9, 0.3) == pytest.approx(0.27)
    assert share.value(nan, 0.0) == 0.0
    assert makers.value(2 / 3, 3.0) == 2.0
    assert (sites.relative, sites.own, sites.value(1.0, 2.0)) == (False, 2.0, 1.0)


def test_carbon_is_limited_by_a_condition(model, plan):
    """All of it, that of making and that of moving."""
    (axis,) = axes(model, plan, ["carbon"])
    (condition,) = axis.limited(5.0).conditions
    assert (condition.carbon, condition.most, condition.weights) == (1.0, 5.0, {})


def test_more_of_what_can_go_both_ways(model, plan):
    """A country's share and sites; others have one better side."""
    share, sites = axes(model, plan, ["share:AAA", "sites"], more=True)
    assert (share.sense, share.furthest, sites.furthest) == (">=", 1.0, 2.0)
    assert share.limited(0.5).rules[0]["sense"] == ">="
    assert sites.limited(2.0).conditions[0].least == 2.0
    with pytest.raises(UsageError, match="a frontier of exposure asks for less of it alone"):
        axes(model, plan, ["exposure"], more=True)


def test_all_that_makes_no_sense_at_once(model, plan):
    """Each quantity that there isn't is told."""
    names = ["beauty", "share", "share:ZZZ", "sites:two", "sovereign", "rule:no", "rule:even", "exposure"]
    with pytest.raises(UsageError) as error:
        axes(model, plan, names)
    lines = str(error.value).splitlines()
    assert len(lines) == 7
    assert "there is no frontier of 'beauty'; there are share:NAME, sites, exposure," in lines[0]
    assert lines[2] == "no site is in 'ZZZ': it adds no value there"
    assert lines[4] == "there is no demand of a segment 'sovereign'"
    assert lines[6] == "rule 'even' is an equality: it has no side with more room"
