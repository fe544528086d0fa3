"""Workbooks: a sheet a table, read cell by cell with true row numbers."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import polars as pl
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from reshore.errors import Fault
from reshore.tables import schema
from reshore.tables.formats.header import is_aside, known_table, locate
from reshore.tables.formats.package import LOCKED, BadWorkbookError, column_letters, inspect
from reshore.tables.formats.part import Cells, Part
from reshore.tables.formats.text import integers, typed
from reshore.tables.problem import Problem, show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reshore.tables.ledger import Ledger
    from reshore.tables.schema import Column, Table

SUFFIXES = (".xlsx", ".xlsm", ".ods", ".xls")
"""Files that are taken for workbooks; one in the format of `.xls` is refused by name."""


def read(file: Path, ledger: Ledger) -> list[Part]:
    """Read the sheets of a workbook; those named ``_...``, ``README...`` or ``index`` are passed over."""
    data = file.read_bytes()
    try:
        errors = inspect(io.BytesIO(data), schema.tables())
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        parts: list[Part] = []
        for name in sheets:
            place = f"{file.name}!{name}"
            table = None if is_aside(name) else known_table(name, place, ledger)
            if table:
                rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                parts.append(_part(rows, errors.get(name, {}), place, table, ledger))
    except BadWorkbookError as error:
        ledger.tell(Fault(file.name, str(error)))
        return []
    except PasswordError:
        ledger.tell(Fault(file.name, LOCKED))
        return []
    except CalamineError as error:
        ledger.tell(Fault(file.name, f"is a damaged workbook ({error})"))
        return []
    if not parts and not ledger.count:
        ledger.tell(Fault(file.name, "holds no tables", "start from a template"))
    return parts


def _part(
    rows: list[list[Any]], errors: Mapping[tuple[int, int], str], place: str, table: Table, ledger: Ledger
) -> Part:
    for i, j in errors:
        if i < len(rows) and j < len(rows[i]):
            rows[i][j] = ""
    broken = {row for row, _ in errors}
    filled = [i for i, row in enumerate(rows) if i in broken or any(_is_filled(cell) for cell in row)]
    if not filled:
        ledger.tell(Fault(place, "is empty"), table.name)
        return Part(place=place, table=table.name, height=0, cells={})
    top, body = filled[0], filled[1:]
    header = [errors.get((top, j)) or _as_text(cell).strip() for j, cell in enumerate(rows[top])]
    positions = locate(header, table, place, ledger)
    nameless = [position for position, name in enumerate(header) if not name]
    for i in body:
        for position in nameless:
            if _is_filled(rows[i][position]) or (i, position) in errors:
                where = f"{place}!{column_letters(position)}{i + 1}"
                problem = f"{show(rows[i][position])} stands in a column without a name"
                ledger.tell(Fault(where, problem), table.name)
    cells: dict[str, Cells] = {}
    for name, position in positions.items():
        column = [rows[i][position] for i in body]
        codes = [errors.get((i, position)) for i in body] if errors else []
        cells[name] = _with_errors(_cells(column, table.column(name)), codes, name)
    return Part(
        place=place,
        table=table.name,
        height=len(body),
        cells=cells,
        lines=pl.Series([i + 1 for i in body], dtype=pl.UInt32),
        letters={name: column_letters(position) for name, position in positions.items()},
    )


def _cells(cells: list[Any], column: Column) -> Cells:
    """Read the cells of a column; numbers have to be number cells, for text may be of any country's style."""
    if column.type not in {"number", "integer"}:
        texts = pl.Series([_as_text(cell) if _is_filled(cell) else None for cell in cells], dtype=pl.String)
        return typed(texts, column)
    values = pl.Series([cell if _is_number(cell) else None for cell in cells], dtype=pl.Float64, strict=False)
    wrong = pl.Series([_is_filled(cell) and not _is_number(cell) for cell in cells], dtype=pl.Boolean)

    def say(row: int) -> tuple[str, str]:
        kind = (
            "text" if isinstance(cells[row], str) else "a flag" if isinstance(cells[row], bool) else "a date"
        )
        return f"{column.name} {show(cells[row])} is {kind}, not a number", ""

    problem = Problem(wrong, say)
    if column.type == "number":
        return Cells(values, (problem,))
    whole = integers(values, column)
    return Cells(whole.values, (problem, *whole.problems))


def _with_errors(cells: Cells, codes: Sequence[str | None], name: str) -> Cells:
    wrong = pl.Series([code is not None for code in codes], dtype=pl.Boolean)
    if not wrong.any():
        return cells

    def say(row: int) -> tuple[str, str]:
        return f"{name} is an error of Excel, {codes[row]}", ""

    return Cells(cells.values, (*cells.problems, Problem(wrong, say)))


def _is_filled(cell: object) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _as_text(cell: object) -> str:
    """Return a cell as people would type it: 101 for the number 101.0, days in ISO style."""
    match cell:
        case str():
            return cell
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime() | date():
            return cell.isoformat()
        case _:
            return str(cell)
