"""`frontier` as a whole: fewer sites, by trying every set of them."""

from __future__ import annotations

from threading import Event

import polars as pl
import pytest
from tests.insight.facilities import THREE

from reshore import design, frontier
from reshore.errors import StoppedError, UsageError

COSTS = THREE.costs()


@pytest.fixture(scope="module")
def model():
    """Return the model of three sites."""
    return THREE.model()


@pytest.fixture(scope="module")
def plan(model):
    """Return its best plan."""
    return design(model, gap=0.0, threads=1)


def test_what_fewer_sites_cost(model, plan):
    """Each point is the cheapest set of so many sites; how many designs it takes is told first."""
    told = []
    found = frontier(model, plan, "sites", on_start=told.append)
    rows = found["frontier"].filter(~pl.col("today"))
    best = min(COSTS.values())
    for row in rows.iter_rows(named=True):
        cheapest = min(cost for used, cost in COSTS.items() if len(used) <= row["value"])
        assert row["objective"] == pytest.approx(cheapest)
        assert (row["low"], row["high"]) == pytest.approx((cheapest - best,) * 2)
    assert rows["value"].to_list()[-1] == 1
    assert told == [{"Frontier": 16}]
    assert found.facts["designs"]["Frontier"] > 0
    assert found.trades
    assert found.title == "facilities, base, sites"


def test_bad_usage(model, plan):
    """An unknown quantity is refused before anything is told or designed."""
    told = []
    with pytest.raises(UsageError, match="there is no frontier of 'weather'"):
        frontier(model, plan, "weather", on_start=told.append)
    assert told == []


def test_stopped(model, plan, tmp_path):
    """It says where finished designs are."""
    cancel = Event()
    cancel.set()
    with pytest.raises(StoppedError, match="stopped at frontier; designs that are done are in"):
        frontier(model, plan, "sites", folder=tmp_path, cancel=cancel)
