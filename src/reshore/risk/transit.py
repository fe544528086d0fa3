"""Goods on the way: in which week they arrive, and for how many weeks they are under way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Transit:
    """Days in transit of moves, in weeks.

    Attributes
    ----------
    whole
        Whole weeks that every unit is under way.
    later
        Share of the units leaving in a week that arrive a week after the others.
    """

    whole: NDArray[np.int64]
    later: Floats

    @classmethod
    def of(cls, days: Floats) -> Transit:
        """Return the transit of moves that take so many days."""
        whole = np.floor(days / 7).astype(np.int64)
        return cls(whole, days / 7 - whole)

    def ends(self, weeks: int) -> Floats:
        """Return at how many ends of weeks a unit is under way, by move and week of leaving."""
        ahead = weeks - np.arange(weeks)
        first, second = self.whole[:, None], self.whole[:, None] + 1
        later = self.later[:, None]
        return (1 - later) * np.minimum(first, ahead) + later * np.minimum(second, ahead)

    def beyond(self, weeks: int) -> Floats:
        """Return the share of a unit under way at the end of all weeks, by move and week of leaving."""
        ahead = weeks - np.arange(weeks)
        later = self.later[:, None]
        return (1 - later) * (self.whole[:, None] >= ahead) + later * (self.whole[:, None] + 1 >= ahead)


def under_way(days: Floats, rates: Floats, weeks: int) -> Floats:
    """Return units under way from before, at the start and at the end of each week.

    They arrive evenly over the coming days; shape: moves, weeks and one.
    """
    left: Floats = rates[:, None] * np.maximum(0.0, days[:, None] / 7 - np.arange(weeks + 1))
    return left
