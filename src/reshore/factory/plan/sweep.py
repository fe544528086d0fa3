"""Sweeps: cells of the tables take several values in turn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.errors import DataError, Fault, UsageError
from reshore.tables import address, change
from reshore.tables.address import Address
from reshore.tables.recheck import recheck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reshore.factory.plan.case import Case
    from reshore.tables.model import Model

FORM = "TABLE: WHERE: COLUMN: v1, v2, v3"
"""Several columns, with blanks between, take each value together."""


@dataclass(frozen=True, slots=True)
class Sweep(Address):
    """Cells, and what they take in turn.

    Attributes
    ----------
    values
        As they are written in tables.
    """

    values: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Sweep:
        """Read a sweep.

        Raises
        ------
        UsageError
            If it isn't of the form `FORM`.
        """
        found = address.read(text)
        if found is None:
            example = "routings: task = 'burn_in': hours: 24, 48, 168"
            raise UsageError(f"{text!r} is no sweep; write {FORM}, such as {example}")
        cells, values = found
        return cls(cells.table, cells.where, cells.columns, values)

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
        rows = self.changes(value)
        said = (problem for row in rows for problem in change.problems(row))
        if wrong := [Fault(f"{place}, {column}", *problem) for column, *problem in said]:
            raise DataError(list(dict.fromkeys(wrong)))
        frames = dict(model.frames)
        for row in rows:
            frames |= change.made(frames, row, place)
        settings = recheck(frames, place)
        return replace(model, frames=MappingProxyType(frames), settings=MappingProxyType(settings))


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
