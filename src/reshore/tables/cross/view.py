"""A view of tables under check: frames with row numbers, and faults told at the rows they are found in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.errors import SHOWN, Fault
from reshore.tables import lanes, schema
from reshore.tables.model import Model
from reshore.tables.series import ROW, row_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Row = Mapping[str, Any]

UNSHOWN = Fault("", "one more like those above")
"""Stands for faults beyond those that a message shows."""


@dataclass(frozen=True, slots=True)
class Network:
    """The lanes of a model, generated ones too, and the goods that can get to its places.

    Attributes
    ----------
    lanes
        As `reshore.tables.lanes.complete` gives them.
    reached
        (`place`, `product`) that goods get to.
    """

    lanes: pl.DataFrame
    reached: pl.DataFrame

    @classmethod
    def of(cls, model: Model) -> Network:
        """Complete the lanes of a model and follow its goods."""
        whole = lanes.complete(model)
        return cls(whole, lanes.reachable(model, whole))


@dataclass(frozen=True, slots=True)
class View:
    """Tables whose single cells are sound.

    Attributes
    ----------
    frames
        The sound tables, in the columns and types of the schema; others are left out.
    settings
        Value of every setting.
    where
        Table, row of its frame (from 0) and column -> place as people find it.
    """

    frames: Mapping[str, pl.DataFrame]
    settings: Mapping[str, Any]
    where: Callable[[str, int, str], str]

    def rows(self, table: str) -> pl.DataFrame:
        """Return a table with its row numbers in `#row`."""
        return self.frames[table].with_row_index(ROW)

    def model(self) -> Model:
        """Return the tables as a model, those that are not sound without rows."""
        frames = {name: self.frames.get(name, table.empty()) for name, table in schema.tables().items()}
        return Model("", MappingProxyType(frames), self.settings)

    def ever(self, table: str, column: str, test: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
        """Flag the rows of a table in which a number meets a test, as it is written or by `series`."""
        written = test(pl.col(column)).fill_null(False)
        keys = self.changes(table, column).filter(test(pl.col("value")))["key"].unique()
        if keys.is_empty():
            return written
        return written | row_key(schema.tables()[table].keys).is_in(keys.implode())

    def changes(self, table: str, *columns: str) -> pl.DataFrame:
        """Return the rows of `series` for these columns of a table."""
        series = self.frames.get("series", schema.tables()["series"].empty())
        return series.filter(pl.col("table") == table, pl.col("column").is_in(columns))

    def fault(self, table: str, row: Row, column: str, problem: str, remedy: str = "") -> Fault:
        """Return a fault in a row that holds the number of its row."""
        return Fault(self.where(table, row[ROW], column), problem, remedy)

    def tell(
        self, table: str, column: str, rows: pl.DataFrame, say: Callable[[Row], str], remedy: str = ""
    ) -> Iterator[Fault]:
        """Yield a fault for each row of a frame that holds row numbers of the table, in their order.

        Only those that a message can show are put in words; the others are there to be counted.
        """
        for row in rows.sort(ROW).head(SHOWN).iter_rows(named=True):
            yield Fault(self.where(table, row[ROW], column), say(row), remedy)
        yield from repeat(UNSHOWN, max(0, rows.height - SHOWN))
