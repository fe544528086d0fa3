"""Break-evens: the values of cells at which the set of used sites changes, and how firm they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.errors import UsageError
from reshore.insight.interval import Interval
from reshore.insight.rounds import Rounds
from reshore.insight.rows import cost, row_of
from reshore.insight.sensitivity.contest import Contest
from reshore.insight.sensitivity.halving import Flip, Halving, sites
from reshore.tables import scenario as scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from threading import Event

    from reshore.insight.sensitivity.tornado import Tornado
    from reshore.jobs.executor import Progress
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

TOLERANCE = 1 / 64
"""Width of the last interval, as a share of the range."""

COLUMNS: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "cell": pl.String,
    "unit": pl.String,
    "verdict": pl.String,
    "low": pl.Float64,
    "high": pl.Float64,
    "tie_low": pl.Float64,
    "tie_high": pl.Float64,
    "below": pl.List(pl.String),
    "above": pl.List(pl.String),
    "opens": pl.List(pl.String),
    "closes": pl.List(pl.String),
    "currency": pl.String,
    "below_bound": pl.Float64,
    "below_objective": pl.Float64,
    "above_bound": pl.Float64,
    "above_objective": pl.Float64,
}
POINTS: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "cell": pl.String,
    "unit": pl.String,
    "value": pl.Float64,
    "currency": pl.String,
    "status": pl.String,
    "bound": pl.Float64,
    "objective": pl.Float64,
    "used": pl.List(pl.String),
}


class Verdict(StrEnum):
    """What is known of a break-even."""

    FIRM = "firm"
    """On each side the sites found there are proven to be the cheaper ones."""
    TIED = "not firm"
    """On a side at least, both sets of sites may cost the same."""
    NONE = "none found"
    """The sites are the same wherever the range was looked at."""
    UNKNOWN = "unknown"
    """No plan was found in time at an end of the range."""


@dataclass(frozen=True, slots=True, eq=False)
class BreakEvens:
    """Where along cells the set of used sites changes.

    Attributes
    ----------
    breakevens
        A row a break-even, cells in their order: cell, unit, verdict (one of `Verdict`), low and high (the
        sites change between them), tie_low and tie_high (the widest interval in which the two sets may cost
        the same: at its ends, or beyond the range, one is proven to be cheaper; empty unless not firm), below
        and above (sites used at low and at high; empty where no plan keeps all rules), opens and closes (of
        these, going up), currency, and bound and objective of the designs at low and at high. Where none is
        found, or an end is unknown, low and high are the ends of the range.
    points
        The values designed at, and the run's own: cell, unit, value, currency, status, bound, objective,
        used.
    designs
        Rows of `reshore.insight.designs.designs`, those of the tornado apart.
    told
        What a reader has to know first, a sentence each.
    """

    breakevens: pl.DataFrame
    points: pl.DataFrame
    designs: pl.DataFrame
    told: tuple[str, ...]


def break_evens(
    model: Model,
    plan: Plan,
    ends: Tornado,
    *,
    tolerance: float = TOLERANCE,
    gap: float | None = None,
    time_limit: float | None = None,
    workers: int = 1,
    folder: Path | None = None,
    on_progress: Progress | None = None,
    cancel: Event | None = None,
) -> BreakEvens:
    """Find the values of cells at which the set of used sites changes, by halving, all cells side by side.

    Parameters
    ----------
    model, plan, gap, time_limit, workers, on_progress, cancel
        As of `reshore.insight.designs.designs`.
    ends
        The tornado of the cells.
    tolerance
        Width of an interval that isn't halved any more, as a share of the cell's range.
    folder
        Where finished designs are kept, in a folder `break-evens`.

    Raises
    ------
    UsageError
        If an option is out of its range, or the folder holds other work.
    StoppedError
        If `cancel` or Ctrl-C came before the end.
    ReshoreError
        If a design fails.
    """
    require_tolerance(tolerance)
    base = scenarios.apply(model, plan.scenario) if plan.scenario else model
    rounds = Rounds(
        model,
        plan,
        gap=gap,
        time_limit=time_limit,
        workers=workers,
        folder=None if folder is None else folder / "break-evens",
        on_progress=on_progress,
        cancel=cancel,
    )
    halvings = [
        Halving(cell, rows, tolerance)
        for cell, rows in zip(ends.cells, _known(base, plan, ends), strict=True)
    ]
    _halve(rounds, halvings)
    contests = _settle(rounds, halvings, base["sites"]["site"].to_list())
    rows = [row for halving in halvings for row in _rows(plan, halving, contests)]
    return BreakEvens(
        breakevens=pl.DataFrame(rows, schema=dict(COLUMNS)),
        points=pl.DataFrame(
            [row for halving in halvings for row in _points(plan, halving)], schema=dict(POINTS)
        ),
        designs=rounds.frame,
        told=tuple(sentence for halving in halvings for sentence in _told(halving)),
    )


def require_tolerance(tolerance: float) -> None:
    """Hold that an interval can be as narrow as is asked for.

    Raises
    ------
    UsageError
        If it can't.
    """
    if not 0 < tolerance < 1:
        raise UsageError(f"tolerance {tolerance:g} is no share of the range above 0 and below 1")


def _known(base: Model, plan: Plan, ends: Tornado) -> Iterator[dict[float, Mapping[str, Any]]]:
    """Yield the designs that are known of each cell: both ends, and the run's plan where it lies between."""
    rows = ends.designs.to_dicts()
    own = {"name": "run", **row_of(plan)}
    for number, cell in enumerate(ends.cells):
        now = cell.now(base)
        found: dict[float, Mapping[str, Any]] = {cell.low: rows[2 * number], cell.high: rows[2 * number + 1]}
        yield {now: own, **found} if now is not None and cell.low < now < cell.high else found


