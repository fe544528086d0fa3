"""What happens in one replication: the numbers of the operation that disruptions change, week by week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Change:
    """Values that stand in place of the operation's, each for a row and a week.

    Attributes
    ----------
    row, week, value
        Of equal length, sorted by row and week, each pair once. `row` is the number in the operation's frame.
    """

    row: NDArray[np.int32]
    week: NDArray[np.int32]
    value: NDArray[np.float64]

    @classmethod
    def none(cls) -> Change:
        """Return no change."""
        return cls(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0))


@dataclass(frozen=True, slots=True)
class Realisation:
    """One replication; docs/stress.md says how effects become these numbers.

    Attributes
    ----------
    number
        Of the replication; 0 is the one without events.
    weight
        Its probability within the ensemble.
    events
        event, hazard, start (days from the start), duration (days), severity, hit (number of rows).
    hours
        Of resources (hours a week).
    makes, buys, lanes, moves
        Limits (units a week) of rows of those frames.
    detours
        Limits of detours, which are shut (0) unless they stand here; infinite where open. The move that a
        detour stands in for is then shut by `moves`.
    buy_cost, move_cost
        Cost of a unit; that of a detour is its move's plus its own.
    demands
        Units wanted in the week.
    destroyed
        Share of an item's stock that is lost at the start of the week.
    """

    number: int
    weight: float
    events: pl.DataFrame
    hours: Change
    makes: Change
    buys: Change
    lanes: Change
    moves: Change
    detours: Change
    buy_cost: Change
    move_cost: Change
    demands: Change
    destroyed: Change
