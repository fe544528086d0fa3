"""Parquet files: columns that have a type already, taken where it says the same as the schema's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import Fault
from reshore.tables.formats.header import locate
from reshore.tables.formats.part import Cells, Part
from reshore.tables.formats.text import finite, integers, typed

if TYPE_CHECKING:
    from pathlib import Path

    from reshore.tables.ledger import Ledger
    from reshore.tables.schema import Column, Table


def read(file: Path, place: str, table: Table, ledger: Ledger) -> Part | None:
    """Read a file as rows of a table; None, and a fault, where it can't be read at all."""
    try:
        header = list(pl.read_parquet_schema(file))
        positions = locate(header, table, place, ledger)
        frame = pl.read_parquet(file, columns=list(positions), glob=False, hive_partitioning=False)
    except OSError as error:
        ledger.tell(Fault(place, f"can't be read: {error.strerror or error}"), table.name)
        return None
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        ledger.tell(Fault(place, "is not a Parquet file, or only part of one"), table.name)
        return None
    cells: dict[str, Cells] = {}
    for series in frame:
        column = table.column(series.name)
        read_as = as_column(series, column)
        if read_as is None:
            problem = f"column {column.name!r} is of type {series.dtype}, not {column.type}"
            ledger.tell(Fault(place, problem), table.name)
            continue
        cells[column.name] = read_as
    return Part(place=place, table=table.name, height=frame.height, cells=cells)


def as_column(series: pl.Series, column: Column) -> Cells | None:
    """Read a series as a column; None where its type can't stand for the column's."""
    kind = series.dtype
    if kind == pl.Null:
        return Cells(series.cast(column.dtype))
    if isinstance(kind, pl.String | pl.Categorical | pl.Enum):
        return typed(series.cast(pl.String), column)
    match column.type:
        case "number" if kind.is_numeric():
            return finite(series.cast(pl.Float64), column)
        case "integer" if kind.is_numeric():
            numbers = finite(series.cast(pl.Float64), column)
            whole = integers(numbers.values, column)
            return Cells(whole.values, (*numbers.problems, *whole.problems))
        case "flag" if kind == pl.Boolean:
            return Cells(series)
        case "date" if kind == pl.Date:
            return Cells(series)
        case "date" if isinstance(kind, pl.Datetime):
            return typed(series.dt.to_string("%Y-%m-%dT%H:%M:%S%.9f"), column)
        case "number" | "integer" | "date":
            return None
    if kind.is_numeric() or kind in {pl.Boolean, pl.Date}:
        return typed(as_text(series), column)
    return None


def as_text(series: pl.Series) -> pl.Series:
    """Return numbers, flags and dates as the text that people would write for them."""
    if series.dtype == pl.Boolean:
        return series.replace_strict({True: "yes", False: "no"}, return_dtype=pl.String)
    text = series.cast(pl.String)
    return text.str.replace(r"\.0$", "") if series.dtype.is_float() else text
