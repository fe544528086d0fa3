"""A plan as a starting point: its sites and modules stand where the program has them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

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
