"""Checks of time: periods follow each other without gap, and nothing ends before it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import View


def contiguous(view: View) -> Iterator[Fault]:
    """Check that each period starts on the day on which the one before it ends."""
    ends = pl.col("start").dt.offset_by(pl.format("{}mo", "months"))
    ordered = view.rows("periods").sort("start").with_columns(ends.alias("end"))
    wrong = ordered.with_columns(
        pl.col("end").shift().alias("before"), pl.col("period").shift().alias("previous")
    ).filter(pl.col("start") != pl.col("before"))
    yield from view.tell(
        "periods",
        "start",
        wrong,
        lambda row: (
            f"{row['period']!r} starts on {row['start']}, and the period before it, {row['previous']!r}, "
            f"ends on {row['before']}"
        ),
        "periods follow each other without gap or overlap",
    )


def forward(view: View) -> Iterator[Fault]:
    """Check that what is limited by days ends after it begins."""
    for table in ("supplies", "duties", "blocs"):
        if table in view.frames:
            wrong = view.rows(table).filter(pl.col("from") >= pl.col("to"))
            yield from view.tell(
                table, "to", wrong, lambda row: f"to {row['to']} is not after from {row['from']}"
            )
