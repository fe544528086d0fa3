"""Variants of a model: other tables, more rules, conditions on sites."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.errors import DataError, Fault, UsageError
from reshore.tables import schema
from reshore.tables.formats.text import typed
from reshore.tables.recheck import recheck
from reshore.tables.scenario import changed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.footprint.conditions import Condition
    from reshore.footprint.start import Decisions
    from reshore.tables.model import Model
    from reshore.tables.schema import Column

CHANGES: Mapping[str, Any] = MappingProxyType(
    {"order": pl.Int64} | dict.fromkeys(("table", "where", "column", "action", "value"), pl.String)
)
"""Columns of a change, those of `scenarios`."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A model that differs from a run's.

    Attributes
    ----------
    name
        What it is called.
    changes
        Rows of `scenarios` without a name, in the order in which they are made: table, column, action, value
        and where; what isn't written is empty, and `action` is set.
    model
        A model in place of the run's, its scenario applied; changes and rules come on top.
    rules
        More rows of `rules`; what isn't written has its default.
    conditions
        Conditions on used sites and on resources with modules.
    start
        Decisions that the search starts from; None = those of the run's plan.
    """

    name: str
    changes: Sequence[Mapping[str, Any]] = ()
    model: Model | None = None
    rules: Sequence[Mapping[str, Any]] = ()
    conditions: Sequence[Condition] = ()
    start: Decisions | None = None

    @property
    def restricts(self) -> bool:
        """Whether each of its plans is a plan of the run's model, at this cost or less."""
        return not self.changes and self.model is None

    def of(self, base: Model) -> Model:
        """Return its tables.

        Parameters
        ----------
        base
            The run's model, its scenario applied.

        Raises
        ------
        UsageError
            If a change or rule has a column that there isn't.
        DataError
            If changes or rules make no sense, or the tables that come of them aren't sound.
        """
        model = base if self.model is None else self.model
        by = f"variant {self.name!r}"
        if self.changes:
            model = changed(model, change_rows(self.changes, by), by)
        return _with_rules(model, self.rules, by) if self.rules else model


def change_rows(changes: Sequence[Mapping[str, Any]], by: str) -> pl.DataFrame:
    """Return changes as rows of `scenarios`, numbered in their order.

    Raises
    ------
    UsageError
        If one has a column that there isn't.
    """
    _require_columns(changes, set(CHANGES), by)
    rows = [
        {name: None if value is None else str(value) for name, value in change.items()}
        | {"order": number, "action": change.get("action") or "set"}
        for number, change in enumerate(changes, 1)
    ]
    return pl.DataFrame(rows, schema=dict(CHANGES))


def _with_rules(model: Model, rules: Sequence[Mapping[str, Any]], by: str) -> Model:
    """Return the model with more rules, checked again."""
    columns = schema.tables()["rules"].columns
    _require_columns(rules, {column.name for column in columns}, by)
    cells = {column.name: typed(_texts(rules, column), column) for column in columns}
    faults = [
        Fault(f"{by}: rules, {name}", *problem.say(row))
        for name, column in cells.items()
        for problem in column.problems
        for row in problem.rows.arg_true()
    ]
    if faults:
        raise DataError(faults)
    added = pl.DataFrame({name: column.values for name, column in cells.items()})
    together = pl.concat([model["rules"], added])
    if twice := together.filter(pl.col("rule").is_duplicated())["rule"].unique().sort().to_list():
        raise DataError([Fault(f"{by}: rules", f"rule {name!r} is there already") for name in twice])
    frames = {**model.frames, "rules": together}
    settings = recheck(frames, by)
    return replace(model, frames=MappingProxyType(frames), settings=MappingProxyType(settings))


def _texts(rows: Sequence[Mapping[str, Any]], column: Column) -> pl.Series:
    """Return the cells of a column as they would be written, defaults filled in."""
    cells = [row.get(column.name) for row in rows]
    texts = [column.default or None if cell is None else str(cell) for cell in cells]
    return pl.Series(column.name, texts, dtype=pl.String)


def _require_columns(rows: Sequence[Mapping[str, Any]], known: set[str], by: str) -> None:
    for row in rows:
        if unknown := sorted(row.keys() - known):
            raise UsageError(f"{by}: there is no column {unknown[0]!r}; there are {', '.join(sorted(known))}")
