"""Loading: a folder or workbook to a model, with all its faults told at once."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reshore.errors import Fault, UsageError
from reshore.tables import schema
from reshore.tables.check import keys, references, settings, values
from reshore.tables.formats import folder, workbook
from reshore.tables.gather import Rows, gather
from reshore.tables.ledger import Ledger
from reshore.tables.model import Model

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from reshore.tables.formats.part import Part
    from reshore.tables.schema import Table


def load(path: str | PathLike[str]) -> Model:
    """Read a model and check it.

    Parameters
    ----------
    path
        A folder with a CSV (``sites.csv``, ``demands.2027.csv.gz``) or Parquet file a table, or several, or
        an Excel or OpenDocument workbook with a sheet a table.

    Raises
    ------
    UsageError
        If there is no such folder or workbook.
    DataError
        If anything is wrong with what it holds; it names every fault by its place.
    """
    source = Path(path).resolve()
    ledger = Ledger()
    parts = _read(source, ledger)
    if not parts:
        ledger.close(_nowhere)
    rows = {
        name: gather(table, [part for part in parts if part.table == name], ledger)
        for name, table in schema.tables().items()
    }

    def where(table: str, row: int, column: str) -> str:
        return rows[table].at(row, column)

    for name, table in schema.tables().items():
        _check_presence(table, rows[name], source, ledger)
        _check_cells(table, rows, ledger)
        _check_keys(table, rows[name], ledger)
    known = _check_settings(rows["settings"], ledger)
    frames = {name: rows[name].frame for name in rows}
    # TEMP
    try:
        from reshore.tables import cross

        ledger.add(
            cross.faults({name: frames[name] for name in frames if ledger.is_sound(name)}, known, where)
        )
    except ImportError:
        pass
    ledger.close(where)
    return Model(source.stem, MappingProxyType(frames), MappingProxyType(known))


def _read(source: Path, ledger: Ledger) -> list[Part]:
    try:
        if source.is_dir():
            return folder.read(source, ledger)
        if source.suffix.casefold() in workbook.SUFFIXES:
            return workbook.read(source, ledger)
    except OSError as error:
        raise UsageError(f"{source} can't be read: {error.strerror}") from error
    if source.exists():
        raise UsageError(f"{source} is neither a folder nor a workbook ({', '.join(workbook.SUFFIXES)})")
    raise UsageError(f"{source} is not there")


def _nowhere(table: str, row: int, column: str) -> str:
    raise AssertionError(f"a cell of {table} is at fault, and nothing was read: {row}, {column}")


def _check_presence(table: Table, rows: Rows, source: Path, ledger: Ledger) -> None:
    """A table that a model can't do without has to be there and hold something."""
    if not table.required or rows.frame.height or not ledger.is_sound(table.name):
        return
    if rows.parts:
        ledger.tell(Fault(rows.parts[0].place, "has no rows", f"a row is {table.row}"), table.name)
    else:
        ledger.tell(
            Fault(source.name, f"table {table.name!r} is missing", f"a row is {table.row}"), table.name
        )


def _check_cells(table: Table, rows: Mapping[str, Rows], ledger: Ledger) -> None:
    own = rows[table.name]
    for column in table.columns:
        cells = own.frame[column.name]
        if column.required:
            read = own.read([column.name])
            ledger.find(table.name, column.name, values.empty(cells, read))
        for problem in values.problems(cells, column):
            ledger.find(table.name, column.name, problem)
        if column.references and all(_is_known(target, rows, ledger) for target in column.references):
            frames = {name: rows[name].frame for name, _ in column.references}
            ledger.find(table.name, column.name, references.dangling(cells, column, frames))


def _is_known(target: tuple[str, str], rows: Mapping[str, Rows], ledger: Ledger) -> bool:
    """Whether the names to refer to were read; where they are missing, that one fault is enough."""
    table, column = target
    there = rows[table].frame.height > 0 or (ledger.is_sound(table) and not schema.tables()[table].required)
    return there and column not in rows[table].unread


def _check_keys(table: Table, rows: Rows, ledger: Ledger) -> None:
    for column, problem in keys.texts(rows.frame, table):
        ledger.find(table.name, column, problem)
    sound = rows.read(table.keys)
    first = table.keys[0]
    ledger.find(table.name, first, keys.duplicates(rows.frame, table, sound, lambda row: rows.at(row, first)))


def _check_settings(rows: Rows, ledger: Ledger) -> dict[str, Any]:
    """Return the settings, typed; the value of each is judged as the setting asks."""
    known: dict[str, Any] = {}
    for setting in settings.read(rows.frame):
        known[setting.name] = setting.value
        for problem in setting.problems:
            ledger.find("settings", "value", problem, setting.row)
    return known
