"""Passages that are shut: which moves go round them in which weeks, and which wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.risk.realisation import Change
from reshore.risk.struck import Part
from reshore.risk.tally import change

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from reshore.risk.tally import Tally
    from reshore.risk.usual import Usual

    Integers = NDArray[np.int64]


class Crossings:
    """Moves whose passages are shut, by week.

    Where several passages of a move are shut at once, it takes the longest of their detours and pays for all
    of them; without a way round any one of them it waits.

    Parameters
    ----------
    usual
        Limits of the moves, and their detours.
    weeks
        How many there are.
    """

    def __init__(self, usual: Usual, weeks: int) -> None:
        self._usual = usual
        self._weeks = weeks
        self._shut: dict[str, list[Integers]] = {}

    def add(self, passage: str, moves: Integers, weeks: Integers) -> None:
        """Shut a passage for these moves in these weeks."""
        cells = moves[:, None] * self._weeks + weeks
        self._shut.setdefault(passage, []).append(cells.ravel())

    def resolve(self, tallies: Mapping[Part, Tally]) -> Change:
        """Close moves and add the cost of further detours in tallies; return the detours that are open."""
        if not self._shut:
            return Change.none()
        cells, detours = self._pairs()
        around = detours >= 0
        days = np.full(len(cells), np.inf)  # waiting takes longest
        days[around] = self._usual.detour_days[detours[around]]
        order = np.lexsort((detours, -days, cells))
        cells, detours = cells[order], detours[order]
        moves, first = np.unique(cells, return_index=True)
        chosen = detours[first]
        limit = self._limits(tallies[Part.MOVES], moves)
        opened = (chosen >= 0) & (limit > 0)
        further = np.setdiff1d(np.flatnonzero(np.isin(cells, moves[opened])), first)
        tallies[Part.MOVE_COST].put(cells[further], self._usual.detour_cost[detours[further]])
        tallies[Part.MOVES].put(moves, np.zeros(len(moves)))
        numbers = chosen[opened] * self._weeks + moves[opened] % self._weeks
        sort = np.argsort(numbers)
        return change(numbers[sort], limit[opened][sort], self._weeks)

    def _pairs(self) -> tuple[Integers, Integers]:
        """Return each cell and detour around a passage that is shut in it, -1 where there is none."""
        cells: list[Integers] = []
        detours: list[Integers] = []
        for passage, parts in self._shut.items():
            cells.append(np.unique(np.concatenate(parts)))
            detours.append(self._usual.around(passage)[cells[-1] // self._weeks])
        return np.concatenate(cells), np.concatenate(detours)

    def _limits(self, moves: Tally, wanted: Integers) -> NDArray[np.float64]:
        """Return what other events leave of the moves in these cells; infinite where there is none."""
        cells, factors = moves.product()
        limits = np.full(len(wanted), np.inf)
        known = np.isin(wanted, cells)
        found = factors[np.searchsorted(cells, wanted[known])]
        limits[known] = self._usual.moves[wanted[known] // self._weeks] * found
        return limits
