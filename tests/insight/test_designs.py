"""Designs of many variants: what their rows say, whoever made them and however often it was interrupted."""

from __future__ import annotations

import pickle
from math import inf
from threading import Event

import polars as pl
import pytest
from tests.insight.facilities import THREE

from reshore import design
from reshore.errors import DataError, StoppedError, UsageError
from reshore.footprint.conditions import using, without
from reshore.footprint.start import Decisions
from reshore.insight import worker
from reshore.insight.designs import designs
from reshore.insight.interval import Interval
from reshore.insight.rows import COLUMNS, cost, decisions
from reshore.insight.variant import Variant
from reshore.insight.worker import Latch

VARIANTS = (
    Variant("as it is"),
    Variant("without o3", conditions=[without("o3")]),
    Variant("without f4", conditions=[without("f4")]),
    Variant(
        "cheap", changes=[{"table": "sites", "where": "site = 'c1'", "column": "fixed_cost", "value": 0}]
    ),
    Variant(
        "two makers",
        rules=[{"rule": "at_most", "activity": "make", "where": "site = 'o3'", "limit": 10}],
        conditions=[using("o3")],
    ),
)


@pytest.fixture(scope="module")
def model():
    """Return the model of three sites."""
    return THREE.model()


@pytest.fixture(scope="module")
def plan(model):
    """Return its best plan."""
    return design(model, gap=0.0, threads=1)


@pytest.fixture(scope="module")
def found(model, plan):
    """Return the designs of all variants."""
    return designs(model, plan, VARIANTS, measures=["share:AAA", "exposure", "sites"])


def test_a_row_a_variant(found):
    """Objective, bound and sites are those of the best set of sites; nothing is known of what can't be."""
    assert found["name"].to_list() == [variant.name for variant in VARIANTS]
    assert found["objective"].to_list() == pytest.approx([315.0, 325.0, inf, 235.0, 370.0])
    assert found["bound"].to_list() == pytest.approx([315.0, 325.0, inf, 235.0, 370.0])
    assert found["status"].to_list() == ["optimal", "optimal", "infeasible", "optimal", "optimal"]
    assert found["used"].to_list()[:4] == [["f4", "o3"], ["c2", "f4"], None, ["c1", "f4"]]
    assert found["share:AAA"].to_list() == [1.0, 1.0, None, 1.0, 1.0]
    assert found["sites"].to_list()[:3] == [2.0, 2.0, None]
    assert not found["better"].any()


def test_what_is_read_from_a_row(found, plan):
    """An interval, and decisions to start from, where there is a plan."""
    first, _, none = found.to_dicts()[:3]
    assert cost(first) == Interval(pytest.approx(315.0), pytest.approx(315.0))
    assert cost(none) == Interval(inf, inf)
    read, own = decisions(first), Decisions.of(plan)
    assert read.sites.equals(own.sites)
    assert read.capacity.equals(own.capacity)
    assert decisions(none) is None


def test_two_workers_give_the_same(found, model, plan):
    """Only the seconds differ."""
    again = designs(model, plan, VARIANTS, measures=["share:AAA", "exposure", "sites"], workers=2)
    assert again.drop("seconds").equals(found.drop("seconds"))


def test_a_plan_better_than_the_runs_is_told(model):
    """A plan of the same model that costs less; what costs less by other tables is no such plan."""
    poor = design(model, gap=0.0, threads=1, conditions=[without("o3")])
    found = designs(model, poor, [VARIANTS[0], VARIANTS[3], Variant("with", conditions=[using("o3")])])
    assert found["better"].to_list() == [True, False, True]


def test_a_scenario_of_the_plan_is_in_all(plan):
    """Variants differ from the run's model, its scenario applied."""
    rows = [
        {"scenario": "dear", "table": "sites", "where": "site = 'o3'", "column": "fixed_cost", "value": "999"}
    ]
    model = THREE.model(scenarios=rows)
    dear = design(model, scenario="dear", gap=0.0, threads=1)
    found = designs(model, dear, [Variant("as it is"), Variant("with o3", conditions=[using("o3")])])
    assert found["objective"].to_list() == pytest.approx([325.0, 315.0 - 90.0 + 999.0])


