"""A sheet: one table of a workbook, with what helps to fill it in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import inf
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import polars as pl
from xlsxwriter.utility import xl_col_to_name

from reshore.tables import words
from reshore.tables.cells import MOST_ROWS, refuse_too_large, width, write_column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from reshore.tables.schema import Column, Table

SPARE = 5_000
"""Rows below the last one whose cells are checked while they are typed, too."""

COMMENT: Mapping[str, Any] = MappingProxyType({"x_scale": 2.4, "y_scale": 1.8})
"""Size of a comment, in the default one's."""


@dataclass(frozen=True, slots=True)
class Aids:
    """What the sheets of a workbook share.

    Attributes
    ----------
    formats
        Formats by name: ``required``, ``optional`` (headers), ``text``, ``date``.
    lists
        Values to choose from -> the cells that hold them.
    columns
        (table, column) -> formula for the cells below its header that are filled.
    """

    formats: Mapping[str, Format]
    lists: Mapping[tuple[str, ...], str]
    columns: Mapping[tuple[str, str], str]


def fill(sheet: Worksheet, table: Table, frame: pl.DataFrame, aids: Aids) -> None:
    """Write a table into its sheet.

    Raises
    ------
    UsageError
        If a sheet can't hold it.
    """
    refuse_too_large(table.name, frame)
    for position, column in enumerate(table.columns):
        values = frame[column.name]
        style = aids.formats["date" if column.type == "date" else "text"]
        style = None if column.type in {"number", "integer"} else style
        sheet.set_column(position, position, width(column.name, values), style)
        write_column(sheet, position, _typed(values), style)
        sheet.write_comment(0, position, comment(column), COMMENT)
        if check := _validation(column, position, aids):
            last = min(frame.height + SPARE, MOST_ROWS)
            sheet.data_validation(1, position, last, position, check)
    header = [
        {
            "header": column.name,
            "header_format": aids.formats["required" if column.required else "optional"],
        }
        for column in table.columns
    ]
    area = (0, 0, max(frame.height, 1), len(header) - 1)
    sheet.add_table(*area, {"name": table.name, "columns": header, "style": "Table Style Light 1"})
    sheet.freeze_panes(1, 1 if table.columns[0].key else 0)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(area[3])}{area[2] + 1}"})


def _typed(values: pl.Series) -> pl.Series:
    """Return a column as it is typed in: flags as words."""
    if values.dtype != pl.Boolean:
        return values
    return values.replace_strict({True: "yes", False: "no"}, return_dtype=pl.String)


def comment(column: Column) -> str:
    """Return what the header of a column says when one points at it."""
    lines = [
        f"{column.meaning}.",
        words.TYPES[column.type] + (f", in {column.unit}" if column.unit else ""),
        f"allowed: {words.allowed(column)}" if words.allowed(column) else "",
        "required" if column.required else "",
        f"empty means: {words.default(column)}" if column.default else "",
        "may change over time: table series" if column.varies else "",
        "" if column.read_by or column.name in {"source", "note"} else "checked, not read yet",
    ]
    return "\n".join(line for line in lines if line)


def _validation(column: Column, position: int, aids: Aids) -> dict[str, Any]:
    """Return what Excel checks in the cells of a column; empty where it can't or need not."""
    choices = ("yes", "no") if column.type == "flag" else column.choices
    targets = column.references if column.type != "list" else ()
    if choices:
        check: dict[str, Any] = {"validate": "list", "source": aids.lists[choices]}
    elif len(targets) == 1:
        # names may be typed before the row that they refer to
        check = {"validate": "list", "source": aids.columns[targets[0]], "error_type": "warning"}
    elif targets:
        cell = f"{xl_col_to_name(position)}2"
        counts = [f"COUNTIF({table}!${letter}:${letter},{cell})" for table, letter in _letters(targets, aids)]
        check = {"validate": "custom", "value": f"={'+'.join(counts)}>0", "error_type": "warning"}
    elif column.type in {"number", "integer"}:
        check = _number(column)
    elif column.type == "date":
        check = {"validate": "date", "criteria": ">=", "value": date(1900, 1, 1)}
    else:
        return {}
    allowed = words.allowed(column) or words.TYPES[column.type]
    return {
        **check,
        "ignore_blank": True,
        "error_title": column.name[:32],
        "error_message": f"{column.name}: {allowed}"[:255],
    }


def _letters(targets: Sequence[tuple[str, str]], aids: Aids) -> list[tuple[str, str]]:
    return [(table, aids.columns[table, column].split("$")[1]) for table, column in targets]


def _number(column: Column) -> dict[str, Any]:
    low, high, included = column.range or (-inf, inf, True)
    kind = "integer" if column.type == "integer" else "decimal"
    if high < inf:
        return {"validate": kind, "criteria": "between", "minimum": f"{low:g}", "maximum": f"{high:g}"}
    if low > -inf:
        return {"validate": kind, "criteria": ">=" if included else ">", "value": f"{low:g}"}
    return {"validate": kind, "criteria": "between", "minimum": -1e300, "maximum": 1e300}
