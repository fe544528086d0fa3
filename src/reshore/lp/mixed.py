r"""Mixed-integer rounding: what an inequality over whole numbers and a remainder implies beyond itself.

For :math:`\sum_j a_j y_j + s \ge b` with whole :math:`y \ge 0`, a remainder :math:`s \ge 0`, any divisor
:math:`d > 0`, and f the fractional part of b / d:

.. math::

    \sum_j \Big( \lfloor a_j / d \rfloor + \min\big(1, (a_j / d - \lfloor a_j / d \rfloor) / f\big) \Big) y_j
    + s / (d f) \ge \lceil b / d \rceil

Some y may be counted from their upper bound instead (complemented). Marchand and Wolsey (2001), "Aggregation
and mixed integer rounding to solve MIPs", Operations Research 49, 363-371.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Marks = NDArray[np.bool_]

DIVISORS = 40
"""Coefficients that are tried as divisors at most, the most frequent first."""

HALVINGS = np.array([2.0, 4.0, 8.0])
"""By what the best divisor is divided on trial."""

FLIPS = 30
"""Whole numbers that are counted from their other bound on trial at most."""

FRACTION = 1e-3
"""Least f: with a smaller one, rounding errors in b might decide."""

LEAST = 1e-4
"""Depth or violation, relative to the row, from which on a row is worth having."""

SAME = 1e-7
"""Difference of coefficients, relative to a row's largest, that is none."""

TINY = 1e-300
"""Stands for 0 where something is divided by it."""


@dataclass(frozen=True, slots=True)
class Rounded:
    """Rows ``matrix @ y + share * s >= limit``.

    Attributes
    ----------
    matrix
        One row a row, one column a whole number.
    share, limit, divisor
        One value a row.
    """

    matrix: Floats
    share: Floats
    limit: Floats
    divisor: Floats

    def __getitem__(self, chosen: Marks | Sequence[int]) -> Rounded:
        """Return some of the rows."""
        return Rounded(self.matrix[chosen], self.share[chosen], self.limit[chosen], self.divisor[chosen])

    @classmethod
    def together(cls, parts: Sequence[Rounded]) -> Rounded:
        """Return the rows of all parts."""
        return cls(
            np.concatenate([part.matrix for part in parts]),
            *(
                np.concatenate([getattr(part, name) for part in parts])
                for name in ("share", "limit", "divisor")
            ),
        )


