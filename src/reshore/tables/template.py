"""Workbooks: the tables of a model as sheets in which people can fill in and correct them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import polars as pl
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from reshore.tables import schema
from reshore.tables.cells import MOST_ROWS, LosslessSheet, refuse_too_large
from reshore.tables.sheet import Aids, fill

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

    from reshore.tables.schema import Table

INDEX = "index"
"""Name of the sheet that says what the others are; not read."""

LISTS = "_lists"
"""Name of the hidden sheet with the values to choose from; not read."""


def write_workbook(path: Path, frames: Mapping[str, pl.DataFrame], empty_tables: bool = False) -> None:
    """Write tables as a workbook, a sheet each, with an index; reading it gives the same tables.

    Parameters
    ----------
    path
        Where to; what is there is overwritten.
    frames
        One frame a table of the schema.
    empty_tables
        Whether sheets of tables without rows are shown; they are there in any case.

    Raises
    ------
    UsageError
        If a sheet can't hold a table.
    OSError
        If it can't be written.
    """
    shown = [name for name, frame in frames.items() if empty_tables or frame.height]
    _write(path, frames, shown)


def write_template(path: Path) -> None:
    """Write a workbook to fill in: tables without rows but the settings, shown where something reads them.

    Raises
    ------
    OSError
        If it can't be written.
    """
    frames = {name: table.empty() for name, table in schema.tables().items()}
    rows = [
        {"key": setting.name, "value": setting.default, "note": _remark(setting)}
        for setting in schema.settings()
        if setting.default
    ]
    frames["settings"] = pl.DataFrame(rows, schema=frames["settings"].schema)
    _write(path, frames, [name for name, table in schema.tables().items() if table.read])


def _remark(setting: schema.Column) -> str:
    return f"{setting.meaning} ({setting.unit})" if setting.unit else setting.meaning


def _write(path: Path, frames: Mapping[str, pl.DataFrame], shown: Collection[str]) -> None:
    tables = schema.tables()
    for name in tables:
        refuse_too_large(name, frames[name])
    # In memory: on a full disk the writer leaves temporary files behind, and an archive that can't close.
    packed = BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True})
    formats = _formats(book)
    _write_index(book, frames, shown, formats)
    sheets = {name: book.add_worksheet(name, LosslessSheet) for name in tables}
    aids = Aids(formats, _write_lists(book), _filled_cells())
    for name, table in tables.items():
        fill(sheets[name], table, frames[name], aids)
        if name not in shown:
            sheets[name].hide()
    book.close()
    path.write_bytes(packed.getvalue())


def _formats(book: Workbook) -> dict[str, Format]:
    header = {"bold": True, "font_color": "#FFFFFF", "valign": "vcenter"}
    return {
        "required": book.add_format({**header, "bg_color": "#B4531A"}),
        "optional": book.add_format({**header, "bg_color": "#44546A"}),
        "text": book.add_format({"num_format": "@"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "title": book.add_format({"bold": True, "font_size": 16}),
        "bold": book.add_format({"bold": True}),
        "link": book.add_format({"font_color": "#0563C1", "underline": 1}),
    }


def _write_index(
    book: Workbook, frames: Mapping[str, pl.DataFrame], shown: Collection[str], formats: Mapping[str, Format]
) -> None:
    sheet = book.add_worksheet(INDEX)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 62)
    sheet.set_column(2, 4, 14)
    sheet.write_string(0, 0, "Tables", formats["title"])
    sheet.write_string(
        1, 0, "A sheet is a table, a column left empty takes its default; hover over a header."
    )
    sheet.write_string(
        2, 0, "Orange headers are required. Tables that are hidden: right-click a tab, Unhide."
    )
    for position, title in enumerate(("table", "a row is", "group", "rows", "state")):
        sheet.write_string(4, position, title, formats["bold"])
    for row, (name, table) in enumerate(schema.tables().items(), start=5):
        if name in shown:
            sheet.write_url(row, 0, f"internal:'{name}'!A1", formats["link"], name)
        else:
            sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, table.row)
        sheet.write_string(row, 2, table.group)
        sheet.write_number(row, 3, frames[name].height)
        sheet.write_string(row, 4, _state(table, name in shown))
    sheet.freeze_panes(5, 0)


def _state(table: Table, shown: bool) -> str:
    state = "required" if table.required else "" if table.read else "checked, not read yet"
    return state if shown else ", ".join(part for part in ("hidden", state) if part)


def _write_lists(book: Workbook) -> dict[tuple[str, ...], str]:
    """Write each list of values once, a column each, and return where they are."""
    lists: dict[tuple[str, ...], None] = {("yes", "no"): None}
    for table in schema.tables().values():
        lists |= {column.choices: None for column in table.columns if column.choices}
    sheet = book.add_worksheet(LISTS)
    sheet.very_hidden()
    cells: dict[tuple[str, ...], str] = {}
    for position, choices in enumerate(lists):
        for row, choice in enumerate(choices):
            sheet.write_string(row, position, choice)
        letter = xl_col_to_name(position)
        cells[choices] = f"={LISTS}!${letter}$1:${letter}${len(choices)}"
    return cells


def _filled_cells() -> dict[tuple[str, str], str]:
    """Return a formula for what is filled in below the header of each column, however long it grows."""
    cells: dict[tuple[str, str], str] = {}
    for table in schema.tables().values():
        for position, column in enumerate(table.columns):
            letter = xl_col_to_name(position)
            whole = f"{table.name}!${letter}$2:${letter}${MOST_ROWS + 1}"
            cells[table.name, column.name] = f"=OFFSET({table.name}!${letter}$2,0,0,MAX(1,COUNTA({whole})),1)"
    return cells
