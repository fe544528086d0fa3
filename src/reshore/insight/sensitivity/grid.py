"""A map of two cells: which sites are used where, in regions told by what differs from the run's plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from reshore.errors import DataError, Fault, UsageError
from reshore.insight.beside import BESIDE, beside, label
from reshore.insight.rounds import Rounds
from reshore.insight.rows import decisions
from reshore.insight.variant import Variant
from reshore.tables import scenario as scenarios
from reshore.tables import select

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from threading import Event

    from reshore.footprint.start import Decisions
    from reshore.insight.sensitivity.cell import Cell
    from reshore.jobs.executor import Progress
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

STEPS = 5
"""Values of each cell."""

COLUMNS: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "x": pl.Float64,
    "x_unit": pl.String,
    "y": pl.Float64,
    "y_unit": pl.String,
    "currency": pl.String,
    "status": pl.String,
    "bound": pl.Float64,
    "objective": pl.Float64,
    "region": pl.String,
    **BESIDE,
}


@dataclass(frozen=True, slots=True, eq=False)
class TwoWayMap:
    """Sites used on a grid of two cells' values.

    Attributes
    ----------
    x, y
        The cells.
    now
        Their values in the run's tables; None where rows differ, or change over time.
    map
        A row a point, by x, then y: x, x_unit, y, y_unit, currency, status, bound and objective (the best
        cost lies between them), region (what differs from the run's plan, in words, or why there is no
        plan), used, added and dropped (sites; the last two against the run's plan).
    regions
        A row a region, the largest first: region, points (how many), share (of the grid).
    designs
        Rows of `reshore.insight.designs.designs`, in the order of the map.
    """

    x: Cell
    y: Cell
    now: tuple[float | None, float | None]
    map: pl.DataFrame
    regions: pl.DataFrame
    designs: pl.DataFrame


def two_way_map(
    model: Model,
    plan: Plan,
    x: Cell,
    y: Cell,
    *,
    steps: int = STEPS,
    gap: float | None = None,
    time_limit: float | None = None,
    workers: int = 1,
    folder: Path | None = None,
    on_progress: Progress | None = None,
    cancel: Event | None = None,
) -> TwoWayMap:
    """Design on a grid of two cells' values, each point from the one before it along x.

    Parameters
    ----------
    model, plan, gap, time_limit, workers, on_progress, cancel
        As of `reshore.insight.designs.designs`.
    x, y
        The cells.
    steps
        Values of each, ends included; of a cell of whole numbers, those nearest to them.
    folder
        Where finished designs are kept, in a folder `map`.

    Raises
    ------
    UsageError
        If there are fewer than two steps, an option is out of its range, or the folder holds other work.
    DataError
        If both write the same cells, or tables aren't sound with values of both.
    StoppedError
        If `cancel` or Ctrl-C came before the end.
    ReshoreError
        If a design fails.
    """
    require_steps(steps)
    base = scenarios.apply(model, plan.scenario) if plan.scenario else model
    _require_apart(base, x, y)
    rounds = Rounds(
        model,
        plan,
        gap=gap,
        time_limit=time_limit,
        workers=workers,
        folder=None if folder is None else folder / "map",
        on_progress=on_progress,
        cancel=cancel,
    )
    xs, ys = _values(x, steps), _values(y, steps)
    starts: list[Decisions | None] = [None] * len(ys)
    told = []
    for along in xs:
        rows = rounds.run(
            [_variant(x, along, y, across, start) for across, start in zip(ys, starts, strict=True)]
        )
        starts = [decisions(row) or start for row, start in zip(rows, starts, strict=True)]
        told += [_told(plan, x, along, y, across, row) for across, row in zip(ys, rows, strict=True)]
    found = pl.DataFrame(told, schema=dict(COLUMNS))
    regions = found.group_by("region", maintain_order=True).agg(
        pl.len().alias("points"), share=pl.len() / found.height
    )
    regions = regions.sort("points", descending=True, maintain_order=True)
    return TwoWayMap(x, y, (x.now(base), y.now(base)), found, regions, rounds.frame)


def require_steps(steps: int) -> None:
    """Hold that a map has both ends of each cell.

    Raises
    ------
    UsageError
        If it doesn't.
    """
    if steps < 2:
        raise UsageError(f"{steps} steps are too few for a map: the ends of a cell are two")


def _require_apart(base: Model, x: Cell, y: Cell) -> None:
    """Refuse two cells of which one would write over the other."""
    shared = set(x.address.columns) & set(y.address.columns)
    if x.address.table != y.address.table or not shared:
        return
    frame = base[x.address.table]
    both = select.mask(frame, x.address.where) & select.mask(frame, y.address.where)
    if both.any():
        place, cells = f"cells {x.name!r} and {y.name!r}", f"{min(shared)} of {x.address.table}"
        raise DataError([Fault(place, f"both write {cells}, in {both.sum()} of its rows")])


def _values(cell: Cell, steps: int) -> list[float]:
    values = np.linspace(cell.low, cell.high, steps)
    return list(dict.fromkeys(float(value) for value in (values.round() if cell.whole else values)))


def _variant(x: Cell, along: float, y: Cell, across: float, start: Decisions | None) -> Variant:
    name = f"{x.name} {along!r}, {y.name} {across!r}"
    return Variant(name, changes=[*x.changes(along), *y.changes(across)], start=start)


def _told(
    plan: Plan, x: Cell, along: float, y: Cell, across: float, row: Mapping[str, Any]
) -> dict[str, Any]:
    sites = beside(plan, row["used"])
    return {
        "x": along,
        "x_unit": x.unit,
        "y": across,
        "y_unit": y.unit,
        "currency": plan.currency,
        **{name: row[name] for name in ("status", "bound", "objective")},
        "region": row["status"] if row["used"] is None else label(sites["added"], sites["dropped"]),
        **sites,
    }
