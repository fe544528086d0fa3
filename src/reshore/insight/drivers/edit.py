"""An edit: what a driver writes, cell by cell, so that drivers can be told apart and put together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import UsageError
from reshore.insight.drivers.write import overwrite
from reshore.tables import schema
from reshore.tables.recheck import recheck
from reshore.tables.series import row_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.tables.model import Model

CELL = ("table", "key", "column", "period")


@dataclass(frozen=True, slots=True)
class Patch:
    """What becomes of one table.

    Attributes
    ----------
    gone
        Keys of rows that are deleted.
    new
        Rows that are added.
    cells
        By column: keys and new values of the cells that differ.
    """

    gone: pl.DataFrame
    new: pl.DataFrame
    cells: Mapping[str, pl.DataFrame]

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return bool(self.gone.height or self.new.height or self.cells)


@dataclass(frozen=True, slots=True)
class Edit:
    """What a driver writes.

    Attributes
    ----------
    driver
        Its name.
    patches
        By table, for tables that differ.
    cells
        table, key, column (empty = the whole row), period (empty = the number in the table itself). A row of
        `series` is a cell of the table that it speaks of.
    """

    driver: str
    patches: Mapping[str, Patch]
    cells: pl.DataFrame

    @classmethod
    def of(cls, driver: str, before: Model, after: Model) -> Edit:
        """Return what differs between two models."""
        patches = {
            table: _settings(patch, before, after) if table == "settings" else patch
            for table, frame in before.frames.items()
            if frame is not after[table] and (patch := _patch(table, frame, after[table]))
        }
        patches = {table: patch for table, patch in patches.items() if patch}
        empty = pl.DataFrame(schema=dict.fromkeys(CELL, pl.String))
        cells = [part for table, patch in patches.items() for part in _cells(table, patch)]
        return cls(driver, MappingProxyType(patches), pl.concat([empty, *cells]).unique().sort(CELL))

    def __bool__(self) -> bool:
        """Return whether it writes anything."""
        return bool(self.patches)


def require_disjoint(edits: Sequence[Edit]) -> None:
    """Hold that no two edits write the same cell.

    Raises
    ------
    UsageError
        If two do; it names them and the first such cell.
    """
    for number, edit in enumerate(edits):
        for other in edits[number + 1 :]:
            if cell := _shared(edit.cells, other.cells):
                raise UsageError(f"drivers {edit.driver!r} and {other.driver!r} both write {cell}")


def together(base: Model, edits: Sequence[Edit]) -> Model:
    """Return the model with disjoint edits made, in whatever order, checked again.

    Raises
    ------
    DataError
        If the tables that come of them aren't sound.
    """
    frames = dict(base.frames)
    for edit in edits:
        for table, patch in edit.patches.items():
            frames[table] = _patched(frames[table], schema.tables()[table].keys, patch)
    settings = recheck(frames, f"drivers {', '.join(edit.driver for edit in edits)}")
    return replace(base, frames=MappingProxyType(frames), settings=MappingProxyType(settings))


def _patch(table: str, before: pl.DataFrame, after: pl.DataFrame) -> Patch:
    keys = schema.tables()[table].keys
    both = before.join(after, on=keys, how="inner", nulls_equal=True, suffix="#after", maintain_order="left")
    cells = {}
    for name in before.columns:
        if name in keys:
            continue
        changed = both.filter(pl.col(name).ne_missing(pl.col(f"{name}#after")))
        if changed.height:
            cells[name] = changed.select(*keys, pl.col(f"{name}#after").alias(name))
    return Patch(
        gone=before.join(after, on=keys, how="anti", nulls_equal=True, maintain_order="left").select(keys),
        new=after.join(before, on=keys, how="anti", nulls_equal=True, maintain_order="left"),
        cells=MappingProxyType(cells),
    )


def _settings(patch: Patch, before: Model, after: Model) -> Patch:
    """Leave out settings that were not written and have their default: they say nothing new."""
    new = [key for key in patch.new["key"] if before.settings[key] != after.settings[key]]
    return replace(patch, new=patch.new.filter(pl.col("key").is_in(new)))


def _patched(frame: pl.DataFrame, keys: Sequence[str], patch: Patch) -> pl.DataFrame:
    frame = frame.join(patch.gone, on=keys, how="anti", nulls_equal=True, maintain_order="left")
    for values in patch.cells.values():
        frame = overwrite(frame, keys, values)
    return pl.concat([frame, patch.new])


def _cells(table: str, patch: Patch) -> list[pl.DataFrame]:
    """Return the cells that a patch writes, in the columns of `CELL`."""
    if table == "series":
        rows = [patch.gone, patch.new, *patch.cells.values()]
        return [part.select(CELL) for part in rows]
    key = row_key(schema.tables()[table].keys).alias("key")
    parts = [(patch.gone, None), (patch.new, None), *((part, name) for name, part in patch.cells.items())]
    return [
        part.select(
            pl.lit(table).alias("table"),
            key,
            pl.lit(column, pl.String).alias("column"),
            pl.lit(None, pl.String).alias("period"),
        )
        for part, column in parts
    ]


def _shared(one: pl.DataFrame, other: pl.DataFrame) -> str:
    """Return a cell that is in both, in words; empty where there is none."""
    same = [
        pl.col(name).is_null() | pl.col(f"{name}#").is_null() | (pl.col(name) == pl.col(f"{name}#"))
        for name in ("column", "period")
    ]
    both = one.join(other, on=["table", "key"], suffix="#", maintain_order="left_right").filter(same)
    if both.is_empty():
        return ""
    cell = both.row(0, named=True)
    words = (cell[name] or cell[f"{name}#"] for name in ("column", "period"))
    return ", ".join([f"{cell['table']} {cell['key']}", *(word for word in words if word)])
