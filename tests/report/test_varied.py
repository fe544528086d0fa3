"""What is uncertain: ranges of the model, cells of explanations, and what both of their ends cost."""

from __future__ import annotations

from math import inf

import pytest
from tests.insight.results import SHARE, TARIFF, WAGE, cells, nothing, result
from tests.report.conftest import rows

from reshore.report.varied import varied
from reshore.report.view import View

RANGES = rows(
    "ranges",
    {"range": WAGE, "table": "countries", "where": "country = 'MEX'", "column": "labour_rate",
     "action": "multiply", "value": "uniform(0.5, 1.5)"},
    {"range": "worth", "table": "products", "where": "product = 'rack'", "column": "value", "action": "set",
     "value": "uniform(2000, 4000)"},
    {"range": "worths", "table": "products", "column": "value", "action": "set",
     "value": "uniform(2000, 4000)"},
    {"range": "more", "table": "products", "column": "value", "action": "add", "value": "uniform(-10, 10)"},
)  # fmt: skip


@pytest.fixture
def found(plan, model):
    """What is uncertain by name, with an explanation that varies cells."""
    asked = {"cells": ["duties: layer = 's301': ad_valorem: 0, 0.5", "sites: : fixed_cost"]}
    why = result(frames=nothing() | cells(), options=asked)
    return {one.name: one for one in varied(View.of(plan, model.with_frames(ranges=RANGES), why=[why]))}


def test_a_range_goes_from_percentile_to_percentile(found):
    one = found["worth"]

    assert (one.low, one.best, one.high) == pytest.approx((2100, 2900, 3900))
    assert one.unit == "kUSD/unit"
    assert (one.ends, one.swing) == ({}, 0.0)


def test_what_is_in_the_plan(found):
    """A factor is 1 and what is added 0; where rows differ, there is no one value."""
    assert (found[WAGE].best, found["more"].best, found["worths"].best) == (1.0, 0.0, None)


def test_rows_that_a_range_changes(found, model):
    assert found["worth"].rows(model) == {0}
    assert found["worths"].rows(model) == {0, 1, 2}
    assert found[TARIFF].rows(model) == frozenset(), "nothing is known but its name"


def test_ends_of_a_range_are_those_that_were_designed(found):
    """The tornado has another end than the distribution's percentile: what was designed is told."""
    assert (found[WAGE].low, found[WAGE].high) == (0.5, 2.0)
    assert found[WAGE].ends.keys() == {"low", "high"}
    assert found[WAGE].swing == pytest.approx(4e3)


def test_what_moves_the_cost_most_stands_first(found):
    assert list(found)[:3] == [SHARE, TARIFF, WAGE]
    assert found[SHARE].swing == inf, "one end has no plan"


def test_a_cell_stands_where_it_was_asked_for(plan, model):
    text = "countries: country = 'MEX': labour_rate: x0.5, x2"
    name = "labour_rate of countries where country = 'MEX'"
    frames = {table: frame.with_columns(cell=frame["cell"].replace(WAGE, name)) if "cell" in frame.columns
              else frame for table, frame in cells().items()}  # fmt: skip
    why = result(frames=nothing() | frames, options={"cells": [text]})
    told = {one.name: one for one in varied(View.of(plan, model, why=[why]))}

    assert told[name].address.table == "countries"
    assert (told[name].action, told[name].best) == ("multiply", 1.0)
    assert len(told[name].rows(model)) == 1
