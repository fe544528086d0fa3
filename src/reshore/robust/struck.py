"""Disruptions as changes to the tables: rows of `scenarios` on tables that are written out for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from reshore.robust.futures import CHANGES
from reshore.robust.written import FREE, WRITTEN_COST, cost_columns, written_out
from reshore.tables import schema
from reshore.tables.series import by_period, row_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from reshore.robust.disrupted import Disruption, Place
    from reshore.tables.model import Model

    Floats = NDArray[np.float64]
    Cell = tuple[str, str, str]
    Cells = dict[tuple[str, str, str, str, float], list[str]]

LEAST = 1e-3
"""Share of its hours that a resource keeps: tables have none without hours."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables that disruptions change.

    Attributes
    ----------
    model
        With what they change written out.
    names
        The periods in time order.
    limited
        Supplies and lanes with a capacity -> in which periods; those without have one that no plan reaches.
    forced
        Supplies and lanes of which a least amount must be bought or shipped.
    costs
        Lane -> the columns that hold what it costs.
    asked
        Demands that are there: market, product and segment as one text, and period.
    """

    model: Model
    names: tuple[str, ...]
    limited: Mapping[Place, NDArray[np.bool_]]
    forced: frozenset[Place]
    costs: Mapping[str, tuple[str, ...]]
    asked: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, model: Model, found: Sequence[Disruption], names: tuple[str, ...]) -> Tables:
        """Write a model out for disruptions.

        Parameters
        ----------
        model
            A checked model.
        found
            All that will be asked for.
        names
            Its periods in time order.
        """
        limited, forced = _limits(model)
        known = cls(model, names, limited, forced, cost_columns(model), frozenset())
        cells = {cell for one in found for cell in known.cells(one)}
        wanted = {key for one in found for _, key in one.wanted}
        written = written_out(model, cells, wanted)
        asked = written["demands"].select("period", key=row_key(("market", "product", "segment")))
        there = frozenset(asked.select("key", "period").iter_rows())
        return cls(written, names, limited, forced, known.costs, there)

    def cells(self, one: Disruption) -> Iterator[Cell]:
        """Yield table, key and column of each number that a disruption changes, but for demands."""
        for place in one.left:
            yield from ((*place, column) for column in self._limits_of(place))
        for place in one.dearer:
            yield from ((*place, column) for column in self._costs_of(place))
        yield from ((*place, WRITTEN_COST) for place in one.around)

    def _limits_of(self, place: Place) -> Iterator[str]:
        """Yield columns; what must be bought or shipped falls with what can be."""
        if place[0] == "resources":
            yield "hours_per_year"
            return
        yield "capacity"
        if place in self.forced:
            yield "minimum"

    def _costs_of(self, place: Place) -> tuple[str, ...]:
        table, key = place
        return ("unit_cost",) if table == "supplies" else self.costs.get(key) or (WRITTEN_COST,)

    def changes(self, one: Disruption) -> pl.DataFrame:
        """Return what a disruption changes: columns `CHANGES`, limits first, then costs, then demands."""
        surge = np.max([np.ones(len(self.names)), *one.wanted.values()], axis=0)
        cells: Cells = {}
        for place, left in one.left.items():
            for column in self._limits_of(place):
                self._note(cells, "multiply", place, column, self._kept(place, column, left, surge))
        for place, more in one.dearer.items():
            for column in self._costs_of(place):
                self._note(cells, "multiply", place, column, np.maximum(1 + more, 0.0))
        for place, cost in one.around.items():
            self._note(cells, "add", place, WRITTEN_COST, cost)
        rows = [*(_series(*what, keys) for what, keys in cells.items()), *self._demands(one)]
        return pl.DataFrame(
            [{**row, "order": order} for order, row in enumerate(rows, 1)],
            schema={name: pl.Int64 if name == "order" else pl.String for name in CHANGES},
        )

    def _kept(self, place: Place, column: str, left: Floats, surge: Floats) -> Floats:
        """Return the factors on a limit; where there was none, the share left is one of the pace.

        The pace is that of the busiest period, and higher by the largest surge of demand.
        """
        if column == "hours_per_year":
            return np.maximum(left, LEAST)
        limited = self.limited.get(place)
        if column == "minimum" or (limited is not None and limited.all()):
            return left
        free = np.where(left < 1, np.minimum(1.0, left * surge / FREE), 1.0)
        return free if limited is None else np.where(limited, left, free)

    def _note(self, cells: Cells, action: str, place: Place, column: str, values: Floats) -> None:
        """Put keys with the same change in a period together."""
        table, key = place
        nothing = 1.0 if action == "multiply" else 0.0
        for period, value in zip(self.names, values.tolist(), strict=True):
            if value != nothing:
                cells.setdefault((action, table, column, period, value), []).append(key)

    def _demands(self, one: Disruption) -> Iterator[dict[str, Any]]:
        alike: dict[tuple[str, float], list[str]] = {}
        for (_, key), factors in one.wanted.items():
            for period, factor in zip(self.names, factors.tolist(), strict=True):
                if factor != 1 and (key, period) in self.asked:
                    alike.setdefault((period, factor), []).append(key)
        for (period, factor), keys in alike.items():
            rows = " or ".join(f"({_demand(key)})" for key in keys)
            yield _row("demands", f"period = {_quoted(period)} and ({rows})", "quantity", "multiply", factor)


def _limits(model: Model) -> tuple[dict[Place, NDArray[np.bool_]], frozenset[Place]]:
    """Return which supplies and lanes have a capacity, period by period, and which have a minimum."""
    limited: dict[Place, NDArray[np.bool_]] = {}
    forced: set[Place] = set()
    for table in ("supplies", "lanes"):
        rows = (
            by_period(model, table, ["capacity", "minimum"])
            .with_columns(row_key(schema.tables()[table].keys).alias("key"))
            .group_by("key", maintain_order=True)
            .agg(pl.col("capacity").is_not_null(), least=pl.col("minimum").max())
        )
        for key, known, least in rows.select("key", "capacity", "least").iter_rows():
            limited[table, key] = np.array(known)
            if least > 0:
                forced.add((table, key))
    return limited, frozenset(forced)


def _series(
    action: str, table: str, column: str, period: str, value: float, keys: Sequence[str]
) -> dict[str, Any]:
    listed = ", ".join(_quoted(key) for key in keys)
    where = f"\"table\" = '{table}' and \"column\" = '{column}' and period = {_quoted(period)}"
    return _row("series", f"{where} and key in ({listed})", "value", action, value)


def _demand(key: str) -> str:
    names = zip(("market", "product", "segment"), key.split("/"), strict=True)
    return " and ".join(f"{column} = {_quoted(name)}" for column, name in names)


def _row(table: str, where: str, column: str, action: str, value: float) -> dict[str, Any]:
    return {"table": table, "where": where, "column": column, "action": action, "value": repr(value)}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
