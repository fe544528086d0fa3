"""Tornado: what the ends of each cell cost, and which sites are used there, beside the run's plan."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.insight.beside import BESIDE, beside
from reshore.insight.interval import Interval, difference
from reshore.insight.rounds import Rounds
from reshore.insight.rows import cost

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from threading import Event

    from reshore.insight.sensitivity.cell import Cell
    from reshore.jobs.executor import Progress
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

COLUMNS: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "cell": pl.String,
    "unit": pl.String,
    "end": pl.String,
    "value": pl.Float64,
    "currency": pl.String,
    "status": pl.String,
    "bound": pl.Float64,
    "objective": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "tie": pl.Boolean,
    **BESIDE,
}


@dataclass(frozen=True, slots=True, eq=False)
class Tornado:
    """What both ends of cells cost.

    Attributes
    ----------
    cells
        The cells, in the order in which they were asked for.
    tornado
        Two rows a cell, those first whose ends differ most: cell, unit (of value), end (low or high), value,
        currency, status (of the design), bound and objective (the best cost lies between them), low and high
        (its difference to the run's best lies between them), tie (whether that may be 0), used, added and
        dropped (sites; the last two against the run's plan).
    designs
        Rows of `reshore.insight.designs.designs`: low and high of each cell.
    """

    cells: tuple[Cell, ...]
    tornado: pl.DataFrame
    designs: pl.DataFrame


def swings(
    model: Model,
    plan: Plan,
    cells: Sequence[Cell],
    *,
    gap: float | None = None,
    time_limit: float | None = None,
    workers: int = 1,
    folder: Path | None = None,
    on_progress: Progress | None = None,
    cancel: Event | None = None,
) -> Tornado:
    """Design at both ends of each cell, all else as it is.

    Parameters
    ----------
    model, plan, gap, time_limit, workers, on_progress, cancel
        As of `reshore.insight.designs.designs`.
    cells
        As `reshore.insight.sensitivity.cells.cells` reads them.
    folder
        Where finished designs are kept, in a folder `tornado`.

    Raises
    ------
    UsageError
        If an option is out of its range, or the folder holds other work.
    StoppedError
        If `cancel` or Ctrl-C came before the end.
    ReshoreError
        If a design fails.
    """
    kept = None if folder is None else folder / "tornado"
    rounds = Rounds(
        model,
        plan,
        gap=gap,
        time_limit=time_limit,
        workers=workers,
        folder=kept,
        on_progress=on_progress,
        cancel=cancel,
    )
    rows = rounds.run([cell.variant(end) for cell in cells for end in (cell.low, cell.high)])
    pairs = [(cell, rows[2 * number : 2 * number + 2]) for number, cell in enumerate(cells)]
    told = [
        _told(plan, cell, end, row)
        for cell, both in sorted(pairs, key=lambda pair: -_swing(pair[1]))
        for end, row in zip(("low", "high"), both, strict=True)
    ]
    return Tornado(tuple(cells), pl.DataFrame(told, schema=dict(COLUMNS)), rounds.frame)


def _swing(both: Sequence[Mapping[str, Any]]) -> float:
    """Return by how much two ends differ; infinite where one of them has no plan."""
    costs = [row["objective"] for row in both]
    return abs(costs[0] - costs[1]) if all(map(isfinite, costs)) else inf


def _told(plan: Plan, cell: Cell, end: str, row: Mapping[str, Any]) -> dict[str, Any]:
    more = difference(cost(row), Interval(min(plan.bound, plan.objective), plan.objective))
    return {
        "cell": cell.name,
        "unit": cell.unit,
        "end": end,
        "value": cell.low if end == "low" else cell.high,
        "currency": plan.currency,
        **{name: row[name] for name in ("status", "bound", "objective")},
        **{"low": more.low, "high": more.high, "tie": more.tie},
        **beside(plan, row["used"]),
    }
