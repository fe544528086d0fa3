"""What an audit finds: one check a kind of number, each with its largest violation and where that is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

SCALE_FLOOR = 1.0
"""Added to the size of a quantity before a violation is set against it: one unit, hour, kg or unit of money."""

_GAP, _SCALE = "#gap", "#scale"


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
    sides compared: relative for what is large, absolute for what is small. What is a whole number, a flag or a
    name has to be exact. A missing counterpart is a violation without measure (infinite).
    """

    tolerance: float
    checks: list[Check] = field(default_factory=list)

    def equal(
        self, frame: str, name: str, rows: pl.DataFrame, keys: Sequence[str], found: str, expected: str
    ) -> None:
        """Hold that two columns are equal, within the tolerance."""
        gap = (pl.col(found) - pl.col(expected)).abs()
        self._hold(frame, name, rows, keys, (found, expected), gap)

    def at_most(
        self, frame: str, name: str, rows: pl.DataFrame, keys: Sequence[str], found: str, limit: str
    ) -> None:
        """Hold that one column is no greater than another, within the tolerance."""
        self._hold(frame, name, rows, keys, (found, limit), pl.col(found) - pl.col(limit))

    def at_least(
        self, frame: str, name: str, rows: pl.DataFrame, keys: Sequence[str], found: str, limit: str
    ) -> None:
        """Hold that one column is no less than another, within the tolerance."""
        self._hold(frame, name, rows, keys, (found, limit), pl.col(limit) - pl.col(found))

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
        sides: tuple[str, str],
        gap: pl.Expr,
    ) -> None:
        size = pl.max_horizontal(pl.col(side).abs() for side in sides)
        # NaN and null are no excuse: what can't be compared is wrong.
        gaps = rows.with_columns(
            gap.clip(lower_bound=0.0).fill_null(float("inf")).fill_nan(float("inf")).alias(_GAP)
        )
        gaps = gaps.with_columns(
            (pl.col(_GAP) / (SCALE_FLOOR + size.fill_null(0.0).fill_nan(0.0))).alias(_SCALE)
        )
        if gaps.is_empty():
            self.checks.append(Check(name, frame, 0.0, 0.0, "", self.tolerance))
            return
        row = gaps.row(int(gaps[_SCALE].arg_max() or 0), named=True)
        relative = float(row[_SCALE])
        where = _where(row, keys, sides) if relative > 0 else ""
        self.checks.append(Check(name, frame, float(row[_GAP]), relative, where, self.tolerance))


def _where(row: dict[str, object], keys: Sequence[str], sides: Sequence[str]) -> str:
    """One line for people: the row's key and the values compared."""
    key = ", ".join(str(row[name]) for name in keys if row[name] not in {None, ""})
    values = ", ".join(f"{side} {_number(row[side])}" for side in sides)
    return f"{key}: {values}" if values else key


def _number(value: object) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)
