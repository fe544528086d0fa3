"""Keys: no row is written twice, and key texts can be joined into one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables import schema
from reshore.tables.problem import Problem, show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reshore.tables.schema import Table

JOINED = ("series", "key")
"""The column whose texts are keys joined by a slash."""

GIVEN = frozenset({("products", "product")})
"""Names that come from elsewhere and may hold blanks; only one without can be named in a list."""


def duplicates(frame: pl.DataFrame, table: Table, sound: pl.Series, place: Callable[[int], str]) -> Problem:
    """Return the rows whose key an earlier row has; empty cells equal each other.

    Parameters
    ----------
    sound
        Flag a row: whether its key could be read; other rows are not judged.
    place
        Row -> its place, to say where the earlier one is.
    """
    keys = list(table.keys)
    columns = frame.select(keys)
    whole = columns.to_series() if len(keys) == 1 else columns.to_struct()
    again = ~whole.is_first_distinct() & sound

    def say(row: int) -> tuple[str, str]:
        key = columns.row(row, named=True)
        same = pl.all_horizontal(pl.col(name).eq_missing(value) for name, value in key.items())
        first = columns.select(same.arg_true().first()).item()
        named = ", ".join(f"{name} {show(value)}" for name, value in key.items() if value is not None)
        return f"{named} is written already at {place(first)}", ""

    return Problem(again, say)


def texts(frame: pl.DataFrame, table: Table) -> Iterator[tuple[str, Problem]]:
    """Yield, column by column, keys with a sign that has a meaning between keys."""
    for column in table.columns:
        if not column.key or column.dtype != pl.String or (table.name, column.name) == JOINED:
            continue
        values = frame[column.name]
        yield column.name, _holding(values, "/", "'/', which joins keys")
        if (table.name, column.name) in _listed():
            yield column.name, _holding(values, r"\s", "a blank, which separates the items of a list")


def _holding(values: pl.Series, pattern: str, what: str) -> Problem:
    def say(row: int) -> tuple[str, str]:
        return f"{values.name} {show(values[row])} holds {what}", ""

    return Problem(values.str.contains(pattern).fill_null(False), say)


def _listed() -> set[tuple[str, str]]:
    """Return the columns whose values occur in lists somewhere."""
    return {
        target
        for table in schema.tables().values()
        for column in table.columns
        if column.type == "list"
        for target in column.references
        if target not in GIVEN
    }
