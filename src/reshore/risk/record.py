"""A stress test as a run: the plan and model that it looked at, with its frames beside theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.errors import UsageError
from reshore.plan.record import plan_record
from reshore.risk.result import StressResult
from reshore.runs import store

if TYPE_CHECKING:
    from pathlib import Path

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

GROUP = "stress"
"""What run.json and the folder call the part of a stress test."""


def save_stress(result: StressResult, plan: Plan, model: Model, folder: Path, *, of: str = "") -> Path:
    """Write a stress test as a run, which can be read as a run of its plan too.

    Parameters
    ----------
    result
        The stress test.
    plan, model
        What was tested, and the model it was designed from, without the scenario applied.
    folder
        The folder that keeps runs; made if it is not there.
    of
        Name of the run that the plan is of; empty where it was never kept.

    Returns
    -------
    Path
        The run's own folder.

    Raises
    ------
    ReshoreError
        If it can't be written; nothing of it is left then.
    """
    told = {"of": of, "period": result.period, "options": dict(result.options), "facts": dict(result.facts)}
    groups = {"model": model.frames, "plan": plan.frames, GROUP: result.frames}
    name = f"{plan.model_name}-{plan.scenario or 'base'}-stress"
    return store.save(folder, name, {**plan_record(plan), GROUP: told}, groups).path


def load_stress(path: Path, *, of: Path | None = None) -> StressResult:
    """Read the stress test of a run.

    Parameters
    ----------
    path
        The run's folder.
    of
        A run of the plan that it has to be a test of; None = whatever it is of.

    Raises
    ------
    UsageError
        If there is no run, it is none of a stress test, or it is one of another plan.
    DataError
        If something in it is damaged.
    """
    run = store.load(path)
    if GROUP not in run.record:
        raise UsageError(f"{path} is a plan that was not stressed; `reshore stress {path}` does it")
    if of is not None and store.load(of).record["files"]["plan"] != run.record["files"]["plan"]:
        raise UsageError(f"{path} is a stress test of another plan than that of {of}")
    told, frames = run.record[GROUP], run.frames(GROUP)
    with run.read_as("a stress test"):
        return StressResult(
            model_name=run.record["model"],
            scenario=run.record["scenario"],
            period=told["period"],
            currency=run.record["currency"],
            frames=frames,
            options=told["options"],
            facts=told["facts"],
        )


def is_stress(path: Path) -> bool:
    """Return whether a run holds a stress test.

    Raises
    ------
    UsageError
        If there is no run.
    DataError
        If its record is damaged.
    """
    return GROUP in store.load(path).record
