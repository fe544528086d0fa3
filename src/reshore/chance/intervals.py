"""Estimates with their intervals: means, means over strata, differences, proportions."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEVEL = 0.95
"""Confidence of an interval, unless another is asked for."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure from a sample.

    Attributes
    ----------
    value
        The estimate.
    low, high
        Its confidence interval.
    level
        The interval's confidence, between 0 and 1.
    """

    value: float
    low: float
    high: float
    level: float = LEVEL


def mean(values: Floats, level: float = LEVEL) -> Estimate:
    """Return the mean of independent values, with Student's interval.

    Raises
    ------
    ValueError
        If there are fewer than two.
    """
    size = len(values)
    if size < 2:
        raise ValueError(f"an interval of a mean needs two values or more, not {size}")
    return _student(float(np.mean(values)), float(np.var(values, ddof=1)) / size, size - 1, level)


def stratified_mean(
    values: Floats, weights: Floats, strata: NDArray[np.int64], level: float = LEVEL
) -> Estimate:
    """Return the weighted mean of a stratified sample, with an interval of Welch and Satterthwaite's freedom.

    Parameters
    ----------
    values, weights, strata
        Value, weight and stratum of each replication; weights are equal within a stratum and sum to 1.

    Raises
    ------
    ValueError
        If a stratum has a single replication: its spread isn't known then.
    """
    names, place, sizes = np.unique(strata, return_inverse=True, return_counts=True)
    if (sizes < 2).any():
        raise ValueError(f"stratum {names[sizes < 2][0]} has one replication; give it two or more")
    shares = np.bincount(place, weights)
    means = np.bincount(place, values) / sizes
    spreads = np.bincount(place, (values - means[place]) ** 2) / (sizes - 1)
    parts = shares**2 * spreads / sizes
    variance = float(parts.sum())
    freedom = variance**2 / float((parts**2 / (sizes - 1)).sum()) if variance > 0 else 1.0
    return _student(float(shares @ means), variance, freedom, level)


def difference(first: Floats, second: Floats, level: float = LEVEL) -> Estimate:
    """Return the mean of second less first, of runs in pairs with the same random numbers.

    Raises
    ------
    ValueError
        If they are not as many, or fewer than two.
    """
    if len(first) != len(second):
        raise ValueError(f"{len(first)} and {len(second)} values don't make pairs")
    return mean(second - first, level)


def proportion(successes: int, trials: int, level: float = LEVEL) -> Estimate:
    """Return a share of trials, with Wilson's interval, which also holds near 0 and 1.

    Raises
    ------
    ValueError
        If there are no trials, or not as many as successes.
    """
    if not 0 <= successes <= trials or trials == 0:
        raise ValueError(f"{successes} of {trials} is no proportion")
    share = successes / trials
    z = float(stats.norm.isf((1 - level) / 2))
    scale = 1 + z**2 / trials
    centre = (share + z**2 / (2 * trials)) / scale
    half = z / scale * math.sqrt(share * (1 - share) / trials + (z / (2 * trials)) ** 2)
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == trials else centre + half
    return Estimate(share, low, high, level)


def _student(value: float, variance: float, freedom: float, level: float) -> Estimate:
    half = float(stats.t.isf((1 - level) / 2, freedom)) * math.sqrt(variance)
    return Estimate(value, value - half, value + half, level)
