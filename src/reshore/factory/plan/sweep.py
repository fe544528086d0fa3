"""Sweeps: a cell of the tables takes several values, and the plant is fitted for each, with the same luck."""

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


@dataclass(frozen=True, slots=True)
class Sweep:
    """A cell, or a column of the rows that a condition selects, and what it takes in turn.

    Attributes
    ----------
    table, where, column
        Which; the condition may be empty.
    values
        As they are written in tables.
    """

    table: str
    where: str
    column: str
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
        where, colon, column = before.rpartition(":")
        listed = tuple(value.strip() for value in _split(values))
        if not (colon and table.strip() and column.strip() and all(listed)):
            example = "routings: task = 'burn_in': hours: 24, 48, 168"
            raise UsageError(f"{text!r} is no sweep; write {FORM}, such as {example}")
        return cls(table.strip(), where.strip(), column.strip(), listed)

    @property
    def name(self) -> str:
        """What is swept, in words."""
        return f"{self.column} of {self.table}" + (f" where {self.where}" if self.where else "")

    def models(self, model: Model) -> list[Model]:
        """Return the model with each value, checked.

        Raises
        ------
        DataError
            If a value makes no sense, the condition finds no row, or the tables that come of it aren't sound.
        """
        return [self._with(model, value) for value in self.values]

    def _with(self, model: Model, value: str) -> Model:
        row: dict[str, Any] = {
            **dict.fromkeys(schema.tables()["scenarios"].empty().columns),
            "scenario": "sweep",
            "order": 1,
            "table": self.table,
            "where": self.where or None,
            "column": self.column,
            "action": "set",
            "value": value,
        }
        place = f"sweep of {self.name}, value {value!r}"
        if wrong := [Fault(f"{place}, {column}", *said) for column, *said in change.problems(row)]:
            raise DataError(wrong)
        frames = {**model.frames, **change.made(model.frames, row, place)}
        settings = recheck(frames, place)
        return replace(model, frames=MappingProxyType(frames), settings=MappingProxyType(settings))


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
