"""Curves: points that no other beats on both axes, and the knee between their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.insight.interval import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Sequence

SAME = 1e-6
"""Part of the range of a quantity that is no difference."""


def undominated(costs: Sequence[float], values: Sequence[float], *, more: bool) -> list[int]:
    """Return which points no other beats, the cheapest first.

    A point is beaten by one that costs no more and is no worse, and better in one of both. Differences that
    come of rounding are none; of points that are alike, the better one is left.

    Parameters
    ----------
    costs, values
        Finite, one a point.
    more
        Whether more of the value is better.
    """
    signed = [-value if more else value for value in values]
    near = SAME * (max(signed, default=0.0) - min(signed, default=0.0))
    kept: list[int] = []
    for point in sorted(range(len(costs)), key=lambda index: (costs[index], signed[index])):
        if kept and signed[point] >= signed[kept[-1]] - near:
            continue
        if kept and costs[point] <= costs[kept[-1]] + ROUNDING * abs(costs[kept[-1]]):
            kept.pop()
        kept.append(point)
    return kept


def knee(costs: Sequence[float], values: Sequence[float]) -> int | None:
    """Return the point that is farthest from the chord of the ends, on the side where both are better.

    Both axes are scaled to 0..1 first, so that no unit counts.

    Parameters
    ----------
    costs, values
        Of undominated points, the cheapest first.

    Returns
    -------
    int | None
        None where all points lie on the chord or beyond it.
    """
    if len(costs) < 3:
        return None
    won, paid = ((np.asarray(axis) - axis[0]) / (axis[-1] - axis[0]) for axis in (list(values), list(costs)))
    ahead = won - paid
    best = int(ahead.argmax())
    return best if ahead[best] > SAME else None
