"""Goods on the way, in whole weeks: for how many they are under way, and what is from before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]


def in_weeks(days: Floats) -> Integers:
    """Return days in transit in weeks, half a week up.

    Arrivals split over two weeks, chained through several stages, would make bases so ill conditioned that
    the solver couldn't go on from one.
    """
    return np.floor(days / 7 + 0.5).astype(np.int64)


def ends(transit: Integers, weeks: int) -> Integers:
    """Return at how many ends of weeks a unit is under way, by move and week of leaving.

    Parameters
    ----------
    transit
        Weeks that each move takes.
    weeks
        How many there are.
    """
    return np.minimum(transit[:, None], weeks - np.arange(weeks))


def under_way(transit: Integers, rates: Floats, weeks: int) -> Floats:
    """Return units under way from before, at the start and at the end of each week.

    They arrive evenly over the coming weeks; shape: moves, weeks and one.
    """
    left: Floats = rates[:, None] * np.maximum(0, transit[:, None] - np.arange(weeks + 1))
    return left
