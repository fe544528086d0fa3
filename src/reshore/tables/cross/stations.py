"""Checks of stations: they can work at all, and stand in some building."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import View


def are_up_at_times(view: View) -> Iterator[Fault]:
    """Check that a station that fails by the clock is repaired before it is to fail again."""
    wrong = view.rows("stations").filter(
        pl.col("failures") == "clock", pl.col("hours_to_repair") >= pl.col("hours_between_failures")
    )
    yield from view.tell(
        "stations",
        "hours_to_repair",
        wrong,
        lambda row: (
            f"{row['station']!r} is always down: hours_to_repair {row['hours_to_repair']:g} is not below "
            f"hours_between_failures {row['hours_between_failures']:g}, counted by the clock"
        ),
        "write a shorter time, or failures 'working'",
    )


def stand_somewhere(view: View) -> Iterator[Fault]:
    """Check that a kind of station fits beside the corridor of some building (a warning)."""
    deepest = (
        view.frames["buildings"]
        .select("building", depth=(pl.col("width") - pl.col("aisle")) / 2)
        .sort("depth")
        .tail(1)
    )
    kinds = view.rows("stations").with_columns(shorter=pl.min_horizontal("length", "width"))
    yield from view.tell(
        "stations",
        "width",
        kinds.join(deepest, how="cross").filter(pl.col("shorter") > pl.col("depth")),
        lambda row: (
            f"{row['station']!r} is {row['shorter']:g} m deep at least and fits in no building: the rows "
            f"beside the corridor are {row['depth']:g} m deep at most, in {row['building']!r}"
        ),
        "write a wider building or a smaller station",
    )
