"""Near ties: the designs that cost nearly as little as the best, found one after another."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reshore.errors import UsageError
from reshore.insight.designs import designs
from reshore.insight.enumeration import Enumeration
from reshore.insight.tied import By, Ended, Ties
from reshore.tables import scenario as scenarios

if TYPE_CHECKING:
    from pathlib import Path
    from threading import Event

    import polars as pl

    from reshore.jobs.executor import Progress
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model


def near_ties(
    model: Model,
    plan: Plan,
    *,
    near: float = 0.01,
    most: int = 10,
    by: str = By.SITES,
    known: pl.DataFrame | None = None,
    gap: float | None = None,
    time_limit: float | None = None,
    folder: Path | None = None,
    on_progress: Progress | None = None,
    cancel: Event | None = None,
) -> Ties:
    """Find the designs that cost little more than the best, each the best that differs from all before.

    Parameters
    ----------
    model, plan, gap, time_limit, cancel
        As of `reshore.insight.designs.designs`.
    near
        What a near tie may cost more than the best plan found, as a share of it.
    most
        Designs to look for at most, that of the run's plan among them.
    by
        What tells designs apart: `sites` (that are used) or `modules` (sites, and resources that get any).
    known
        Rows of designs of the run's model under conditions, such as those of regrets: searches start from the
        cheapest that differs from all before.
    folder
        Where finished designs are kept, so that the same call goes on from there.
    on_progress
        Called after each design: how many there are, how many at most, and the seconds since the start.

    Raises
    ------
    UsageError
        If an option is out of its range.
    StoppedError
        If `cancel` or Ctrl-C came before the end.
    ReshoreError
        If a design fails.
    """
    require_in_range(near, most, by)
    base = scenarios.apply(model, plan.scenario) if plan.scenario else model
    search = Enumeration(base, plan, By(by), near, [] if known is None else known.to_dicts())
    began, ended = time.monotonic(), None if search.free else Ended.PROVEN
    while ended is None:
        variant = search.next()
        (row,) = designs(
            model,
            plan,
            [variant],
            gap=gap,
            time_limit=time_limit,
            folder=None if folder is None else folder / variant.name.replace(" ", "-"),
            cancel=cancel,
        ).to_dicts()
        ended = search.take(row)
        if on_progress is not None:
            on_progress(len(search.found), most, time.monotonic() - began)
        if ended is None and len(search.found) >= most:
            ended = Ended.MOST
    return search.ties(ended)


def require_in_range(near: float, most: int, by: str) -> None:
    """Hold that options of near ties make sense.

    Raises
    ------
    UsageError
        If one doesn't.
    """
    if by not in list(By):
        raise UsageError(f"designs can't be told apart by {by!r}, but by {' or '.join(By)}")
    if not 0 <= near < 1:
        raise UsageError(f"near {near:g} is not a share from 0 to below 1")
    if most < 2:
        raise UsageError(f"{most} designs at most are too few: that of the run's plan is one")
