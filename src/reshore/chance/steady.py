"""Figures of one long run: where its warm-up ends, and the mean of what depends on what came before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.chance.intervals import LEVEL, Estimate, mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_BATCH = 5
_FEWEST = 5


def warm_up(series: Floats) -> int | None:
    """Return how many values at the start to leave out, by the rule MSER-5 (White 1997).

    It is the cut after which batch means of five values have the least standard error.

    Returns
    -------
    cut
        A multiple of 5; None where the rule would leave out more than half, as in a run too short to tell.

    Raises
    ------
    ValueError
        If there are fewer than 50 values.
    """
    if len(series) < 2 * _FEWEST * _BATCH:
        raise ValueError(
            f"a warm-up can't be found in {len(series)} values; {2 * _FEWEST * _BATCH} are needed"
        )
    batches = len(series) // _BATCH
    means = series[: batches * _BATCH].reshape(batches, _BATCH).mean(axis=1)
    centred = means - means.mean()
    left = np.arange(batches, 0, -1)
    sums = np.cumsum(centred[::-1])[::-1]
    squares = np.cumsum(centred[::-1] ** 2)[::-1]
    errors = ((squares - sums**2 / left) / left**2)[: -_FEWEST + 1]
    cut = int(np.argmin(errors))
    return None if cut > batches / 2 else cut * _BATCH


def batch_means(series: Floats, batches: int = 20, level: float = LEVEL) -> Estimate:
    """Return the mean of a series without warm-up, with Student's interval over means of long batches.

    Values that don't fill a batch are left out at the start.

    Raises
    ------
    ValueError
        If there are fewer values than batches.
    """
    if len(series) < batches:
        raise ValueError(f"{len(series)} values don't make {batches} batches")
    size = len(series) // batches
    return mean(series[len(series) - size * batches :].reshape(batches, size).mean(axis=1), level)
