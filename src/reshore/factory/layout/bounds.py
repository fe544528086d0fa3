"""How much work any arrangement makes at least: each area with all others as near as they can be to it.

Areas are melted: those with the most flow for their length flow into the places nearest to an area. Where
rows face each other, one of them may have its centre right across, which is nearer than its mass by up to a
quarter of its length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.factory.layout.rows import least_port_work

if TYPE_CHECKING:
    from reshore.factory.layout.rows import Floats, Rows


def least_work(rows: Rows) -> float:
    """Return a bound for any number of areas."""
    pairs = sum(_around(rows, area) for area in range(len(rows.length))) / 2
    return pairs + float(least_port_work(rows).sum())


def _around(rows: Rows, area: int) -> float:
    """Return the least work between an area and all others."""
    flow, length = np.delete(rows.flow[area], area), np.delete(rows.length, area)
    order = np.argsort(-flow / length)
    flow, length = flow[order], length[order]
    ends = np.cumsum(length)
    away = np.diff(_sum_of_distances(rows, rows.length[area], np.concatenate([[0.0], ends]))) / length
    nearer = (flow * length).max(initial=0.0) / 4 if rows.rows == 2 else 0.0
    return max(0.0, float(flow @ away) - nearer)


def _sum_of_distances(rows: Rows, own: float, melted: Floats) -> Floats:
    """Return the sum of distances of so much length poured around an area."""
    if rows.rows == 1:
        return (own + melted / 2) * melted / 2
    beyond = np.maximum(melted - own, 0.0)
    within = melted - beyond
    return within**2 / 4 + beyond * own / 2 + beyond**2 / 8
