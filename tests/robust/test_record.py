"""Plans for many futures as runs: written whole, read back, and read as a plan."""

from __future__ import annotations

import json

import polars as pl
import pytest
from tests.robust.conftest import EXACT, made, row

from reshore import Future, Futures, apply_scenario, load_plan, load_robust, robust_design, save_robust
from reshore.audit.audit import audit_plan
from reshore.errors import DataError, ReshoreError, UsageError
from reshore.plan.record import load_model, save_run
from reshore.robust.record import is_robust


@pytest.fixture(scope="module")
def run(regret, model, tmp_path_factory):
    return save_robust(regret, model, tmp_path_factory.mktemp("runs"))


def test_read_as_written(run, regret):
    """Everything comes back as it was."""
    again = load_robust(run)
    assert is_robust(run)
    assert repr(again) == repr(regret)
    assert all(again[name].equals(frame) for name, frame in regret.frames.items())
    for name, plan in regret.plans.items():
        assert all(again.plans[name][frame].equals(plan[frame]) for frame in plan.frames)
    for field in ("status", "raw_status", "objective", "bound", "gap", "seconds", "options", "facts"):
        assert getattr(again, field) == getattr(regret, field)
    assert again.futures.names == regret.futures.names


def test_bounds_that_are_not_known(expected, model, tmp_path):
    """Of a future alone nothing is known after an expected cost: it stays so."""
    again = load_robust(save_robust(expected, model, tmp_path))
    assert all(plan.bound == float("-inf") for plan in again.plans.values())
    assert again.plans["surge"].objective == expected.plans["surge"].objective


def test_a_run_is_one_of_its_main_plan(run, regret):
    """It reads as a run of the base case's plan, and of the model."""
    plan = load_plan(run)
    assert plan.scenario == ""
    assert plan["capacity"].equals(regret.main["capacity"])
    assert load_model(run)["scenarios"].height == 3


def test_futures_become_scenarios(model, futures, tmp_path):
    """Futures that are no scenarios of the model are some of the run's, so that any plan finds its tables."""
    surge = Futures.of_scenarios(model, ["surge"]).futures[0].changes
    drawn = Futures(
        tuple(
            Future(f"draw {number}", 0.5, surge.with_columns(value=pl.lit(factor)))
            for number, factor in enumerate(("0.9", "1.2"))
        )
    )
    plan = robust_design(model, drawn, **EXACT)
    path = save_robust(plan, model, tmp_path)
    main = load_plan(path)
    assert main.scenario == "draw 0"
    assert audit_plan(main, apply_scenario(load_model(path), "draw 0")).ok
    named = made(scenarios=[row("draw 1", "sites", "fixed_cost", "add", "1")])
    with pytest.raises(UsageError, match="future 'draw 1' has the name of a scenario that changes something"):
        save_robust(plan, named, tmp_path / "clash")
    assert not (tmp_path / "clash").exists()


def test_what_is_no_such_run(expected, model, run, tmp_path):
    """A plan for one future, a damaged record, and a place that can't be written."""
    usual = save_run(expected.main, model, tmp_path)
    assert not is_robust(usual)
    with pytest.raises(UsageError, match="is no plan for many futures"):
        load_robust(usual)
    with pytest.raises(UsageError, match="is not a run"):
        load_robust(tmp_path)
    damaged = save_robust(expected, model, tmp_path)
    record = json.loads((damaged / "run.json").read_text())
    del record["robust"]["options"]
    (damaged / "run.json").write_text(json.dumps(record))
    with pytest.raises(DataError, match="no record of a plan for many futures"):
        load_robust(damaged)
    (tmp_path / "file").write_text("")
    with pytest.raises(ReshoreError, match="can't be written"):
        save_robust(expected, model, tmp_path / "file")
