"""Checks of `series`: each row changes a number that is there, may change, and stays within its range."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.errors import Fault
from reshore.tables import schema
from reshore.tables.check.values import problems
from reshore.tables.problem import nearest, show
from reshore.tables.series import ROW, row_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from reshore.tables.cross.view import View


def change_what_varies(view: View) -> Iterator[Fault]:
    """Check that the column is one of the table's that may vary."""
    for (table, column), rows in _by_column(view):
        names = tuple(known.name for known in schema.tables()[table].columns)
        varying = _varying(table)
        if column in varying:
            continue
        reason = "may not change over time" if column in names else "is not there"
        listed = f"columns that may change: {', '.join(varying)}" if varying else "none of the table may"
        remedy = (column not in names and nearest(column, varying)) or listed
        for row in rows[ROW]:
            yield Fault(
                view.where("series", row, "column"), f"column {show(column)} of {table} {reason}", remedy
            )


def name_a_row(view: View) -> Iterator[Fault]:
    """Check that the key is that of a row of the table."""
    rows = view.rows("series")
    for (name,), series in rows.group_by("table", maintain_order=True):
        table = str(name)
        if table not in view.frames:
            continue
        keys = schema.tables()[table].keys
        known = view.frames[table].select(row_key(keys).alias("key"))
        wrong = series.join(known, on="key", how="anti").sort(ROW)
        form = f"a key is {'/'.join(keys)}"
        if known.height and len(keys) > 1:
            form += f", such as {show(known['key'][0])}"
        for row, key in wrong.select(ROW, "key").iter_rows():
            remedy = nearest(key, known["key"]) or form
            yield Fault(view.where("series", row, "key"), f"{table} has no row {show(key)}", remedy)


def stay_in_range(view: View) -> Iterator[Fault]:
    """Check that a value is one that the column itself might hold."""
    for (table, name), rows in _by_column(view):
        if name not in _varying(table):
            continue
        column = schema.tables()[table].column(name)
        for problem in problems(rows["value"].alias(name), column):
            for index in problem.rows.arg_true():
                found, remedy = problem.say(index)
                yield Fault(view.where("series", rows[ROW][index], "value"), found, remedy)


def _by_column(view: View) -> Iterator[tuple[tuple[str, str], pl.DataFrame]]:
    for (table, column), rows in view.rows("series").group_by("table", "column", maintain_order=True):
        yield (str(table), str(column)), rows


def _varying(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in schema.tables()[table].columns if column.varies)
