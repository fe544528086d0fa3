"""What a plan's decisions cost in other futures than those it was made for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.footprint.start import Decisions, starting_point
from reshore.jobs.executor import run
from reshore.jobs.task import Task
from reshore.lp.solution import Options
from reshore.robust.case import Case
from reshore.robust.own import Payload
from reshore.robust.stage import VALUE, FirstStage, flows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from threading import Event

    from reshore.robust.futures import Future, Futures
    from reshore.robust.result import RobustPlan
    from reshore.tables.model import Model


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What all futures share.

    Attributes
    ----------
    base
        The model, and how flows are searched.
    stage
        What is decided once.
    """

    base: Payload
    stage: FirstStage


def evaluate(
    model: Model,
    plan: RobustPlan,
    futures: Futures,
    *,
    workers: int = 1,
    folder: Path | None = None,
    on_progress: Callable[[int, int, float], None] | None = None,
    cancel: Event | None = None,
) -> pl.DataFrame:
    """Return what a plan costs in futures, with the best flows for its sites, modules and sources in each.

    Parameters
    ----------
    model, plan
        The base case, and the plan for many futures that was made of it.
    futures
        Any futures of the same sites, modules and periods.
    workers
        Processes of one thread each; any number gives the same.
    folder
        Where finished futures are kept, so that the same call goes on from there after an interruption.
    on_progress
        Called with how many are done, of how many, and the seconds since the start.
    cancel
        Set it to stop; Ctrl-C does the same.

    Returns
    -------
    pl.DataFrame
        Columns future, cost (money); infinite in a future that the decisions leave no flows.

    Raises
    ------
    ReshoreError
        If changes of a future make no sense, or the tables that come of them aren't sound.
    StoppedError
        If `cancel` or Ctrl-C came before the end.
    """
    shared = Evaluation(Payload.of(model, Options()), stage_of(plan, model))
    done = run(
        Task(_evaluator, shared),
        list(futures),
        workers=workers,
        folder=folder,
        on_progress=on_progress,
        cancel=cancel,
    )
    return done.frame


def stage_of(plan: RobustPlan, model: Model) -> FirstStage:
    """Return what a plan decides on sites, modules and sources."""
    name = next(name for name, one in plan.plans.items() if one is plan.main)
    future = next(one for one in plan.futures if one.name == name)
    footprint = Case.of(future, model).footprint
    x = np.nan_to_num(starting_point(footprint, Decisions.of(plan.main)))
    stage = FirstStage.of(footprint.columns, x)
    # Sources are those of all futures, whether or not the main one knows them.
    sources = plan["sources"].with_columns(pl.lit(1.0).alias(VALUE))
    return replace(stage, decided={**stage.decided, "source": sources})


def _evaluator(shared: Evaluation) -> Callable[[Future], pl.DataFrame]:
    """Return the function that finds what the decisions cost in a future."""
    base, options = shared.base.model, shared.base.options

    def cost(future: Future) -> pl.DataFrame:
        case = Case.of(future, base)
        found = flows(case, shared.stage, options)
        paid = np.inf if found is None else found.objective + case.constant
        return pl.DataFrame({"future": [future.name], "cost": [paid]})

    return cost