def test_stopped_and_gone_on_with(model, plan, found, tmp_path):
    """What is finished is kept, and the same call goes on from there; another isn't let in."""
    cancel, seen = Event(), []

    def stop(done, count, _):
        seen.append((done, count))
        if done == 2:
            cancel.set()

    words = {"measures": ["share:AAA", "exposure", "sites"], "folder": tmp_path / "kept"}
    with pytest.raises(StoppedError, match="after 2 of 5"):
        designs(model, plan, VARIANTS, **words, on_progress=stop, cancel=cancel)
    assert seen == [(0, 5), (1, 5), (2, 5)]
    seen.clear()
    again = designs(model, plan, VARIANTS, **words, on_progress=lambda done, *_: seen.append(done))
    assert seen == [2, 3, 4, 5]
    assert again.drop("seconds").equals(found.drop("seconds"))
    with pytest.raises(UsageError, match="other work"):
        designs(model, plan, VARIANTS[:2], **words)


@pytest.mark.parametrize("before", [True, False], ids=["before the first plan", "after it"])
def test_a_search_that_is_stopped_gives_no_row(model, plan, monkeypatch, tmp_path, before):
    """A plan that was found by then is not what was asked for."""
    cancel = Event()

    def interrupted(*args, **words):
        cancel.set()
        if before:
            raise StoppedError("stopped before the first plan was found")
        return plan

    monkeypatch.setattr(worker, "design", interrupted)
    with pytest.raises(StoppedError, match="after 0 of 1"):
        designs(model, plan, VARIANTS[:1], folder=tmp_path / "kept", cancel=cancel)
    assert not list((tmp_path / "kept").glob("*.parquet"))


def test_a_search_without_a_plan_in_time(model, plan):
    """Nothing is known of it: its interval has no ends."""
    (row,) = designs(model, plan, VARIANTS[3:4], time_limit=0.0).to_dicts()
    assert row["status"] == "no plan in time"
    assert cost(row) == Interval(-inf, inf)
    assert row["used"] is None


def test_no_variants(model, plan):
    """A frame without rows has its columns all the same."""
    none = designs(model, plan, [], measures=["carbon"])
    assert none.columns == [*COLUMNS, "carbon", "better"]
    assert none.is_empty()


@pytest.mark.parametrize(
    ("variants", "words", "error", "told"),
    [
        ([VARIANTS[0], VARIANTS[0]], {}, UsageError, "two variants are called 'as it is'"),
        ([Variant("v", conditions=[without("moon")])], {}, UsageError, "no site 'moon'"),
        ([Variant("v", changes=[{"table": "moons"}])], {}, DataError, "variant 'v'"),
        ([VARIANTS[0]], {"gap": -1.0}, UsageError, "gap -1"),
        ([VARIANTS[0]], {"measures": ["beauty"]}, UsageError, "no measure 'beauty'"),
    ],
)
def test_what_makes_no_sense(model, plan, variants, words, error, told):
    """It is told before anything is designed."""
    with pytest.raises(error, match=told):
        designs(model, plan, variants, **words)


def test_a_latch_stays_in_its_process():
    """A worker gets one of its own, and equal work has equal latches."""
    latch = Latch()
    latch.event.set()
    assert not pickle.loads(pickle.dumps(latch)).event.is_set()


def test_a_start_of_its_own(model, plan, monkeypatch):
    """A variant starts where it says, the others where the run's plan is."""
    seen = []

    def noted(*args, start, **words):
        seen.append(start.used)
        return plan

    monkeypatch.setattr(worker, "design", noted)
    other = Decisions(
        pl.concat([Decisions.of(plan).sites]).with_columns(open=True), Decisions.of(plan).capacity
    )
    designs(model, plan, [Variant("a"), Variant("b", start=other)])
    assert seen == [{"o3", "f4"}, {"c1", "c2", "o3", "f4"}]
