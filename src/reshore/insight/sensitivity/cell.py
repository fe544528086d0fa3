"""A cell: a number of the tables that takes values from a low end to a high one."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

import polars as pl

from reshore.insight.said import said
from reshore.insight.variant import Variant
from reshore.tables import schema, select
from reshore.tables.series import row_key

if TYPE_CHECKING:
    from reshore.footprint.start import Decisions
    from reshore.tables.address import Address
    from reshore.tables.model import Model

UNCHANGED = {"multiply": 1.0, "add": 0.0}
"""Action -> the value with which it leaves tables as they are."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of the tables between two ends.

    Attributes
    ----------
    name
        What it is called.
    address
        Where it stands: one row, or all that a condition selects together.
    low, high
        The ends.
    action
        What is done with a value: `set` writes it, `multiply` and `add` change what is there by it.
    unit
        Unit of its values; `factor` where they multiply.
    whole
        Whether it takes whole numbers alone.
    """

    name: str
    address: Address
    low: float
    high: float
    action: str = "set"
    unit: str = ""
    whole: bool = False

    def said(self, value: float) -> str:
        """Return a value as people write it: x2 is a factor."""
        sign = {"multiply": "x", "add": "+" if value >= 0 else ""}.get(self.action, "")
        return f"{sign}{said(value)}"

    def variant(self, value: float, *, start: Decisions | None = None) -> Variant:
        """Return the model with a value in the cell.

        Parameters
        ----------
        value
            The value.
        start
            Decisions that the search starts from; None = those of the run's plan.
        """
        return Variant(f"{self.name} {value!r}", changes=self.changes(value), start=start)

    def changes(self, value: float) -> list[dict[str, str | None]]:
        """Return what of rows of `scenarios` writes a value."""
        return self.address.changes(str(int(value)) if self.whole else repr(value), self.action)

    def middle(self, low: float, high: float) -> float | None:
        """Return the value in the middle of two; None where there is none between."""
        middle = float(floor((low + high) / 2)) if self.whole else (low + high) / 2
        return middle if low < middle < high else None

    def now(self, model: Model) -> float | None:
        """Return the value that tables have; None where rows differ, or change over time."""
        if self.action in UNCHANGED:
            return UNCHANGED[self.action]
        frame = model[self.address.table]
        rows = frame.filter(select.mask(frame, self.address.where or None, self.name))
        keys = rows.select(row_key(schema.tables()[self.address.table].keys))
        series = model["series"].filter(
            pl.col("table") == self.address.table,
            pl.col("column").is_in(self.address.columns),
            pl.col("key").is_in(keys.to_series().implode()),
        )
        values = {value for column in self.address.columns for value in rows[column]}
        if series.height or len(values) != 1 or None in values:
            return None
        return float(values.pop())
