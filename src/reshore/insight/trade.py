"""`frontier`: what more of one thing costs of another, from a plan and its tables to a result."""

from __future__ import annotations

import platform
from importlib.metadata import version
from threading import Event
from typing import TYPE_CHECKING

import polars as pl

from reshore.insight.frames import FRAMES, conform
from reshore.insight.frontier.axes import axes
from reshore.insight.frontier.tradeoff import POINTS, trade_off
from reshore.insight.result import WhyResult
from reshore.insight.work import Work
from reshore.jobs.stages import Stages
from reshore.tables import scenario as scenarios

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from reshore.jobs.stages import Step
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

STAGE = "Frontier"
ENDS = 8
"""Designs that find how far a quantity can be moved at all, today's network among them."""


def frontier(
    model: Model,
    plan: Plan,
    of: str,
    *,
    more: bool | None = None,
    points: int = POINTS,
    gap: float | None = None,
    time_limit: float | None = None,
    workers: int = 1,
    folder: Path | None = None,
    on_start: Callable[[Mapping[str, int]], None] | None = None,
    on_progress: Callable[[Step], None] | None = None,
    cancel: Event | None = None,
) -> WhyResult:
    """Find what more of one thing costs of another; docs/why.md says what each number means.

    Parameters
    ----------
    model, plan, gap, time_limit, workers, folder, on_start, on_progress, cancel
        As of `reshore.insight.why.why`.
    of
        What is limited: `share:COUNTRY`, `sites`, `carbon`, `exposure`, `sovereign` or `served:SEGMENT`,
        `rule:NAME`.
    more
        Whether to ask for more of a country's share or of sites, and not for less.
    points
        Limits from end to end, both included.

    Raises
    ------
    UsageError
        If there is no such quantity, or an option is out of its range.
    StoppedError
        If `cancel` or Ctrl-C came before the end; finished designs are kept in the folder.
    ReshoreError
        If a design fails.
    """
    base = scenarios.apply(model, plan.scenario) if plan.scenario else model
    (axis,) = axes(base, plan, [of], more=more)
    if on_start is not None:
        on_start({STAGE: ENDS + points})
    work = Work(model, plan, gap, time_limit, workers, folder, cancel or Event(), Stages(on_progress))
    with work.stage(STAGE, most=points) as how:
        found = trade_off(model, plan, of, more=more, points=points, **how)
    rows = [
        told.with_columns(today=pl.lit(today))
        for told, today in ((found.frontier, False), (found.today, True))
    ]
    frames = {name: spec.empty() for name, spec in FRAMES.items()}
    frames["frontier"] = conform("frontier", pl.concat(rows))
    asked = {"of": of, "more": axis.more, "points": points, "gap": gap, "time_limit": time_limit}
    return WhyResult(
        model_name=plan.model_name,
        scenario=plan.scenario,
        currency=plan.currency,
        frames=frames,
        options=asked,
        facts={
            "dominated": found.dropped,
            "remarks": list(found.told),
            "designs": {STAGE: found.designs.height},
            "seconds": work.stages.seconds,
            "versions": {"reshore": version("reshore"), "python": platform.python_version()},
        },
    )
