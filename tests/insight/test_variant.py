"""Variants: tables changed, rules added, or another model altogether."""

from __future__ import annotations

from math import inf

import pytest
from tests.insight.facilities import THREE

from reshore.errors import DataError, UsageError
from reshore.footprint.conditions import using
from reshore.insight.variant import Variant, change_rows

CHEAPER = {
    "table": "sites",
    "where": "site = 'c1'",
    "column": "fixed_cost",
    "action": "multiply",
    "value": 0.5,
}
LESS = {"table": "sites", "where": "site = 'c1'", "column": "fixed_cost", "value": 7}
RULE = {"rule": "few", "measure": "sites", "activity": "open", "limit": 2.5}


@pytest.fixture(scope="module")
def model():
    """Return the model of three sites."""
    return THREE.model()


def fixed(model, site):
    """Yearly cost of a site."""
    return model["sites"].filter(site=site)["fixed_cost"].item()


def test_changes_are_made_in_their_order(model):
    """Rows of `scenarios` without a name and number; a row without an action sets."""
    assert fixed(Variant("v", changes=[LESS, CHEAPER]).of(model), "c1") == 3.5
    assert fixed(Variant("v", changes=[CHEAPER, LESS]).of(model), "c1") == 7.0
    assert fixed(model, "c1") == 100.0
    assert change_rows([LESS, CHEAPER], "v")["order"].to_list() == [1, 2]


def test_rules_come_on_top(model):
    """What a rule doesn't write has its default; the others stay."""
    once = Variant("v", rules=[RULE]).of(model)
    twice = Variant("w", rules=[{**RULE, "rule": "fewer", "price": 3}]).of(once)
    assert twice["rules"].select("rule", "sense", "limit", "priority", "price").rows() == [
        ("few", "<=", 2.5, 1, None),
        ("fewer", "<=", 2.5, 1, 3.0),
    ]


def test_another_model(model):
    """It takes the place of the run's, and changes are made to it."""
    other = Variant("v", changes=[LESS]).of(model)
    assert Variant("w", model=other).of(model) is other
    assert fixed(Variant("w", model=other, changes=[CHEAPER]).of(model), "c1") == 3.5
    assert Variant("as it is").of(model) is model


def test_which_plans_are_plans_of_the_model(model):
    """Conditions and rules take plans away; changes and other models make others."""
    assert Variant("v", rules=[RULE], conditions=[using("c1")]).restricts
    assert not Variant("v", changes=[LESS]).restricts
    assert not Variant("v", model=model).restricts


@pytest.mark.parametrize(
    ("words", "error", "told"),
    [
        (
            {"changes": [{**LESS, "where": "site = 'moon'"}]},
            DataError,
            r"variant 'v', order 1, where: .*no row",
        ),
        ({"changes": [{**LESS, "value": -1}]}, DataError, "variant 'v'.* fixed_cost"),
        ({"changes": [{"tabel": "sites"}]}, UsageError, "no column 'tabel'"),
        ({"rules": [{**RULE, "limits": 3}]}, UsageError, "no column 'limits'"),
        ({"rules": [{**RULE, "limit": "many"}]}, DataError, "variant 'v': rules, limit"),
        ({"rules": [{**RULE, "limit": inf}]}, DataError, "variant 'v'"),
        ({"rules": [RULE, RULE]}, DataError, "variant 'v': rules: rule 'few' is there already"),
        ({"rules": [{"activity": "open", "limit": 2}]}, DataError, "variant 'v'.*rule"),
        ({"rules": [{**RULE, "where": "colour = 'red'"}]}, DataError, "colour"),
    ],
)
def test_what_makes_no_sense_is_told_with_the_variant(model, words, error, told):
    """Columns that there aren't, cells that can't be read, and tables that aren't sound."""
    with pytest.raises(error, match=rf"(?s){told}"):
        Variant("v", **words).of(model)
