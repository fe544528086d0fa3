"""An operation as the weekly engines see it: transit in whole weeks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from reshore.risk.operation import Operation

WEEK = 7.0
"""Days."""


def in_whole_weeks(operation: Operation) -> Operation:
    """Return the operation with days in transit rounded to weeks, half a week up; detours with their moves.

    Arrivals split over two weeks, chained through several stages, make bases so ill conditioned that the
    solver can't go on from one.
    """
    moves = operation.moves.with_columns(days=_rounded(pl.col("days")))
    usual = operation.moves.select("move", usual="days")
    detours = (
        operation.detours.join(usual, on="move", how="left", maintain_order="left")
        .with_columns(days=_rounded(pl.col("usual") + pl.col("days")) - _rounded(pl.col("usual")))
        .drop("usual")
    )
    return replace(operation, moves=moves, detours=detours)


def _rounded(days: pl.Expr) -> pl.Expr:
    return (days / WEEK + 0.5).floor() * WEEK
