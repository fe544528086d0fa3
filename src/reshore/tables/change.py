"""A change: what one row of `scenarios` asks for, whether it makes sense, and the tables that come of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.errors import DataError, Fault
from reshore.tables import schema, select
from reshore.tables.formats.text import finite, integers, typed
from reshore.tables.problem import nearest, show
from reshore.tables.series import row_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reshore.tables.formats.part import Cells
    from reshore.tables.schema import Column, Table

    Frames = Mapping[str, pl.DataFrame]

FIXED = ("scenarios",)
"""Tables that no scenario changes."""


def problems(row: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a row of `scenarios` as it is written: its column, the problem, the remedy."""
    if row["table"] in FIXED or row["table"] not in schema.tables():
        yield (
            "table",
            f"a scenario can't change table {show(row['table'])}",
            nearest(row["table"], schema.tables()),
        )
        return
    table = schema.tables()[row["table"]]
    types = {column.name: column.dtype for column in table.columns}
    for fault in select.faults(row["where"], types):
        yield "where", fault.problem, fault.remedy
    if row["action"] == "delete":
        if row["column"] is not None or row["value"] is not None:
            yield "column", "delete drops whole rows", "leave column and value empty"
        return
    names = {column.name: column for column in table.columns}
    if row["column"] not in names:
        found = show(row["column"]) if row["column"] else "is empty and"
        near = nearest(row["column"] or "", names) or f"columns are: {', '.join(names)}"
        yield "column", f"column {found} is not in {table.name}", near
        return
    column = names[row["column"]]
    if column.key:
        yield "column", f"{column.name} is part of the key of {table.name}", "a scenario changes no key"
    elif row["action"] != "set" and column.type not in {"number", "integer"}:
        yield "action", f"{column.name} of {table.name} is a {column.type}: it can only be set", ""
    elif row["action"] != "set" and row["value"] is None:
        yield "value", f"value is empty: there is nothing to {row['action']} {column.name} by", ""
    else:
        for problem in _operand(row, column).problems:
            for index in problem.rows.arg_true():
                yield "value", *problem.say(index)


def made(frames: Frames, row: Mapping[str, Any], place: str) -> dict[str, pl.DataFrame]:
    """Return the tables that a row of `scenarios` without problems changes.

    What `series` writes for a changed cell goes along: it is multiplied or added to alike, and dropped where
    the cell is set or its row deleted.

    Raises
    ------
    DataError
        If it finds no row, or nothing to change in the rows it finds.
    """
    table = schema.tables()[row["table"]]
    frame = frames[table.name]
    hit = select.mask(frame, row["where"], f"{place}, where")
    if not hit.any():
        condition = f"condition {row['where']} matches" if row["where"] else "there is"
        raise DataError([Fault(f"{place}, where", f"{condition} no row of {table.name}")])
    follows, others = _series_of(frames["series"], table, frame.filter(hit), row["column"])
    if row["action"] == "delete":
        if table.required and hit.all():
            raise DataError([Fault(f"{place}, where", f"leaves no row in {table.name}")])
        return {"series": others, table.name: (others if table.name == "series" else frame).filter(~hit)}
    column = table.column(row["column"])
    value = _operand(row, column).values[0]
    if row["action"] == "set":
        if value is None:
            value = typed(pl.Series([column.default or None], dtype=pl.String), column).values[0]
        written = pl.when(hit).then(pl.lit(value, dtype=column.dtype)).otherwise(column.name)
        return {"series": others, table.name: frame.with_columns(written.alias(column.name))}
    if frame.filter(hit)[column.name].is_null().all() and follows.is_empty():
        raise DataError([Fault(f"{place}, column", f"every {column.name} that it selects is empty")])
    changed = frame.with_columns(_changed(frame[column.name], hit, row["action"], value, column, place))
    every = pl.repeat(True, follows.height, dtype=pl.Boolean, eager=True)
    follows = follows.with_columns(
        _changed(
            follows["value"], every, row["action"], value, replace(column, name="value", type="number"), place
        )
    )
    return {"series": pl.concat([others, follows]), table.name: changed}


def _operand(row: Mapping[str, Any], column: Column) -> Cells:
    kind = column if row["action"] == "set" else replace(column, type="number")
    return typed(pl.Series(column.name, [row["value"]], dtype=pl.String), kind)


def _series_of(
    series: pl.DataFrame, table: Table, rows: pl.DataFrame, column: str | None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Split `series` into the rows that follow rows of a table, or one column of them, and the others."""
    keys = rows.select(row_key(table.keys).alias("key"))["key"]
    follow = (pl.col("table") == table.name) & pl.col("key").is_in(keys.implode())
    if column is not None:
        follow &= pl.col("column") == column
    return series.filter(follow), series.filter(~follow)


def _changed(
    values: pl.Series, hit: pl.Series, action: str, value: float, column: Column, place: str
) -> pl.Series:
    """Multiply or add to the values hit, which stay finite, and whole where they are integers."""
    result = values.cast(pl.Float64) * value if action == "multiply" else values.cast(pl.Float64) + value
    cells = finite(values.cast(pl.Float64).zip_with(~hit, result), column)
    wrong = list(cells.problems)
    if column.type == "integer":
        cells = integers(cells.values, column)
        wrong += cells.problems
    said = [problem.say(index)[0] for problem in wrong for index in problem.rows.arg_true()]
    if said:
        raise DataError([Fault(f"{place}, value", f"{action} by {value:g}: {said[0]}")])
    return cells.values
