"""Figures of a weighted sample: mean, quantiles, and what the worst cases cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_ROUNDING = 1e-12


def weighted_mean(values: Floats, weights: Floats) -> float:
    """Return the mean."""
    return float(values @ weights / weights.sum())


def weighted_quantile(values: Floats, weights: Floats, share: float) -> float:
    """Return the least value such that it and those below it have at least this share of the weight."""
    order = np.argsort(values, kind="stable")
    cumulative = np.cumsum(weights[order])
    wanted = (share - _ROUNDING) * cumulative[-1]
    return float(values[order[np.searchsorted(cumulative, wanted)]])


def value_at_risk(losses: Floats, weights: Floats, level: float) -> float:
    """Return the loss that isn't exceeded with this probability."""
    return weighted_quantile(losses, weights, level)


def conditional_value_at_risk(losses: Floats, weights: Floats, level: float) -> float:
    """Return the mean of the worst losses, of weight 1 - `level` in all (Rockafellar and Uryasev 2002).

    A loss on the edge counts with the part of its weight that is within.
    """
    threshold = value_at_risk(losses, weights, level)
    beyond = weighted_mean(np.maximum(losses - threshold, 0.0), weights)
    return threshold + beyond / (1 - level)
