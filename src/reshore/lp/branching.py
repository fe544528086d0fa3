"""Which column to branch on: the one that raises the bound most on both sides, as far as is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.lp.master import Master, Point

    Floats = NDArray[np.float64]

CANDIDATES = 8
"""Columns that are tried out at a node at most."""

RELIABLE = 4
"""Times after which a column's past is trusted instead (Achterberg, Koch and Martin, 2005, "Branching rules
revisited", Operations Research Letters 33(1))."""

WHOLE = 1e-6
"""Distance from a whole number that counts as none."""


class Branching:
    """Pseudo-costs of the columns, made by trying them out on the master.

    Parameters
    ----------
    master
        The LP of the decisions.
    """

    def __init__(self, master: Master) -> None:
        size = len(master.lower)
        self._master = master
        self._sum = np.zeros((2, size))
        self._times = np.zeros((2, size), dtype=int)

    def choose(self, point: Point, lower: Floats, upper: Floats) -> tuple[int, tuple[float, float]]:
        """Return a fractional column of an optimum, and bounds below and above its value where known.

        A bound is infinite where that side has no decisions at all.
        """
        fraction = point.y - np.floor(point.y)
        open_ = self._master.integer & (np.minimum(fraction, 1 - fraction) > WHOLE)
        columns = np.flatnonzero(open_)
        guessed = self._guess(columns, fraction[columns])
        order = columns[np.lexsort((columns, -guessed))]
        best, best_score, ends = int(order[0]), -1.0, (-np.inf, -np.inf)
        for column in order[:CANDIDATES].tolist():
            if self._times[:, column].min() >= RELIABLE:
                tried = (-np.inf, -np.inf)
                gains = self._rates(column) * np.array([fraction[column], 1 - fraction[column]])
            else:
                tried = self._try(column, point, lower, upper)
                gains = np.array(tried) - point.objective
            score = float(_score(gains[0], gains[1]))
            if score > best_score:
                best, best_score, ends = column, score, tried
            if np.isinf(score):
                break
        return best, ends

    def _guess(self, columns: NDArray[np.int64], fraction: Floats) -> Floats:
        down = self._mean(0, columns) * fraction
        up = self._mean(1, columns) * (1 - fraction)
        return np.asarray(_score(down, up))

    def _mean(self, side: int, columns: NDArray[np.int64]) -> Floats:
        """Gain for each unit; columns without a past take the mean of the others, or their cost."""
        known = self._times[side] > 0
        if not known.any():
            return np.abs(self._master.cost[columns]) + 1.0
        overall = self._sum[side, known].sum() / self._times[side, known].sum()
        times = self._times[side, columns]
        mean: Floats = np.where(times > 0, self._sum[side, columns] / np.maximum(times, 1), overall)
        return mean

    def _rates(self, column: int) -> Floats:
        return np.asarray(self._sum[:, column] / self._times[:, column])

    def _try(self, column: int, point: Point, lower: Floats, upper: Floats) -> tuple[float, float]:
        value, found = point.y[column], []
        for side in (0, 1):
            low, high = lower.copy(), upper.copy()
            if side == 0:
                high[column] = np.floor(value)
            else:
                low[column] = np.ceil(value)
            tried = self._master.solve(low, high)
            objective = np.inf if tried is None else max(tried.objective, point.objective)
            if np.isfinite(objective):
                distance = value - np.floor(value) if side == 0 else np.ceil(value) - value
                self._sum[side, column] += (objective - point.objective) / distance
                self._times[side, column] += 1
            found.append(objective)
        return found[0], found[1]


def _score(down: Floats | float, up: Floats | float) -> Floats | float:
    """Product of both gains, as is usual: one good side alone doesn't shorten the search."""
    return np.maximum(down, 1e-6) * np.maximum(up, 1e-6)
