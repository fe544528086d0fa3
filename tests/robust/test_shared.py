"""What futures share: columns by their keys, rows that are equal once, bounds that hold in all."""

from __future__ import annotations

import numpy as np
import pytest
from tests.robust.conftest import EXACT, TWO, row, tables

from reshore import Futures, robust_design
from reshore.lp.keys import NOWHERE
from reshore.robust.case import cases
from reshore.robust.joint import Joint
from reshore.robust.shared import Shared


def of(model):
    ready = cases(model, Futures.of_scenarios(model))
    return [case.footprint for case in ready], Shared.of([case.footprint for case in ready])


def test_equal_rows_are_there_once(ready):
    """Futures that differ in flows alone share all columns and rows of the first stage."""
    footprints = [case.footprint for case in ready]
    shared = Shared.of(footprints)
    alone = Shared.of(footprints[:1])
    assert shared.limits[0].shape == alone.limits[0].shape
    assert (shared.limits[0] != alone.limits[0]).nnz == 0
    assert {*shared.blocks} == {"open", "start", "stop", "build", "keep", "write_off", "source"}
    assert shared.size == alone.size


def test_each_row_is_shared_or_of_one_future(ready):
    """A shared row has shared columns alone; the others have one of their own at least."""
    footprints = [case.footprint for case in ready]
    shared = Shared.of(footprints)
    for one, where, rows in zip(footprints, shared.where, shared.rows, strict=True):
        mine = np.abs(one.program.matrix) @ (where == NOWHERE)
        assert ((mine > 0) == (rows == NOWHERE)).all()


def test_what_is_not_possible_in_one_future_is_not_decided(make):
    """A candidate that takes longer to open in a future opens later in all."""
    rows = [row("late", "sites", "months_to_open", "set", "12", probability=0.2, where="site = 'far'")]
    model = make(periods=TWO, scenarios=rows)
    footprints, shared = of(model)
    assert footprints[0].columns["start"].size > footprints[1].columns["start"].size
    start = shared.blocks["start"].values(shared.upper)
    most = {
        (site, period): value for site, period, value in start.select("site", "period", "value").iter_rows()
    }
    assert most == {("far", "y1"): 0, ("far", "y2"): 1, ("near", "y1"): 1, ("near", "y2"): 1}


def test_the_fewest_modules_hold(make):
    """A bound that tables set in one future holds in all."""
    rows = [row("small", "resources", "maximum", "set", "100", probability=0.2)]
    _, shared = of(make(scenarios=rows))
    assert set(shared.upper[shared.blocks["build"].span]) == {1.0}


@pytest.mark.parametrize(
    ("change", "block"),
    [
        (("resources", "asset_life", "set", "1"), "keep"),
        (("sites", "opening_cost", "add", "500"), "write_off"),
    ],
)
def test_what_follows_from_decisions_is_shared_where_it_is_the_same(make, change, block):
    """Modules that are kept for another time, or investments of other shares, are each future's own."""
    sites = [one | {"closing_cost": 10, "opening_cost": 900} for one in tables()["sites"]]
    _, shared = of(make(periods=TWO, sites=sites, scenarios=[row("other", *change, probability=0.2)]))
    assert block not in shared.blocks
    _, same = of(make(periods=TWO, sites=sites))
    assert block in same.blocks


def test_what_follows_is_paid_in_its_own_future(make):
    """What the program says of costs is what the audited plans cost, where sites close before their time."""
    sites = [one | {"closing_cost": 10, "opening_cost": 900, "fixed_cost": 2000} for one in tables()["sites"]]
    demands = [one | {"period": "y1"} for one in tables()["demands"]]
    rows = [
        row("short", "resources", "asset_life", "set", "1", probability=0.4),
        row("dear", "resources", "module_fixed_cost", "multiply", "3", probability=0.3),
        row("built", "sites", "opening_cost", "multiply", "2", probability=0.2),
    ]
    model = make(periods=TWO, sites=sites, demands=demands, scenarios=rows)
    plan = robust_design(model, Futures.of_scenarios(model), method="decompose", **EXACT)
    assert plan.bound == pytest.approx(plan.objective, rel=1e-6)
    assert plan["decisions"].filter(change="closes").height == 1
    owed = {name: one["costs"].filter(cost="write_off")["amount"].sum() for name, one in plan.plans.items()}
    assert owed["built"] > owed["base"] > owed["short"]


def test_programs_stand_whole_in_the_joint_one(ready):
    """Every future finds its own program at its places."""
    joint = Joint.of(ready)
    point = np.random.default_rng(0).random(joint.program.shape[1])
    for case, columns, rows in zip(ready, joint.columns, joint.rows, strict=True):
        program = case.footprint.program
        assert (joint.program.matrix @ point)[rows] == pytest.approx(program.matrix @ point[columns])
        assert np.array_equal(joint.program.row_lower[rows], program.row_lower)
        assert np.array_equal(joint.program.upper[columns], program.upper)
        at = int(np.flatnonzero(columns >= joint.shared.size)[0])
        label = joint.program.column_name(int(columns[at]))
        assert label == f"{case.future.name}.{program.column_name(at)}"
    assert joint.cost_of(point) == pytest.approx(
        [
            case.footprint.program.cost @ point[columns] + case.constant
            for case, columns in zip(ready, joint.columns, strict=True)
        ]
    )
    assert joint.program.row_name(0) == f"shared[{ready[0].footprint.program.row_name(first_shared(joint))}]"


def first_shared(joint):
    return int(np.flatnonzero(joint.rows[0] == 0)[0])
