"""What an operation does when nothing happens, as arrays: the numbers that hazards change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.risk.operation import Operation

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Usual:
    """Numbers of an operation, by row of its frames; those without a limit have their rate as one.

    Attributes
    ----------
    hours
        Of resources.
    makes, buys, lanes, moves
        Most units a week that a hazard leaves a share of; those of lanes without a capacity are infinite.
    buy_cost, move_cost
        Cost of a unit.
    values
        Value of a unit moved.
    demands
        Units wanted a week.
    detours
        Passage -> the detour of each move around it; -1 where there is none.
    detour_days, detour_cost
        How many more they take than the move.
    """

    hours: Floats
    makes: Floats
    buys: Floats
    lanes: Floats
    moves: Floats
    buy_cost: Floats
    move_cost: Floats
    values: Floats
    demands: Floats
    detours: dict[str, NDArray[np.int64]]
    detour_days: Floats
    detour_cost: Floats

    @classmethod
    def of(cls, operation: Operation) -> Usual:
        """Take the numbers from an operation."""
        moves = operation.moves
        value = operation.items["value"].to_numpy()
        return cls(
            hours=operation.resources["hours"].to_numpy(),
            makes=operation.makes["rate"].to_numpy(),
            buys=operation.buys.select(pl.coalesce("capacity", "rate")).to_series().to_numpy(),
            lanes=operation.lanes["capacity"].fill_null(np.inf).to_numpy(),
            moves=moves["rate"].to_numpy(),
            buy_cost=operation.buys["cost"].to_numpy(),
            move_cost=moves["cost"].to_numpy(),
            values=value[moves["origin_item"].to_numpy()],
            demands=operation.demands["rate"].to_numpy(),
            detours=_detours(operation),
            detour_days=operation.detours["days"].to_numpy(),
            detour_cost=operation.detours["cost"].to_numpy(),
        )

    @classmethod
    def nothing(cls) -> Usual:
        """Return the numbers of no operation at all."""
        none = np.empty(0)
        return cls(none, none, none, none, none, none, none, none, none, {}, none, none)

    def around(self, passage: str) -> NDArray[np.int64]:
        """Return the detour of each move around a passage; -1 where there is none."""
        none = np.full(len(self.moves), -1, dtype=np.int64)
        return self.detours.get(passage, none)


def _detours(operation: Operation) -> dict[str, NDArray[np.int64]]:
    found = {}
    for (passage,), rows in operation.detours.group_by("passage", maintain_order=True):
        around = np.full(operation.moves.height, -1, dtype=np.int64)
        around[rows["move"].to_numpy()] = rows["detour"].to_numpy()
        found[str(passage)] = around
    return found
