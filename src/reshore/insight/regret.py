"""Regret: what it costs not to use a site that a plan uses, or to use one that it doesn't."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import UsageError
from reshore.footprint.conditions import using, without
from reshore.footprint.start import Decisions
from reshore.insight import freedom
from reshore.insight.designs import designs
from reshore.insight.interval import Interval, difference
from reshore.insight.rows import cost
from reshore.insight.variant import Variant
from reshore.tables import scenario as scenarios

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path
    from threading import Event

    from reshore.jobs.executor import Progress
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model


@dataclass(frozen=True, slots=True, eq=False)
class Regrets:
    """What forcing each site in or out costs.

    Attributes
    ----------
    best
        Where the cost of the best plan lies: between the run's bound and the best objective found.
    sites
        site, country, status, fixed (used in every plan, so it can't be forced out), in_plan (whether the
        run's plan uses it), forced (out or in; empty where fixed or not asked for), found (status of the
        design), low and high (the regret lies between them; both infinite where there is no plan), tie
        (whether it may be 0).
    designs
        The rows of the designs, as of `reshore.insight.designs.designs`.
    """

    best: Interval
    sites: pl.DataFrame
    designs: pl.DataFrame


def regrets(
    model: Model,
    plan: Plan,
    *,
    sites: Collection[str] = (),
    gap: float | None = None,
    time_limit: float | None = None,
    workers: int = 1,
    folder: Path | None = None,
    on_progress: Progress | None = None,
    cancel: Event | None = None,
) -> Regrets:
    """Find out what it costs to do without each site that a plan uses, and to use each that it doesn't.

    Parameters
    ----------
    model, plan, gap, time_limit, workers, folder, on_progress, cancel
        As of `reshore.insight.designs.designs`.
    sites
        Names of sites; empty = all that can be forced in or out.

    Raises
    ------
    UsageError
        If there is no such site, or an option is out of its range.
    StoppedError
        If `cancel` or Ctrl-C came before the end.
    ReshoreError
        If a design fails.
    """
    base = scenarios.apply(model, plan.scenario) if plan.scenario else model
    there = freedom.sites(base)
    if unknown := sorted(set(sites) - set(there["site"])):
        raise UsageError(f"there is no site {unknown[0]!r}")
    used = Decisions.of(plan).used
    asked = there.filter(~pl.col("fixed"))["site"].to_list()
    variants = {
        site: Variant(
            f"{'without' if site in used else 'with'} {site}",
            conditions=(without(site) if site in used else using(site),),
        )
        for site in asked
        if not sites or site in sites
    }
    found = designs(
        model,
        plan,
        list(variants.values()),
        gap=gap,
        time_limit=time_limit,
        workers=workers,
        folder=folder,
        on_progress=on_progress,
        cancel=cancel,
    )
    best = Interval(plan.bound, min([plan.objective, *found["objective"]]))
    rows = [
        (site, "out" if site in used else "in", row["status"], *regret(cost(row), best))
        for site, row in zip(variants, found.iter_rows(named=True), strict=True)
    ]
    types = {"site": pl.String, "forced": pl.String, "found": pl.String}
    told = pl.DataFrame(
        rows, schema={**types, "low": pl.Float64, "high": pl.Float64, "tie": pl.Boolean}, orient="row"
    )
    in_plan = pl.col("site").is_in(list(used)).alias("in_plan")
    return Regrets(best, there.with_columns(in_plan).join(told, on="site", how="left").sort("site"), found)


def regret(own: Interval, best: Interval) -> tuple[float, float, bool]:
    """Return low, high and tie of the regret of a design with a condition: never below 0."""
    more = difference(own.at_least(best.low), best).at_least(0.0)
    return more.low, more.high, more.tie
