"""The mean future: numbers are means by probability, everything else is that of the most probable one."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.robust.conftest import TWO, made, row

from reshore.robust.futures import Futures
from reshore.robust.mean import mean_model
from reshore.tables.series import by_period


def mean(model):
    futures = Futures.of_scenarios(model)
    return mean_model([one.model(model) for one in futures], [one.probability for one in futures])


def test_numbers_are_means(model):
    """Demand and costs by probability; what doesn't differ stays as it is to the last digit."""
    found = mean(model)
    assert found["demands"]["quantity"].to_list() == pytest.approx([60 * 1.18, 50 * 1.18])
    cost = dict(found["lanes"].select("lane", "cost_per_unit").iter_rows())
    assert cost == pytest.approx({"far-east": 8.4, "far-west": 8.4, "near-east": 2, "near-west": 2})
    assert found["sites"] is model["sites"]
    assert found["scenarios"].equals(model["scenarios"])


def test_rows_that_some_futures_lack(make):
    """They are kept with what they are where they are; a number that is nowhere in one is in none."""
    rows = [
        {"scenario": "shut", "table": "lanes", "where": "lane = 'far-east'", "action": "delete"}
        | {"probability": 0.2},
        row("tight", "lanes", "capacity", "set", "40", probability=0.2),
    ]
    found = mean(make(scenarios=rows))
    lanes = {
        name: (cost, most)
        for name, cost, most in found["lanes"].select("lane", "cost_per_unit", "capacity").iter_rows()
    }
    assert lanes["far-east"] == (3.0, None)
    assert lanes["near-east"] == (2.0, None)


def test_whole_numbers_stay_whole(make):
    """Months are rounded; texts are those of the most probable future."""
    rows = [
        row("late", "sites", "months_to_open", "set", "12", probability=0.7),
        row("late", "sites", "group", "set", "slow", probability=0.7, order=2),
    ]
    found = mean(make(periods=TWO, scenarios=rows))
    assert found["sites"]["months_to_open"].to_list() == [8, 8]
    assert found["sites"]["group"].to_list() == ["slow", "slow"]
    assert found["sites"]["site"].to_list() == ["far", "near"]


def test_numbers_over_time(make):
    """Period by period, also where a future sets what changes over time in the others."""
    series = [
        {"table": "sites", "key": "far", "column": "fixed_cost", "period": "y2", "value": 600},
        {"table": "sites", "key": "near", "column": "salvage", "period": "y2", "value": 5},
    ]
    rows = [row("flat", "sites", "fixed_cost", "set", "100", probability=0.5, where="site = 'far'")]
    found = mean(make(periods=TWO, series=series, scenarios=rows))
    cost = by_period(found, "sites", ["fixed_cost", "salvage"])
    assert cost["fixed_cost"].to_list() == pytest.approx([200, 350, 500, 500])
    assert cost["salvage"].to_list() == [0, 0, 0, 5]


def test_settings(make):
    """Those that are numbers are means as well."""
    rows = [row("dear", "settings", "value", "set", "0.09", probability=0.25, where="key = 'discount_rate'")]
    found = mean(make(scenarios=rows))
    assert found.settings["discount_rate"] == pytest.approx(0.06)


@settings(max_examples=5)
@given(st.lists(st.floats(0.1, 3.0), min_size=1, max_size=4))
def test_the_mean_of_sums_is_the_sum_of_means(factors):
    """Total demand of the mean future is the mean of the futures' total demand."""
    share = 1 / (len(factors) + 1)
    rows = [
        row(f"s{number}", "demands", "quantity", "multiply", repr(factor), probability=share)
        for number, factor in enumerate(factors)
    ]
    found = mean(made(scenarios=rows))["demands"].select(pl.col("quantity").sum()).item()
    assert found == pytest.approx(110 * share * (1 + sum(factors)))
