"""Halving: where along a cell the set of used sites changes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reshore.insight.rows import Found, decisions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.footprint.start import Decisions
    from reshore.insight.sensitivity.cell import Cell
    from reshore.insight.variant import Variant

    Row = Mapping[str, Any]

ROUNDING = 1e-9
"""Part of the tolerance that is no width of an interval."""


@dataclass(frozen=True, slots=True)
class Flip:
    """Two values between which the set of used sites changes, and nothing else is known.

    Attributes
    ----------
    low, high
        The values.
    """

    low: float
    high: float


class Halving:
    """The designs along one cell so far, and what is left to ask.

    Parameters
    ----------
    cell
        The cell.
    rows
        Rows of designs by value; both ends are among them.
    tolerance
        Width, as a share of the cell's range, at which an interval is not halved any more.
    """

    def __init__(self, cell: Cell, rows: Mapping[float, Row], tolerance: float) -> None:
        self.cell = cell
        self.rows = dict(rows)
        self.width = tolerance * (cell.high - cell.low) * (1 + ROUNDING)

    def next(self) -> dict[float, Variant]:
        """Return the variants of the next round by value: the middle of the range, and of each flip."""
        asked = [self.cell.middle(flip.low, flip.high) for flip in self.flips() if self._wide(flip)]
        asked.append(self.cell.middle(self.cell.low, self.cell.high))
        todo = sorted({value for value in asked if value is not None and value not in self.rows})
        return {value: self.cell.variant(value, start=self._start(value)) for value in todo}

    def flips(self) -> list[Flip]:
        """Return the intervals, narrowest so far, in which sites change; unknown designs are passed over."""
        return [
            Flip(low, high)
            for low, high in pairwise(self.known())
            if sites(self.rows[low]) != sites(self.rows[high])
        ]

    def known(self) -> list[float]:
        """Return the values of which is known what is best there, or that there is no plan."""
        return sorted(value for value, row in self.rows.items() if row["status"] != Found.NO_PLAN)

    def _wide(self, flip: Flip) -> bool:
        """Return whether a flip is to be halved: not where the design in its middle gave nothing."""
        return flip.high - flip.low > self.width and self.cell.middle(flip.low, flip.high) not in self.rows

    def _start(self, value: float) -> Decisions | None:
        """Return the decisions of the nearest design with a plan, from below where there is one."""
        planned = sorted(known for known, row in self.rows.items() if row["used"] is not None)
        below = [known for known in planned if known < value]
        return decisions(self.rows[below[-1] if below else planned[0]]) if planned else None


def sites(row: Row) -> tuple[str, ...] | None:
    """Return the sites that a design uses; None where there is no plan."""
    return None if row["used"] is None else tuple(row["used"])