def _halve(rounds: Rounds, halvings: Sequence[Halving]) -> None:
    """Design the middles of intervals in which sites change, until all are narrow."""
    while asked := [(one, value, variant) for one in halvings for value, variant in one.next().items()]:
        found = rounds.run([variant for _, _, variant in asked])
        for (halving, value, _), row in zip(asked, found, strict=True):
            halving.rows[value] = row


def _settle(
    rounds: Rounds, halvings: Sequence[Halving], every: Sequence[str]
) -> dict[tuple[str, Flip], Contest]:
    """Design with each side's sites kept on the other side, and further out, until an order is proven."""
    kept = {one.cell.name: dict[tuple[tuple[str, ...], float], Interval]() for one in halvings}
    contests = {
        (one.cell.name, flip): Contest(one, flip, kept[one.cell.name], every)
        for one in halvings
        for flip in one.flips()
        if None not in (sites(one.rows[flip.low]), sites(one.rows[flip.high]))
    }
    while asked := {
        (cell, key): variant
        for (cell, _), contest in contests.items()
        for key, variant in contest.next().items()
    }:
        found = rounds.run(list(asked.values()))
        for (cell, key), row in zip(asked, found, strict=True):
            kept[cell][key] = cost(row)
    return contests


def _rows(
    plan: Plan, halving: Halving, contests: Mapping[tuple[str, Flip], Contest]
) -> Iterator[dict[str, Any]]:
    """Yield a row for each break-even of a cell, or the one that says that there is none."""
    cell, flips = halving.cell, halving.flips()
    for flip in flips:
        contest = contests.get((cell.name, flip))
        if contest is None or contest.firm:
            yield _row(plan, halving, flip, Verdict.FIRM, (None, None))
        else:
            yield _row(plan, halving, flip, Verdict.TIED, contest.ends())
    if not flips:
        known = {cell.low, cell.high} <= set(halving.known())
        verdict = Verdict.NONE if known else Verdict.UNKNOWN
        yield _row(plan, halving, Flip(cell.low, cell.high), verdict, (None, None))


def _row(
    plan: Plan,
    halving: Halving,
    flip: Flip,
    verdict: Verdict,
    tie: tuple[float | None, float | None],
) -> dict[str, Any]:
    below, above = halving.rows[flip.low], halving.rows[flip.high]
    both = None not in (below["used"], above["used"])
    return {
        "cell": halving.cell.name,
        "unit": halving.cell.unit,
        "verdict": verdict,
        "low": flip.low,
        "high": flip.high,
        "tie_low": tie[0],
        "tie_high": tie[1],
        "below": below["used"],
        "above": above["used"],
        "opens": sorted(set(above["used"]) - set(below["used"])) if both else None,
        "closes": sorted(set(below["used"]) - set(above["used"])) if both else None,
        "currency": plan.currency,
        **{f"below_{name}": below[name] for name in ("bound", "objective")},
        **{f"above_{name}": above[name] for name in ("bound", "objective")},
    }


def _points(plan: Plan, halving: Halving) -> Iterator[dict[str, Any]]:
    for value, row in sorted(halving.rows.items()):
        told = {name: row[name] for name in ("status", "bound", "objective", "used")}
        cell = halving.cell
        yield {"cell": cell.name, "unit": cell.unit, "value": value, "currency": plan.currency, **told}


def _told(halving: Halving) -> Iterator[str]:
    """Yield what has to be known of a cell: that sites never change, or that designs are missing."""
    cell = halving.cell
    missing = [value for value in sorted(halving.rows) if value not in halving.known()]
    if missing:
        values = ", ".join(cell.said(value) for value in missing)
        yield f"{cell.name}: no plan was found in time at {values}"
    elif not halving.flips():
        low, high = halving.rows[cell.low], halving.rows[cell.high]
        found = "no plan keeps all rules" if low["used"] is None else f"sites {', '.join(low['used'])}"
        costs = " and ".join(f"{row['objective']:,.0f}" for row in (low, high))
        yield (
            f"{cell.name}: no break-even found from {cell.said(cell.low)} to {cell.said(cell.high)}; "
            f"{found} at both ends" + (f", at a cost of {costs}" if low["used"] is not None else "")
        )
