"""Checks of bounds: what a row allows at most is not below what it asks for at least, whatever the period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables import schema
from reshore.tables.series import ROW, by_period, row_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import Row, View

BOUNDS = (
    ("supplies", "minimum", "capacity", "each"),
    ("stocks", "minimum", "maximum", "each"),
    ("stocks", "opening", "maximum", "last"),
    ("lanes", "minimum", "capacity", "each"),
    ("resources", "installed", "maximum", "most"),
    ("demands", "minimum", "quantity", "each"),
    ("modes", "min_km", "max_km", "each"),
)
"""Table, column, the column that it must not exceed, and when: in each period, in the last, or the most of
all periods against the most of all."""


def leave_room(view: View) -> Iterator[Fault]:
    """Check that no lower bound is above its upper bound."""
    for table, low, high, when in BOUNDS:
        if table not in view.frames:
            continue
        rows = view.rows(table)
        changed = view.changes(table, low, high)["key"].unique()
        if changed.is_empty():
            wrong = rows.filter(pl.col(low) > pl.col(high))
        else:
            key = row_key(schema.tables()[table].keys)
            fixed = ~key.is_in(changed.implode())
            wrong = pl.concat(
                [
                    rows.filter(fixed & (pl.col(low) > pl.col(high))).select(ROW, low, high),
                    _wrong_over_time(view, table, low, high, when, rows.filter(~fixed)),
                ]
            )

        def say(row: Row, low: str = low, high: str = high) -> str:
            return f"{low} {row[low]:g} is above {high} {row[high]:g}"

        yield from view.tell(table, low, wrong, say)


def _wrong_over_time(
    view: View, table: str, low: str, high: str, when: str, rows: pl.DataFrame
) -> pl.DataFrame:
    keys = schema.tables()[table].keys
    model = view.model().with_frames(**{table: rows.drop(ROW)})
    numbers = by_period(model, table, [low, high]).join(rows.select(ROW, *keys), on=keys)
    match when:
        case "last":
            numbers = numbers.group_by(ROW, maintain_order=True).agg(pl.col(low, high).last())
        case "most":
            numbers = numbers.group_by(ROW, maintain_order=True).agg(pl.col(low, high).max())
    return numbers.filter(pl.col(low) > pl.col(high)).group_by(ROW).agg(pl.col(low, high).first())
