"""Sample averages: bounds from replications, costs in draws of its own, and the gap between."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from tests.robust.conftest import EXACT, made

from reshore.errors import StoppedError, UsageError
from reshore.robust import average as module
from reshore.robust.average import SampleAverage, sample_average, with_average
from reshore.robust.futures import Futures
from reshore.robust.sampled import futures_of_ranges
from reshore.robust.solve import robust_design

if TYPE_CHECKING:
    from threading import Event

GROWTH = {"range": "growth", "table": "demands", "column": "quantity", "value": "discrete(0.7:0.5, 1.5:0.5)"}
SMALL = {"replications": 3, "evaluation": 6}


@pytest.fixture(scope="module")
def model():
    return made(ranges=[GROWTH])


@pytest.fixture(scope="module")
def plan(model):
    return robust_design(model, futures_of_ranges(model, 2), **EXACT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("average")


@pytest.fixture(scope="module")
def found(model, plan, folder):
    return sample_average(model, plan, folder=folder, **SMALL)


def test_the_interval_holds_the_truth(model, plan, found):
    """The best expected cost over the two futures that there are is between bound and cost."""
    every = futures_of_ranges(model, 20)
    two = {one.changes["value"].item(): one for one in every}
    assert {*two} == {"0.7", "1.5"}
    best = robust_design(
        model, Futures(tuple(replace(one, probability=0.5) for one in two.values())), **EXACT
    )
    assert found.least.low <= best.objective
    assert best.bound <= found.cost.high
    assert found.gap.low <= max(0.0, found.cost.value - best.objective) <= found.gap.high


def test_replications_have_draws_of_their_own(model, plan, found):
    """Bounds are those of plans for draws that neither the plan nor another replication has."""
    second = robust_design(model, futures_of_ranges(model, 2, first=4), **EXACT)
    assert found.bounds.filter(replication=2)["bound"].item() == pytest.approx(second.bound)
    assert (found.bounds["bound"] <= found.bounds["objective"]).all()
    assert not {*found.costs["future"]} & {*plan["futures"]["future"]}


def test_what_is_finished_is_not_searched_again(model, plan, folder, found, monkeypatch):
    """The same call in the same folder gives the same, without a search."""
    monkeypatch.setattr(module, "robust_design", None)
    again = sample_average(model, plan, folder=folder, **SMALL)
    assert again.bounds.equals(found.bounds)
    assert again.costs.equals(found.costs)


def test_figures_by_hand():
    """Mean, intervals and gap are those of the textbook."""
    bounds = pl.DataFrame({"replication": [1, 2, 3], "bound": [8.0, 10.0, 12.0], "objective": [9.0, 11, 13]})
    costs = pl.DataFrame({"future": ["a", "b", "c", "d"], "cost": [10.0, 12.0, 14.0, 16.0]})
    found = SampleAverage(bounds, costs)
    half = 4.302653 * 2 / np.sqrt(3)
    assert (found.least.low, found.least.high) == pytest.approx((10 - half, 10 + half))
    assert found.cost.value == 13.0
    # Variances 4/3 and 20/3/4; Welch's freedom 3 ** 2 / ((4/3) ** 2 / 2 + (5/3) ** 2 / 3).
    half = 2.589 * np.sqrt(3)
    assert (found.gap.value, found.gap.low) == (3.0, 0.0)
    assert found.gap.high == pytest.approx(3 + half, rel=0.01)


def test_figures_without_end():
    """A draw without flows leaves cost and gap open, and is counted."""
    bounds = pl.DataFrame({"replication": [1, 2], "bound": [8.0, 10.0], "objective": [9.0, 11.0]})
    costs = pl.DataFrame({"future": ["a", "b"], "cost": [10.0, np.inf]})
    found = SampleAverage(bounds, costs)
    assert found.without_flows == 1
    assert found.frame()["high"].to_list()[1:] == [None, None]
    assert found.frame()["low"][0] is not None


def test_kept_with_the_plan(plan, found):
    """The figures are told behind what else the plan is worth."""
    told = with_average(plan, found)["worth"]
    assert told["figure"].to_list() == [
        "least expected cost, at least (95 %)",
        "expected cost in a sample of its own (95 %)",
        "optimality gap (95 %)",
    ]


def test_too_few(model, plan):
    """A single replication or draw has no spread."""
    with pytest.raises(UsageError, match="1 replications tell no spread"):
        sample_average(model, plan, replications=1)
    with pytest.raises(UsageError, match="1 draws to evaluate"):
        sample_average(model, plan, evaluation=1)
    with pytest.raises(UsageError, match="ranges has no rows"):
        sample_average(made(), plan)


def test_an_interrupted_search_is_not_kept(model, plan, tmp_path, monkeypatch):
    """Ctrl-C within a replication ends all, and what is at hand is no bound."""

    def interrupted(*args, cancel: Event, **options):
        cancel.set()
        return plan

    monkeypatch.setattr(module, "robust_design", interrupted)
    with pytest.raises(StoppedError, match="0 of 10"):
        sample_average(model, plan, folder=tmp_path)
