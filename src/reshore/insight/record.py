"""An explanation as a run: the plan and model that it explains, with its frames beside theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.errors import UsageError
from reshore.insight.result import WhyResult
from reshore.plan.record import plan_record
from reshore.runs import store

if TYPE_CHECKING:
    from pathlib import Path

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

GROUP = "why"
"""What run.json and the folder call the part of an explanation."""


def save_why(result: WhyResult, plan: Plan, model: Model, folder: Path, *, of: str = "") -> Path:
    """Write an explanation as a run, which can be read as a run of its plan too.

    Parameters
    ----------
    result
        The explanation.
    plan, model
        What was explained, and the model it was designed from, without the scenario applied.
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
    told = {"of": of, "options": dict(result.options), "facts": dict(result.facts)}
    groups = {"model": model.frames, "plan": plan.frames, GROUP: result.frames}
    name = f"{plan.model_name}-{plan.scenario or 'base'}-{'frontier' if result.trades else 'why'}"
    return store.save(folder, name, {**plan_record(plan), GROUP: told}, groups).path


def load_why(path: Path, *, of: Path | None = None) -> WhyResult:
    """Read the explanation of a run.

    Parameters
    ----------
    path
        The run's folder.
    of
        A run of the plan that it has to explain; None = whatever it is of.

    Raises
    ------
    UsageError
        If there is no run, it is none of an explanation, or it explains another plan.
    DataError
        If something in it is damaged.
    """
    run = store.load(path)
    if GROUP not in run.record:
        raise UsageError(f"{path} is no explanation of a plan; `reshore why {path}` makes one")
    if of is not None and store.load(of).record["files"]["plan"] != run.record["files"]["plan"]:
        raise UsageError(f"{path} explains another plan than that of {of}")
    told, frames = run.record[GROUP], run.frames(GROUP)
    with run.read_as("an explanation"):
        return WhyResult(
            model_name=run.record["model"],
            scenario=run.record["scenario"],
            currency=run.record["currency"],
            frames=frames,
            options=told["options"],
            facts=told["facts"],
        )


def is_why(path: Path) -> bool:
    """Return whether a run holds an explanation.

    Raises
    ------
    UsageError
        If there is no run.
    DataError
        If its record is damaged.
    """
    return GROUP in store.load(path).record
