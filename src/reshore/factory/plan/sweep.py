"""Sweeps: cells of the tables take several values in turn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reshore.errors import DataError, Fault, UsageError
from reshore.tables import change, schema
from reshore.tables.recheck import recheck

if TYPE_CHECKING:
    from reshore.tables.model import Model

FORM = "TABLE: WHERE: COLUMN: v1, v2, v3"
"""Several columns, with blanks between, take each value together."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """A cell, or columns of the rows that a condition selects, and what they take in turn.

    Attributes
    ----------
    table, where, columns
        Which; the condition may be empty.
    values
        As they are written in tables.
    """

    table: str
    where: str
    columns: tuple[str, ...]
    values: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Sweep:
        """Read a sweep.

        Raises
        ------
        UsageError
            If it isn't of the form `FORM`.
        """
        table, _, rest = text.partition(":")
        before, _, values = rest.rpartition(":")
        where, colon, columns = before.rpartition(":")
        listed = tuple(value.strip() for value in _split(values))
        if not (colon and table.strip() and columns.strip() and all(listed)):
            example = "routings: task = 'burn_in': hours: 24, 48, 168"
            raise UsageError(f"{text!r} is no sweep; write {FORM}, such as {example}")
        return cls(table.strip(), where.strip(), tuple(columns.split()), listed)

    @property
    def name(self) -> str:
        """What is swept, in words."""
        cells = f"{' and '.join(self.columns)} of {self.table}"
        return cells + (f" where {self.where}" if self.where else "")

    def models(self, model: Model) -> list[Model]:
        """Return the model with each value, checked.

        Raises
        ------
        DataError
            If a value makes no sense, the condition finds no row, or the tables that come of it aren't sound.
        """
        return [self._with(model, value) for value in self.values]

    def _with(self, model: Model, value: str) -> Model:
        place = f"sweep of {self.name}, value {value!r}"
        rows = [self._row(column, value) for column in self.columns]
        said = (problem for row in rows for problem in change.problems(row))
        if wrong := [Fault(f"{place}, {column}", *problem) for column, *problem in said]:
            raise DataError(list(dict.fromkeys(wrong)))
        frames = dict(model.frames)
        for row in rows:
            frames |= change.made(frames, row, place)
        settings = recheck(frames, place)
        return replace(model, frames=MappingProxyType(frames), settings=MappingProxyType(settings))

    def _row(self, column: str, value: str) -> dict[str, Any]:
        """Return the row of `scenarios` that sets a column."""
        return {
            **dict.fromkeys(schema.tables()["scenarios"].empty().columns),
            "scenario": "sweep",
            "order": 1,
            "table": self.table,
            "where": self.where or None,
            "column": column,
            "action": "set",
            "value": value,
        }


def _split(values: str) -> list[str]:
    """Split at commas outside of brackets, since distributions have commas of their own."""
    parts, depth = [""], 0
    for character in values:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts
