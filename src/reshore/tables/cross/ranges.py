"""Checks of ranges: what is uncertain is a number of a table, and it is clear which rows share a draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables import change, schema, select
from reshore.tables.problem import nearest, show
from reshore.tables.series import row_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import Row, View
    from reshore.tables.schema import Table

FIXED = ("ranges", *change.FIXED)
"""Tables that say what is uncertain, and aren't so themselves."""

SHAREABLE = frozenset({"text", "integer"})
"""Types of columns by whose values rows share a draw."""


def rows_make_sense(view: View) -> Iterator[Fault]:
    """Check that table, condition, column and `by` of each row fit each other."""
    for row in view.rows("ranges").iter_rows(named=True):
        for column, problem, remedy in _problems(row):
            yield view.fault("ranges", row, column, problem, remedy)


def select_something(view: View) -> Iterator[Fault]:
    """Check that each row finds numbers (a warning)."""
    for row in view.rows("ranges").iter_rows(named=True):
        rows = select.select(view.frames[row["table"]], row["where"])
        if rows.is_empty():
            condition = f"condition {row['where']} selects" if row["where"] else "there is"
            yield view.fault("ranges", row, "where", f"{condition} no row of {row['table']}")
        elif row["action"] != "set" and _numbers(view, row, rows).is_empty():
            yield view.fault("ranges", row, "column", f"every {row['column']} that it selects is empty")


def _numbers(view: View, row: Row, rows: pl.DataFrame) -> pl.DataFrame:
    """Keep the rows that have a number in the column, as it is written or by `series`."""
    keys = view.changes(row["table"], row["column"])["key"].unique()
    later = row_key(schema.tables()[row["table"]].keys).is_in(keys.implode())
    return rows.filter(pl.col(row["column"]).is_not_null() | later)


def _problems(row: Row) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a row: its column, the problem, the remedy."""
    if row["table"] in FIXED:
        yield "table", f"table {row['table']} says what is uncertain and is not so itself", ""
        return
    table = schema.tables()[row["table"]]
    types = {column.name: column.dtype for column in table.columns}
    for fault in select.faults(row["where"], types):
        yield "where", fault.problem, fault.remedy
    yield from _column(row, table)
    if row["by"] is None:
        return
    if row["by"] not in types:
        yield "by", f"by {show(row['by'])} is not in {table.name}", _near(row["by"], table)
    elif table.column(row["by"]).type not in SHAREABLE:
        kind = table.column(row["by"]).type
        remedy = "rows share a draw by a column of texts or whole numbers"
        yield "by", f"{row['by']} of {table.name} is a {kind}", remedy


def _column(row: Row, table: Table) -> Iterator[tuple[str, str, str]]:
    name = row["column"]
    if name not in {column.name for column in table.columns}:
        yield "column", f"column {show(name)} is not in {table.name}", _near(name, table)
        return
    column = table.column(name)
    if column.key:
        yield "column", f"{name} is part of the key of {table.name}", "a key is never uncertain"
    elif column.type == "integer":
        if row["action"] != "set":
            remedy = "write set, and a distribution of whole numbers such as discrete(6:0.7, 9:0.3)"
            yield "action", f"{name} of {table.name} is a whole number", remedy
    elif column.type != "number":
        yield "column", f"{name} of {table.name} is a {column.type}, and no number", ""


def _near(name: str, table: Table) -> str:
    names = [column.name for column in table.columns]
    return nearest(name, names) or f"columns are: {', '.join(names)}"
