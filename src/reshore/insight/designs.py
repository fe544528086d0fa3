"""Designs of many variants, in parallel and resumable: a row each, with an interval for the best cost."""

from __future__ import annotations

from math import inf
from threading import Event
from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import UsageError
from reshore.footprint.start import Decisions
from reshore.insight.interval import ROUNDING
from reshore.insight.measures import measure
from reshore.insight.rows import COLUMNS
from reshore.insight.worker import Chunk, Latch, Shared, ready
from reshore.jobs.executor import run
from reshore.jobs.task import Task
from reshore.lp.solution import Options
from reshore.tables import scenario as scenarios

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reshore.insight.variant import Variant
    from reshore.jobs.executor import Progress
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model


def designs(
    model: Model,
    plan: Plan,
    variants: Sequence[Variant],
    *,
    gap: float | None = None,
    time_limit: float | None = None,
    workers: int = 1,
    folder: Path | None = None,
    measures: Sequence[str] = (),
    on_progress: Progress | None = None,
    cancel: Event | None = None,
) -> pl.DataFrame:
    """Design variants of a run's model, each from the decisions of a neighbour.

    Parameters
    ----------
    model
        The model that the plan was designed from, without the plan's scenario applied.
    plan
        The run's plan: searches start from it, less what a variant's conditions stand against.
    variants
        What differs; each under a name of its own.
    gap
        Relative gap at which each search ends; None = that of the plan's own search.
    time_limit
        Seconds for each search; None = no limit.
    workers
        Processes of one thread each; any number gives the same rows, unless a time limit ends searches.
    folder
        Where finished designs are kept, so that the same call goes on from there.
    measures
        Names of measures (see `reshore.insight.measures.measure`) that become columns.
    on_progress
        Called after each design: how many are done, of how many, and the seconds since the start.
    cancel
        Set it to stop; Ctrl-C does the same.

    Returns
    -------
    pl.DataFrame
        A row a variant, in their order: name, status (one of `rows.Found`), objective and bound (the best
        cost lies between them; both infinite where infeasible), seconds, used (sites), equipped (resources
        that get modules), decided_sites and decided_capacity (see `rows.decisions`), a column a measure
        (empty without a plan), better: whether it is a plan of the run's model that costs less than its own.

    Raises
    ------
    UsageError
        If two variants have one name, a condition or measure names what there isn't, or an option is
        out of range.
    DataError
        If a variant's tables aren't sound.
    StoppedError
        If `cancel` or Ctrl-C came before the end; finished designs are kept in the folder.
    ReshoreError
        If a design fails: its plan fails the audit, or the solver gives up.
    """
    names = [variant.name for variant in variants]
    if twice := {name for name in names if names.count(name) > 1}:
        raise UsageError(f"two variants are called {min(twice)!r}")
    options = Options(
        gap=plan.facts["gap_asked"] if gap is None else gap,
        time_limit=inf if time_limit is None else time_limit,
        seed=plan.facts["seed"],
    )
    for name in measures:
        measure(plan, name)
    base = scenarios.apply(model, plan.scenario) if plan.scenario else model
    shared = Shared(
        frames=dict(base.frames),
        start=Decisions.of(plan),
        options=options,
        measures=tuple(measures),
        latch=Latch(cancel or Event()),
    )
    chunks = [Chunk.of(variant, base) for variant in variants]
    found = run(
        Task(ready, shared),
        chunks,
        workers=workers,
        folder=folder,
        on_progress=on_progress,
        cancel=shared.latch.event,
    ).frame
    if found.is_empty():
        found = pl.DataFrame(schema={**COLUMNS, **dict.fromkeys(measures, pl.Float64)})
    own = pl.Series("better", [variant.restricts for variant in variants], dtype=pl.Boolean)
    return found.with_columns(own & (found["objective"] < plan.objective - ROUNDING * abs(plan.objective)))
