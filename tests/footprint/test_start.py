"""A plan as a starting point: its sites and modules stand where the program has them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from tests.insight.facilities import THREE

from reshore.footprint.conditions import Condition, using, without
from reshore.footprint.design import design
from reshore.footprint.network import Network
from reshore.footprint.program import FootprintProgram
from reshore.footprint.start import Decisions, starting_point


@pytest.fixture(scope="module")
def plan(rich):
    return design(rich, gap=1e-6, threads=1)


def test_integers_are_those_of_the_plan(rich, plan):
    """Every site and module has its value, and flows have none."""
    footprint = FootprintProgram.of(Network.of(rich))
    x = starting_point(footprint, Decisions.of(plan))
    opened = footprint.columns["open"].values(x)
    told = plan["sites"].join(opened.select("site", "period", "value"), on=["site", "period"], validate="1:1")
    assert told["value"].to_list() == [float(flag) for flag in told["open"]]
    for name, flag in (("start", "started"), ("stop", "stopped")):
        assert x[footprint.columns[name].span].sum() == plan["sites"][flag].sum()
    assert x[footprint.columns["build"].span].sum() == plan["capacity"]["modules_ordered"].sum()
    assert np.isnan(x[~footprint.program.integer]).all()


def test_what_a_plan_does_not_know_is_open(rich, plan):
    """A plan of fewer sites says nothing on the others."""
    frames = {**plan.frames, "sites": plan["sites"].filter(site="east")}
    footprint = FootprintProgram.of(Network.of(rich))
    opened = footprint.columns["open"].values(
        starting_point(footprint, Decisions.of(replace(plan, frames=frames)))
    )
    known = opened.filter(site="east")["value"].is_not_nan()
    assert known.all()
    assert opened.filter(site="west")["value"].is_nan().all()


def test_a_search_from_its_own_plan_ends_there(rich, plan):
    """The best plan stays the best, and a plan of another model does no harm."""
    assert design(rich, gap=1e-6, threads=1, start=plan).objective == pytest.approx(plan.objective)
    without = rich.with_frames(rules=rich["rules"].clear())
    best = design(without, gap=1e-6, threads=1)
    assert design(without, gap=1e-6, threads=1, start=plan).objective == pytest.approx(best.objective)


@pytest.fixture(scope="module")
def few():
    """Return three sites to decide on, and the decisions to use `o3` of them beside one that stays."""
    model = THREE.model()
    return Network.of(model), Decisions.of(design(model, gap=0.0, threads=1))


def undecided(few, *conditions):
    """Sites whose columns a start leaves to the solver."""
    network, decisions = few
    assert decisions.used == {"o3", "f4"}
    footprint = FootprintProgram.of(network, conditions)
    opened = footprint.columns["open"].values(starting_point(footprint, decisions))
    return sorted(opened.filter(pl.col("value").is_nan())["site"])


def test_what_a_condition_forces_out_is_left_to_the_solver(few):
    """So are sites that may stand in; of those that count, sites that aren't used stay shut."""
    assert undecided(few, without("o3")) == ["c1", "c2", "o3"]
    assert undecided(few, Condition("one at most", {"o3": 1, "f4": 1, "c1": 1}, most=1)) == ["c2", "f4", "o3"]


def test_what_a_condition_forces_in_is_left_to_the_solver(few):
    """All else stays as it is."""
    assert undecided(few, using("c1")) == ["c1"]


def test_conditions_that_decisions_keep_change_nothing(few):
    """Then everything starts as it is."""
    assert undecided(few, using("o3"), without("c1")) == []


def test_modules_may_stand_in(rich, plan):
    """Where something has to go, modules are left to the solver everywhere; where something comes, there."""
    network, decisions = Network.of(rich), Decisions.of(plan)
    assert decisions.equipped == {("west", "line")}
    both = [("east", "line"), ("west", "line")]
    for condition, free in (
        (Condition("none", modules=dict.fromkeys(both, 1.0), most=0), {"east", "west"}),
        (Condition("both", modules=dict.fromkeys(both, 1.0), least=2), {"east"}),
    ):
        footprint = FootprintProgram.of(network, [condition])
        ordered = footprint.columns["build"].values(starting_point(footprint, decisions))
        assert set(ordered.filter(pl.col("value").is_nan())["site"]) == free
