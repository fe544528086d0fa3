"""Sweeps: cells of the tables take several values in turn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reshore.errors import DataError, Fault, UsageError
from reshore.tables import change, schema
from reshore.tables.recheck import recheck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reshore.factory.plan.case import Case
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

    def place(self, value: str) -> str:
        """Return where a value is written, for messages."""
        return f"sweep of {self.name}, value {value!r}"

    def model(self, model: Model, value: str) -> Model:
        """Return the model with a value, checked.

        Raises
        ------
        DataError
            If the value makes no sense, the condition finds no row, or the tables that come of it aren't
            sound.
        """
        place = self.place(value)
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


@dataclass(frozen=True, slots=True)
class Variant:
    """What a value makes of a plant.

    Attributes
    ----------
    sweep, value
        Name of the sweep, and the value as it is written.
    model
        The tables with it.
    case
        What they say of the plant.
    """

    sweep: str
    value: str
    model: Model
    case: Case


def variants(
    sweeps: Iterable[Sweep], model: Model, read: Callable[[Model], Case]
) -> list[tuple[Variant, ...]]:
    """Return what comes of each value of each sweep.

    Parameters
    ----------
    sweeps
        What is swept.
    model
        Checked tables.
    read
        Reads the case of the plant.

    Raises
    ------
    DataError
        If anything is wrong with any of them: all faults at once.
    """
    found, faults = list[tuple[Variant, ...]](), list[Fault]()
    for sweep in sweeps:
        made = list[Variant]()
        for value in sweep.values:
            try:
                tables = sweep.model(model, value)
            except DataError as error:
                faults += error.faults
                continue
            try:
                made.append(Variant(sweep.name, value, tables, read(tables)))
            except DataError as error:
                place = sweep.place(value)
                faults += [replace(fault, place=f"{place}: {fault.place}") for fault in error.faults]
        found.append(tuple(made))
    if faults:
        raise DataError(faults)
    return found


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
