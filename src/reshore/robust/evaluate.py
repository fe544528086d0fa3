"""What a plan's decisions cost in futures that it wasn't made for, with the best flows in each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.errors import SolverError
from reshore.footprint.network import Network
from reshore.footprint.program import FootprintProgram
from reshore.footprint.result.extract import NOISE
from reshore.footprint.start import Decisions, starting_point
from reshore.jobs.executor import run
from reshore.jobs.task import Task
from reshore.lp.highs import solve
from reshore.lp.solution import Options
from reshore.robust.case import Case
from reshore.robust.own import Payload
from reshore.robust.result import RobustPlan
from reshore.robust.stage import VALUE, FirstStage, flows
from reshore.tables import scenario

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from threading import Event

    from reshore.plan.plan import Plan
    from reshore.robust.futures import Future, Futures
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
    plan: RobustPlan | Plan,
    futures: Futures,
    *,
    of: Model | None = None,
    workers: int = 1,
    folder: Path | None = None,
    on_progress: Callable[[int, int, float], None] | None = None,
    cancel: Event | None = None,
) -> pl.DataFrame:
    """Return what a plan costs in futures, with the best flows for its sites, modules and sources in each.

    Parameters
    ----------
    model
        The base case.
    plan
        A plan for many futures, or for one.
    futures
        Any futures of the same sites, modules and periods.
    of
        The model that the plan was made of; None = the base case.
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
        Columns future, cost (money; infinite in a future that the decisions leave no flows), short (units
        asked for and not delivered; null there).

    Raises
    ------
    ReshoreError
        If changes of a future make no sense, or the tables that come of them aren't sound.
    StoppedError
        If `cancel` or Ctrl-C came before the end.
    """
    shared = Evaluation(Payload.of(model, Options()), stage_of(plan, of or model))
    done = run(
        Task(_evaluator, shared),
        list(futures),
        workers=workers,
        folder=folder,
        on_progress=on_progress,
        cancel=cancel,
    )
    return done.frame


def stage_of(plan: RobustPlan | Plan, model: Model) -> FirstStage:
    """Return what a plan decides on sites, modules and sources.

    Parameters
    ----------
    plan
        A plan for many futures, or for one: the sources of that are the best for its sites and modules.
    model
        The model it was made of.

    Raises
    ------
    SolverError
        If its sources aren't found.
    """
    if not isinstance(plan, RobustPlan):
        return _stage_of_one(plan, scenario.apply(model, plan.scenario) if plan.scenario else model)
    name = next(name for name, one in plan.plans.items() if one is plan.main)
    future = next(one for one in plan.futures if one.name == name)
    footprint = Case.of(future, model).footprint
    x = np.nan_to_num(starting_point(footprint, Decisions.of(plan.main)))
    stage = FirstStage.of(footprint.columns, x)
    # Sources are those of all futures, whether or not the main one knows them.
    sources = plan["sources"].with_columns(pl.lit(1.0).alias(VALUE))
    return replace(stage, decided={**stage.decided, "source": sources})


def _stage_of_one(plan: Plan, model: Model) -> FirstStage:
    """Return what a plan decides; which sources count isn't in its frames, and is found again."""
    footprint = FootprintProgram.of(Network.of(model))
    program = footprint.program
    x = starting_point(footprint, Decisions.of(plan))
    known = program.integer & ~np.isnan(x)
    if (program.integer & ~known).any():
        lower, upper = (np.where(known, x, bound) for bound in (program.lower, program.upper))
        found = solve(replace(program, lower=lower, upper=upper), Options())
        if not found.has_plan:
            raise SolverError(f"the sources of {plan.title} can't be found: {found.raw_status}")
        x = found.x
    return FirstStage.of(footprint.columns, np.nan_to_num(x))


def _evaluator(shared: Evaluation) -> Callable[[Future], pl.DataFrame]:
    """Return the function that finds what the decisions cost in a future."""
    base, options = shared.base.model, shared.base.options

    def cost(future: Future) -> pl.DataFrame:
        case = Case.of(future, base)
        found = flows(case, shared.stage, options)
        paid, short = np.inf, None
        if found is not None:
            paid = found.objective + case.constant
            missing = found.x[case.footprint.columns["short"].span]
            short = float(missing[missing >= NOISE].sum())
        kinds = {"future": pl.String, "cost": pl.Float64, "short": pl.Float64}
        return pl.DataFrame([(future.name, paid, short)], schema=kinds, orient="row")

    return cost
