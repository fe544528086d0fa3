"""A plan as a run: the model it came from and its frames in a folder, and back."""

from __future__ import annotations

from dataclasses import replace
from math import inf, isfinite
from typing import TYPE_CHECKING, Any

from reshore.plan.plan import Plan, Status
from reshore.runs import store
from reshore.tables.load import load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike
    from pathlib import Path

    from reshore.tables.model import Model


def save_run(plan: Plan, model: Model, folder: Path) -> Path:
    """Write a plan and its model as a run.

    Parameters
    ----------
    plan
        The plan.
    model
        The model it was designed from, without the scenario applied.
    folder
        The folder that keeps runs; made if it is not there.

    Returns
    -------
    Path
        The run's own folder.

    Raises
    ------
    ReshoreError
        If it can't be written; nothing of it is left then.
    """
    name = f"{plan.model_name}-{plan.scenario or 'base'}"
    groups = {"model": model.frames, "plan": plan.frames}
    return store.save(folder, name, plan_record(plan), groups).path


def load_plan(path: str | PathLike[str]) -> Plan:
    """Read the plan of a run.

    Raises
    ------
    UsageError
        If there is no run.
    DataError
        If something in it is damaged.
    """
    run = store.load(path)
    frames = run.frames("plan")
    with run.read_as("a plan"):
        return read_plan(run.record, frames)


def load_model(path: str | PathLike[str]) -> Model:
    """Read the model that a run was made from, without the scenario applied.

    Raises
    ------
    UsageError
        If there is no run.
    DataError
        If something in it is damaged.
    """
    run = store.load(path)
    return replace(load(run.path / "model"), name=run.record["model"])


def plan_record(plan: Plan) -> dict[str, Any]:
    """Return what a run's record says of its plan, as JSON allows."""
    return {
        "model": plan.model_name,
        "scenario": plan.scenario,
        "currency": plan.currency,
        "status": plan.status.value,
        "raw_status": plan.raw_status,
        "objective": plan.objective,
        "bound": plan.bound if isfinite(plan.bound) else None,
        "gap": plan.gap if isfinite(plan.gap) else None,
        "seconds": plan.seconds,
        "facts": dict(plan.facts),
        "audit": None if plan.audit is None else dict(plan.audit),
    }


def read_plan(record: Mapping[str, Any], frames: Mapping[str, Any]) -> Plan:
    """Return a plan from what :func:`plan_record` made of it, and its frames."""
    bound, gap = record["bound"], record["gap"]
    return Plan(
        model_name=record["model"],
        scenario=record["scenario"],
        currency=record["currency"],
        status=Status(record["status"]),
        raw_status=record["raw_status"],
        objective=record["objective"],
        bound=-inf if bound is None else bound,
        gap=inf if gap is None else gap,
        seconds=record["seconds"],
        frames=frames,
        facts=record["facts"],
        audit=record["audit"],
    )
