"""What an audit finds: one check a kind of number, each with its largest violation and where that is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

SCALE_FLOOR = 1.0
"""Added to the size of a quantity before a violation is set against it: one unit, hour or unit of money."""

_GAP, _RELATIVE = "#gap", "#relative"

Sides = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of number, checked in all rows of a frame.

    Attributes
    ----------
    name, frame
        What was checked, and the frame of the plan that it was found in.
    worst
        The largest violation, in the unit of the quantity.
    relative
        The largest violation over (1 + the size of the quantity in its row); with a limit of 0, as `worst`.
    where
        The row in which it occurs and the values found there; empty where nothing is violated.
    limit
        What `relative` may be; 0 for what must hold exactly.
    """

    name: str
    frame: str
    worst: float
    relative: float
    where: str
    limit: float

    @property
    def ok(self) -> bool:
        """Whether the violation is within the limit."""
        return self.relative <= self.limit


@dataclass(slots=True)
class Findings:
    """Collects checks.

    A number passes if its violation is at most `tolerance` * (1 + its size), size being the larger of the two
    sides compared: relative for what is large, absolute for what is small. Whole numbers, flags and names
    have to be exact. A missing counterpart is a violation without measure (infinite).
    """

    tolerance: float
    checks: list[Check] = field(default_factory=list)

    def equal(
        self, frame: str, name: str, rows: pl.DataFrame, keys: Sequence[str], sides: Sides, size: str = ""
    ) -> None:
        """Hold that two columns are equal, within the tolerance.

        Parameters
        ----------
        frame, name
            The frame of the plan, and what is checked.
        rows
            The rows, whatever they were joined from.
        keys
            Columns that tell people which row it is.
        sides
            The columns compared: what was found, and what it is held against.
        size
            A column whose size counts too: numbers that are small differences of large ones.
        """
        self._hold(frame, name, rows, keys, sides, (pl.col(sides[0]) - pl.col(sides[1])).abs(), size)

    def at_most(
        self, frame: str, name: str, rows: pl.DataFrame, keys: Sequence[str], sides: Sides, size: str = ""
    ) -> None:
        """Hold that the first column is no greater than the second; otherwise as `equal`."""
        self._hold(frame, name, rows, keys, sides, pl.col(sides[0]) - pl.col(sides[1]), size)

    def at_least(
        self, frame: str, name: str, rows: pl.DataFrame, keys: Sequence[str], sides: Sides, size: str = ""
    ) -> None:
        """Hold that the first column is no less than the second; otherwise as `equal`."""
        self._hold(frame, name, rows, keys, sides, pl.col(sides[1]) - pl.col(sides[0]), size)

    def never(self, frame: str, name: str, rows: pl.DataFrame, keys: Sequence[str]) -> None:
        """Hold that there are no such rows at all; the violation is their number."""
        where = _where(rows.row(0, named=True), keys, ()) if rows.height else ""
        self.checks.append(Check(name, frame, float(rows.height), float(rows.height), where, 0.0))

    def _hold(
        self,
        frame: str,
        name: str,
        rows: pl.DataFrame,
        keys: Sequence[str],
        sides: Sides,
        gap: pl.Expr,
        size: str,
    ) -> None:
        if rows.is_empty():
            self.checks.append(Check(name, frame, 0.0, 0.0, "", self.tolerance))
            return
        sizes = [pl.col(column).abs().fill_null(0.0) for column in (*sides, size) if column]
        # What can't be compared is wrong: null and NaN count as infinitely far apart.
        gap = gap.cast(pl.Float64).clip(lower_bound=0.0).fill_nan(None).fill_null(float("inf"))
        rows = rows.with_columns(gap.alias(_GAP))
        rows = rows.with_columns((pl.col(_GAP) / (SCALE_FLOOR + pl.max_horizontal(sizes))).alias(_RELATIVE))
        row = rows.row(rows[_RELATIVE].arg_max() or 0, named=True)
        where = _where(row, keys, sides) if row[_GAP] > 0 else ""
        self.checks.append(Check(name, frame, row[_GAP], row[_RELATIVE], where, self.tolerance))


def _where(row: dict[str, object], keys: Sequence[str], sides: Sequence[str]) -> str:
    """One line for people: the row's key and the values compared."""
    key = ", ".join(str(row[name]) for name in keys if row[name] not in {None, ""})
    values = ", ".join(f"{side} {_number(row[side])}" for side in sides)
    return f"{key}: {values}" if values else key


def _number(value: object) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)
