"""Tallies: amounts by row and week, of which several on one cell come to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.risk.realisation import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]


class Tally:
    """Amounts for rows and weeks, in the order in which they come.

    Parameters
    ----------
    weeks
        How many there are; cells are numbered by row, then week.
    """

    def __init__(self, weeks: int) -> None:
        self._weeks = weeks
        self._cells: list[Integers] = []
        self._amounts: list[Floats] = []

    def add(self, rows: Integers, weeks: Integers, amounts: Floats) -> None:
        """Add an amount for each of these rows in each of these weeks.

        Parameters
        ----------
        amounts
            Shape: rows, weeks; or one that is spread over it.
        """
        self.put(rows[:, None] * self._weeks + weeks, np.broadcast_to(amounts, (len(rows), len(weeks))))

    def put(self, cells: Integers, amounts: Floats) -> None:
        """Add amounts for cells by number."""
        self._cells.append(cells.ravel())
        self._amounts.append(amounts.ravel())

    def product(self) -> tuple[Integers, Floats]:
        """Return the cells that have amounts, in order, and the product of each."""
        return self._combined(np.multiply.reduceat)

    def total(self) -> tuple[Integers, Floats]:
        """Return the cells that have amounts, in order, and the sum of each."""
        return self._combined(np.add.reduceat)

    def _combined(self, reduce: Callable[[Floats, Integers], Floats]) -> tuple[Integers, Floats]:
        if not sum(map(len, self._cells)):
            return np.empty(0, np.int64), np.empty(0)
        cells = np.concatenate(self._cells)
        order = np.argsort(cells, kind="stable")
        found, starts = np.unique(cells[order], return_index=True)
        return found, reduce(np.concatenate(self._amounts)[order], starts)


def change(cells: Integers, values: Floats, weeks: int) -> Change:
    """Return cells with their values as a change; cells are in order."""
    row, week = np.divmod(cells, weeks)
    return Change(row.astype(np.int32), week.astype(np.int32), values)
