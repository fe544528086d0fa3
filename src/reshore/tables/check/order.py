"""The checks in their order: presence, cells, keys, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.errors import Fault
from reshore.tables import schema
from reshore.tables.check import keys, references, settings, values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.tables.gather import Rows
    from reshore.tables.ledger import Ledger
    from reshore.tables.schema import Table


def check(rows: Mapping[str, Rows], source: str, ledger: Ledger) -> dict[str, Any]:
    """Check every table by its schema, and return the settings, typed.

    Parameters
    ----------
    source
        Name of the folder or workbook, as the place of a table that is not in it.
    """
    for name, table in schema.tables().items():
        _check_presence(table, rows[name], source, ledger)
    for name, table in schema.tables().items():
        _check_cells(table, rows, ledger)
        _check_keys(table, rows[name], ledger)
    return _check_settings(rows["settings"], ledger)


def _check_presence(table: Table, rows: Rows, source: str, ledger: Ledger) -> None:
    """Note a table that a model can't do without and that is not there or holds nothing."""
    if not table.required or rows.frame.height or not ledger.is_sound(table.name):
        return
    if rows.parts:
        ledger.tell(Fault(rows.parts[0].place, "has no rows", f"a row is {table.row}"), table.name)
    else:
        ledger.tell(Fault(source, f"table {table.name!r} is missing", f"a row is {table.row}"), table.name)


def _check_cells(table: Table, rows: Mapping[str, Rows], ledger: Ledger) -> None:
    own = rows[table.name]
    if own.frame.is_empty():
        return
    for column in table.columns:
        cells = own.frame[column.name]
        if column.required and cells.has_nulls():
            read = own.read([column.name])
            ledger.find(table.name, column.name, values.empty(cells, read))
        for problem in values.problems(cells, column):
            ledger.find(table.name, column.name, problem)
        if (
            column.references
            and cells.count()
            and all(_is_known(target, rows, ledger) for target in column.references)
        ):
            frames = {name: rows[name].frame for name, _ in column.references}
            ledger.find(table.name, column.name, references.dangling(cells, column, frames))


def _is_known(target: tuple[str, str], rows: Mapping[str, Rows], ledger: Ledger) -> bool:
    """Whether the names to refer to were read; where they are missing, that one fault is enough."""
    table, column = target
    there = rows[table].frame.height > 0 or (ledger.is_sound(table) and not schema.tables()[table].required)
    return there and column not in rows[table].unread


def _check_keys(table: Table, rows: Rows, ledger: Ledger) -> None:
    if rows.frame.is_empty():
        return
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
