"""Gathering: the parts of a table put together, empty cells filled with their defaults."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from operator import or_
from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.formats.text import default

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reshore.tables.formats.part import Part
    from reshore.tables.ledger import Ledger
    from reshore.tables.schema import Column, Table

DERIVED = "= "
"""What the default of a key begins with that is joined from other columns."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table from all its files or sheets.

    Attributes
    ----------
    frame
        All columns of the schema, in its order.
    parts
        Where the rows come from, in order.
    unread
        Column -> flag a row: whether its cell can't be judged, for it could not be read or its file has no
        such column. A column not here was read throughout.
    """

    frame: pl.DataFrame
    parts: Sequence[Part]
    unread: Mapping[str, pl.Series]

    def at(self, row: int, column: str) -> str:
        """Return the place of a cell as people find it."""
        starts = list(accumulate((part.height for part in self.parts), initial=0))
        part = bisect_right(starts, row) - 1
        return self.parts[part].at(row - starts[part], column)

    def read(self, names: Iterable[str]) -> pl.Series:
        """Flag the rows in which all of these columns were read."""
        every = pl.repeat(True, self.frame.height, dtype=pl.Boolean, eager=True)
        return reduce(
            lambda read, name: read & ~self.unread[name] if name in self.unread else read, names, every
        )


def gather(table: Table, parts: Sequence[Part], ledger: Ledger) -> Rows:
    """Put the parts of a table together, noting the cells that could not be read."""
    if not any(part.height for part in parts):
        return Rows(table.empty(), tuple(parts), {})
    columns: dict[str, pl.Series] = {}
    unread: dict[str, pl.Series] = {}
    for column in table.columns:
        offset = 0
        for part in parts:
            for problem in part.cells[column.name].problems if column.name in part.cells else ():
                ledger.find(table.name, column.name, problem, offset)
            offset += part.height
        columns[column.name] = _values(column, parts)
        wrong = _wrong(column, parts)
        if wrong is not None:
            unread[column.name] = wrong
    frame = pl.DataFrame(columns)
    for column in table.columns:
        frame = _derive(frame, column, unread)
    return Rows(frame, tuple(parts), unread)


def _values(column: Column, parts: Sequence[Part]) -> pl.Series:
    pieces = [
        part.cells[column.name].values.rename(column.name)
        if column.name in part.cells
        else pl.Series(column.name, dtype=column.dtype).clear(part.height)
        for part in parts
    ]
    values = pl.concat(pieces)
    if not column.default or column.default.startswith(DERIVED) or not values.has_nulls():
        return values
    return values.fill_null(default(column))


def _wrong(column: Column, parts: Sequence[Part]) -> pl.Series | None:
    """Flag the cells that can't be judged: those that could not be read, and those of a column not there."""
    masks: list[pl.Series] = []
    for part in parts:
        cells = part.cells.get(column.name)
        wrong = pl.Series([cells is None and column.required], dtype=pl.Boolean).new_from_index(
            0, part.height
        )
        masks.append(reduce(or_, (problem.rows for problem in cells.problems), wrong) if cells else wrong)
    return pl.concat(masks) if any(mask.any() for mask in masks) else None


def _derive(frame: pl.DataFrame, column: Column, unread: dict[str, pl.Series]) -> pl.DataFrame:
    """Fill a key that is empty with the row's other columns, joined; it counts as read where they were."""
    if not column.default.startswith(DERIVED):
        return frame
    names = column.default.removeprefix(DERIVED).split()
    empty = frame[column.name].is_null()
    if not empty.any():
        return frame
    masks = [unread[name] & empty for name in names if name in unread]
    if masks:
        own = [unread[column.name]] if column.name in unread else []
        unread[column.name] = reduce(or_, masks + own)
    joined = pl.concat_str(names, separator=":", ignore_nulls=True)
    return frame.with_columns(pl.coalesce(column.name, joined).alias(column.name))