@dataclass(frozen=True, slots=True)
class Mixed:
    """The inequality ``whole @ y + s >= limit`` over whole ``0 <= y <= span`` and a remainder ``s >= 0``.

    Attributes
    ----------
    whole
        Coefficients, all above 0.
    span
        Upper bounds; may be infinite.
    limit
        Above 0: otherwise the inequality says nothing.
    loose
        Whether there is a remainder at all.
    """

    whole: Floats
    span: Floats
    limit: float
    loose: bool

    def deepest(self, most: int) -> Rounded:
        """Return the rows that cut deepest into what the inequality and the bounds alone allow."""
        nothing = np.zeros(len(self.whole), dtype=np.bool_)
        found = [
            self._tried(flipped, self._divisors(self.whole), self._depth)
            for flipped in (nothing, np.isfinite(self.span))
        ]
        rows = Rounded.together(found)
        return _best(rows, self._depth(rows), most)

    def violated(self, y: Floats, s: float, most: int) -> Rounded:
        """Return the rows that a point violates most, by its distance to them."""

        def violation(rows: Rounded) -> Floats:
            size = np.sqrt((rows.matrix**2).sum(axis=1) + rows.share**2)
            return np.asarray((rows.limit - rows.matrix @ y - rows.share * s) / np.maximum(size, TINY))

        between = (y > 0) & (y < self.span)
        divisors = self._divisors(self.whole[between])
        flipped = y > self.span / 2
        rows = self._tried(flipped, divisors, violation)
        if not len(rows.limit):
            return rows
        first = int(np.argmax(violation(rows)))
        best, found = rows[[first]], [rows]
        open_ends = np.flatnonzero(between & np.isfinite(self.span))
        for column in open_ends[np.argsort(np.abs(y - self.span / 2)[open_ends], kind="stable")][:FLIPS]:
            trial = flipped.copy()
            trial[column] ^= True
            row = self._rounded(trial, best.divisor)
            if len(row.limit) and violation(row)[0] > violation(best)[0]:
                best, flipped = row, trial
                found.append(row)
        rows = Rounded.together(found)
        return _best(rows, violation(rows), most)

    def _divisors(self, whole: Floats) -> Floats:
        """Return the coefficients worth dividing by, and one number that makes coefficients at most b."""
        _, first, count = np.unique(np.round(whole / self.limit, 9), return_index=True, return_counts=True)
        usual = whole[first][np.lexsort((-whole[first], -count))][:DIVISORS]
        largest = usual.max(initial=0.0)
        return np.append(usual, [2.0 * largest] if largest > self.limit else [])

    def _tried(self, flipped: Marks, divisors: Floats, score: Callable[[Rounded], Floats]) -> Rounded:
        """Return the rows of all divisors, and of parts of the best."""
        rows = self._rounded(flipped, divisors)
        if not len(rows.limit):
            return rows
        best = rows.divisor[np.argmax(score(rows))]
        return Rounded.together([rows, self._rounded(flipped, best / HALVINGS)])

    def _rounded(self, flipped: Marks, divisors: Floats) -> Rounded:
        """Round by each divisor, with some whole numbers counted from their upper bounds."""
        turned = self.whole[flipped] @ self.span[flipped]
        scaled = (self.limit - turned) / divisors
        fraction = scaled - np.floor(scaled)
        safe = fraction >= FRACTION
        scaled, fraction, divisors = scaled[safe], fraction[safe], divisors[safe]
        parts = np.where(flipped, -self.whole, self.whole) / divisors[:, None]
        below = np.floor(parts)
        matrix = below + np.minimum((parts - below) / fraction[:, None], 1.0)
        limit = np.ceil(scaled) - matrix[:, flipped] @ self.span[flipped]
        matrix[:, flipped] *= -1.0
        return Rounded(matrix, 1.0 / (divisors * fraction), limit, divisors)

    def _depth(self, rows: Rounded) -> Floats:
        """Return by how much a row is violated where the inequality alone violates it most, relative to it.

        That point is the answer to a continuous knapsack: what is cheapest in the row for its part in the
        inequality comes first.
        """
        paid = rows.matrix < 0  # taken in full: it lowers the row and fills the inequality
        full = np.where(paid, self.span, 0.0)
        need = np.maximum(self.limit - full @ self.whole, 0.0)
        dearest = rows.share if self.loose else np.full(len(rows.share), np.inf)
        price = np.minimum(rows.matrix / self.whole, dearest[:, None])
        room = np.where(paid, 0.0, np.minimum(self.whole * self.span, self.limit))
        order = np.argsort(price, axis=1, kind="stable")
        room, price = np.take_along_axis(room, order, 1), np.take_along_axis(price, order, 1)
        taken = np.clip(need[:, None] - (np.cumsum(room, axis=1) - room), 0.0, room)
        least = (rows.matrix * full).sum(axis=1) + (taken * price).sum(axis=1)
        missing = need - taken.sum(axis=1)
        short = missing > SAME * self.limit
        least[short] += missing[short] * dearest[short]
        size = np.maximum(np.abs(rows.limit), np.abs(rows.matrix).max(axis=1, initial=0.0))
        return np.asarray((rows.limit - least) / np.maximum(size, TINY))


def _best(rows: Rounded, scores: Floats, most: int) -> Rounded:
    """Return the rows with the highest scores, without those that another implies."""
    chosen: list[int] = []
    for row in np.argsort(-scores, kind="stable"):
        if len(chosen) == most or scores[row] < LEAST:
            break
        if not any(_implies(rows, other, row) for other in chosen):
            chosen.append(int(row))
    return rows[chosen]


def _implies(rows: Rounded, one: int, other: int) -> bool:
    """Whether a row, scaled to the limit of another, asks for no less."""
    if rows.limit[one] <= 0 or rows.limit[other] <= 0:
        return False
    scale = rows.limit[other] / rows.limit[one]
    matrix = rows.matrix[[one, other]]
    near = SAME * np.abs(matrix[1]).max(initial=0.0)
    tied = scale * rows.share[one] <= rows.share[other] * (1 + SAME)
    return bool(tied and np.all(scale * matrix[0] <= matrix[1] + near))
