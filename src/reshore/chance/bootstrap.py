"""Bootstrap intervals of any figure of a sample, resampled within strata and always in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.chance.intervals import LEVEL, Estimate
from reshore.chance.philox import uniforms

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def bootstrap(
    figure: Callable[[Floats, Floats], float],
    values: Floats,
    weights: Floats,
    strata: NDArray[np.int64],
    *,
    key: np.uint64,
    resamples: int = 1000,
    level: float = LEVEL,
) -> Estimate:
    """Return a figure with its percentile interval.

    Parameters
    ----------
    figure
        What is estimated, from values and weights.
    values, weights, strata
        Value, weight and stratum of each replication; weights are equal within a stratum. Values may have
        more than one dimension, replications first.
    key
        Stream of random numbers, as `streams.Streams.key` gives it.
    resamples
        How often the figure is computed.
    level
        Confidence of the interval.
    """
    _, sizes = np.unique(strata, return_counts=True)
    order = np.argsort(strata, kind="stable")
    size = np.repeat(sizes, sizes)
    begin = np.repeat(np.cumsum(sizes) - sizes, sizes)
    figures = np.empty(resamples)
    for resample in range(resamples):
        luck = uniforms(np.asarray(key), np.asarray(resample, dtype=np.uint64), len(order))
        chosen = order[begin + (luck * size).astype(np.int64)]
        figures[resample] = figure(values[chosen], weights[chosen])
    low, high = np.quantile(figures, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(figure(values, weights), float(low), float(high), level)
