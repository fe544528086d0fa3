"""A frontier: the best plans for limits on one quantity, from what the run's plan has to what can be had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.errors import UsageError
from reshore.footprint.conditions import exactly
from reshore.insight import freedom
from reshore.insight.beside import BESIDE, beside
from reshore.insight.frontier.axes import axes
from reshore.insight.frontier.curve import knee, undominated
from reshore.insight.frontier.search import Search
from reshore.insight.interval import Interval, difference
from reshore.insight.rounds import Rounds
from reshore.insight.rows import row_of
from reshore.insight.said import said
from reshore.insight.variant import Variant
from reshore.tables import scenario as scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from threading import Event

    from reshore.insight.frontier.axis import Axis
    from reshore.jobs.executor import Progress
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

    Row = Mapping[str, Any]

POINTS = 8
"""Limits from end to end."""

RUN = "run"
TODAY = "today's sites"

COLUMNS: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "measure": pl.String,
    "limit": pl.Float64,
    "value": pl.Float64,
    "unit": pl.String,
    "currency": pl.String,
    "status": pl.String,
    "bound": pl.Float64,
    "objective": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    **BESIDE,
    "knee": pl.Boolean,
}


@dataclass(frozen=True, slots=True, eq=False)
class Frontier:
    """What more of one thing costs of another.

    Attributes
    ----------
    axis
        What is limited.
    frontier
        The cheapest point first, dominated ones left out: measure, limit (that was asked for), value (that
        the plan has), unit, currency, status, bound and objective (the best cost for the limit lies between
        them), low and high (of what it costs more than the run's plan), used, added and dropped (sites; the
        last two against the run's plan), knee (whether it is the knee).
    today
        Of the same columns, the best plan that uses exactly the sites of the baseline and those that can't
        close; no row where there is no baseline, no such plan, or where what a plan has is told by a limit.
    dropped
        How many points were left out, since another costs no more and is no worse.
    designs
        Rows of `reshore.insight.designs.designs`.
    told
        What a reader has to know first, a sentence each.
    """

    axis: Axis
    frontier: pl.DataFrame
    today: pl.DataFrame
    dropped: int
    designs: pl.DataFrame
    told: tuple[str, ...]

    @property
    def fixed(self) -> bool:
        """Whether the quantity can't move."""
        return self.frontier.height == 1


def trade_off(
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
    on_progress: Progress | None = None,
    cancel: Event | None = None,
) -> Frontier:
    """Find the best plan for each of several limits on a quantity.

    Parameters
    ----------
    model, plan, gap, time_limit, workers, on_progress, cancel
        As of `reshore.insight.designs.designs`.
    of, more
        What is limited, as of `reshore.insight.frontier.axes.axes`.
    points
        Limits from end to end, both included.
    folder
        Where finished designs are kept, in a folder that is named after the quantity.

    Raises
    ------
    UsageError
        If there is no such quantity, an option is out of its range, or the folder holds other work.
    StoppedError
        If `cancel` or Ctrl-C came before the end.
    ReshoreError
        If a design fails.
    """
    if points < 3:
        raise UsageError(f"{points} points are too few for a frontier: its ends are two")
    base = scenarios.apply(model, plan.scenario) if plan.scenario else model
    (axis,) = axes(base, plan, [of], more=more)
    rounds = Rounds(
        model,
        plan,
        gap=gap,
        time_limit=time_limit,
        workers=workers,
        folder=None if folder is None else folder / _folder(axis),
        measures=[axis.measure],
        on_progress=on_progress,
        cancel=cancel,
    )
    own = {"name": RUN, **row_of(plan), axis.measure: axis.own}
    search = Search(axis, rounds, own)
    today = None if axis.relative else _today(base)
    standing = search.furthest([] if today is None else [today])
    search.fill(points)
    planned = list(_rows(axis, plan, search))
    left = _frontier(axis, planned)
    return Frontier(
        axis=axis,
        frontier=left,
        today=_frame([_row(axis, plan, None, row) for row in standing if row["used"] is not None]),
        dropped=len(planned) - left.height,
        designs=rounds.frame,
        told=tuple(_told(axis, search, left, standing, rounds.frame)),
    )


def _folder(axis: Axis) -> str:
    """Return the name of an axis as one of a folder."""
    name = "".join(one if one.isalnum() or one in "-_" else "-" for one in axis.name)
    return f"frontier-{name}-{'more' if axis.more else 'less'}"


def _today(base: Model) -> Variant | None:
    """Return the run's model with today's sites alone; None where the baseline names none."""
    named = base["baseline"].filter(pl.col("value") > 0)["site"].drop_nulls().to_list()
    if not named:
        return None
    sites = freedom.sites(base)
    fixed = sites.filter("fixed")["site"].to_list()
    return Variant(TODAY, conditions=[exactly(TODAY, {*named, *fixed}, sites["site"].to_list())])


def _rows(axis: Axis, plan: Plan, search: Search) -> Iterator[dict[str, Any]]:
    """Yield the plans from the loosest limit on; a tighter one can't cost less than what bounds it."""
    bound = plan.bound
    for limit, row in sorted(search.rows.items(), key=lambda pair: pair[0], reverse=not axis.more):
        if row["used"] is not None:
            bound = max(bound, row["bound"])
            yield _row(axis, plan, limit, {**row, "bound": min(bound, row["objective"])})


def _row(axis: Axis, plan: Plan, limit: float | None, row: Row) -> dict[str, Any]:
    costs = Interval(row["bound"], row["objective"])
    more = difference(costs, Interval(min(plan.bound, plan.objective), plan.objective))
    return {
        "measure": axis.name,
        "limit": limit,
        "value": row[axis.measure] if limit is None else axis.value(row[axis.measure], limit),
        "unit": axis.unit,
        "currency": plan.currency,
        **{name: row[name] for name in ("status", "bound", "objective")},
        **{"low": more.low, "high": more.high},
        **beside(plan, row["used"]),
        "knee": False,
    }


def _frontier(axis: Axis, planned: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """Return the points that no other beats, with the knee marked."""
    costs, values = ([row[name] for row in planned] for name in ("objective", "value"))
    left = undominated(costs, values, more=axis.more)
    bend = knee([costs[point] for point in left], [values[point] for point in left])
    return _frame([{**planned[point], "knee": number == bend} for number, point in enumerate(left)])


def _frame(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict(COLUMNS))


def _told(
    axis: Axis, search: Search, left: pl.DataFrame, standing: Sequence[Row], found: pl.DataFrame
) -> Iterator[str]:
    """Yield what a reader has to know before the curve."""
    if better := found.filter("better").rows(named=True):
        best = min(better, key=lambda row: row["objective"])
        yield f"a plan that costs less than the run's was found: {best['objective']:,.0f} ({best['name']})"
    if left.height == 1:
        side = "more" if axis.more else "less"
        yield f"{axis.name} can't move: no plan was found with {side} than {said(axis.start)} {axis.unit}"
    if search.unproven:
        limits = ", ".join(said(limit) for limit in search.unproven)
        yield f"no plan was found in time for {axis.name} {axis.sense} {limits}"
    elif search.missed is not None:
        yield f"no plan keeps all rules and {axis.name} {axis.sense} {said(search.missed)}"
    if any(row["used"] is None for row in standing):
        yield "no plan with exactly today's sites was found"
