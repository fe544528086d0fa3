"""A plan for many futures as a run: the model with its futures as scenarios, and the plan of each."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.errors import UsageError
from reshore.plan.plan import Status
from reshore.plan.record import plan_record, read_plan
from reshore.robust.futures import CHANGES
from reshore.robust.result import RobustPlan
from reshore.runs import store

if TYPE_CHECKING:
    from pathlib import Path

    from reshore.tables.model import Model

GROUP = "robust"
"""What run.json and the folder call it; the folders of the futures' plans have a number behind."""


def save_robust(plan: RobustPlan, model: Model, folder: Path) -> Path:
    """Write a plan for many futures as a run.

    It can be read as a run of one plan too, that of the base case or of the most probable future. The run's
    model has the futures as scenarios, so that whatever takes a model and a plan finds the tables of each.

    Parameters
    ----------
    plan
        The plan.
    model
        The base case.
    folder
        The folder that keeps runs; made if it is not there.

    Returns
    -------
    Path
        The run's own folder.

    Raises
    ------
    UsageError
        If a future has the name of another scenario.
    ReshoreError
        If it can't be written; nothing of it is left then.
    """
    plans = list(plan.plans.values())
    told = {
        "status": plan.status.value,
        "raw_status": plan.raw_status,
        "objective": plan.objective,
        "bound": plan.bound if plan.bound > -inf else None,
        "gap": plan.gap if plan.gap < inf else None,
        "seconds": plan.seconds,
        "options": dict(plan.options),
        "facts": dict(plan.facts),
        "plans": [plan_record(one) for one in plans],
    }
    groups = {
        "model": with_futures(model, plan).frames,
        "plan": plan.main.frames,
        GROUP: plan.frames,
        **{_group(number): one.frames for number, one in enumerate(plans)},
    }
    name = f"{plan.model_name}-{GROUP}-{plan.options['objective']}"
    return store.save(folder, name, {**plan_record(plan.main), GROUP: told}, groups).path


def load_robust(path: Path) -> RobustPlan:
    """Read the plan for many futures of a run.

    Raises
    ------
    UsageError
        If there is no run, or it is none of a plan for many futures.
    DataError
        If something in it is damaged.
    """
    run = store.load(path)
    if GROUP not in run.record:
        raise UsageError(f"{path} is no plan for many futures; `reshore design --uncertainty` makes one")
    told: dict[str, Any] = run.record[GROUP]
    frames = run.frames(GROUP)
    with run.read_as("a plan for many futures"):
        plans = [read_plan(one, run.frames(_group(number))) for number, one in enumerate(told["plans"])]
        bound, gap = told["bound"], told["gap"]
        return RobustPlan(
            model_name=run.record["model"],
            currency=run.record["currency"],
            status=Status(told["status"]),
            raw_status=told["raw_status"],
            objective=told["objective"],
            bound=-inf if bound is None else bound,
            gap=inf if gap is None else gap,
            seconds=told["seconds"],
            frames=frames,
            plans=dict(zip(frames["futures"]["future"], plans, strict=True)),
            options=told["options"],
            facts=told["facts"],
        )


def is_robust(path: Path) -> bool:
    """Return whether a run holds a plan for many futures.

    Raises
    ------
    UsageError
        If there is no run.
    DataError
        If its record is damaged.
    """
    return GROUP in store.load(path).record


def with_futures(model: Model, plan: RobustPlan) -> Model:
    """Return a model that has the futures of a plan among its scenarios.

    Raises
    ------
    UsageError
        If a future has the name of a scenario that changes something else.
    """
    table = model["scenarios"]
    added = []
    for future in plan.futures:
        known = table.filter(scenario=future.name).sort("order", maintain_order=True).select(CHANGES)
        if future.changes.is_empty() or known.equals(future.changes):
            continue
        if known.height:
            raise UsageError(f"future {future.name!r} has the name of a scenario that changes something else")
        added.append(future.changes.select(pl.lit(future.name).alias("scenario"), pl.all()))
    return model.with_frames(scenarios=pl.concat([table, *added], how="diagonal"))


def _group(number: int) -> str:
    return f"{GROUP}_{number}"
