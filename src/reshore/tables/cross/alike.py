"""Checks of rows that share a name: what is one thing has one value in all of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.problem import show
from reshore.tables.series import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import Row, View

ALIKE = (
    ("blocs", "bloc", "kind"),
    ("duties", "layer", "kind"),
    ("duties", "layer", "combine"),
    ("agreements", "agreement", "members"),
)
"""Table, the column that names something, and what that has once."""


def agree(view: View) -> Iterator[Fault]:
    """Check that rows with one name agree with the first of them."""
    for table, name, column in ALIKE:
        if table not in view.frames:
            continue
        first = pl.col(column).first().over(name, order_by=ROW)
        wrong = view.rows(table).with_columns(first.alias("first")).filter(pl.col(column) != pl.col("first"))

        def say(row: Row, name: str = name, column: str = column) -> str:
            here, there = show(row[column]), show(row["first"])
            return f"{name} {show(row[name])} has {column} {here} here and {there} in an earlier row"

        yield from view.tell(table, column, wrong, say, f"write one {column} for all rows of the {name}")
