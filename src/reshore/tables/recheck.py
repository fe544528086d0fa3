"""Checking again: tables that were sound and have changed in memory, where places are keys and not files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.errors import DataError, Fault
from reshore.tables import cross, schema
from reshore.tables.check import references, settings, values

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from reshore.tables.problem import Problem

    Frames = Mapping[str, pl.DataFrame]


def tables(frames: Frames, known: Mapping[str, Any], changed: Collection[str], by: str) -> None:
    """Check the cells of changed tables, references to and from them, and all that holds between tables.

    Parameters
    ----------
    frames
        All tables.
    known
        Value of every setting.
    changed
        Names of the tables that have changed; their keys have not.
    by
        What changed them, for messages.

    Raises
    ------
    DataError
        If anything is wrong.
    """

    def where(table: str, row: int, column: str) -> str:
        keys = frames[table].select(schema.tables()[table].keys).row(row)
        return f"{by}: {table} {'/'.join('' if key is None else str(key) for key in keys)}, {column}"

    found = [
        Fault(where(table, row, column), *problem.say(row))
        for table, column, problem in _cells(frames, set(changed))
        for row in problem.rows.arg_true()
    ]
    for setting in settings.read(frames["settings"]):
        for problem in setting.problems:
            found += [Fault(f"{by}: settings", *problem.say(row)) for row in problem.rows.arg_true()]
    for table in schema.tables().values():
        if table.required and frames[table.name].is_empty():
            found.append(Fault(by, f"leaves no row in {table.name}", f"a row is {table.row}"))
    found = found or cross.faults(frames, known, where)
    if found:
        raise DataError(found)


def _cells(frames: Frames, changed: set[str]) -> Iterator[tuple[str, str, Problem]]:
    for table in schema.tables().values():
        for column in table.columns:
            cells = frames[table.name][column.name]
            if table.name in changed:
                if column.required:
                    every = pl.repeat(True, cells.len(), dtype=pl.Boolean, eager=True)
                    yield table.name, column.name, values.empty(cells, every)
                for problem in values.problems(cells, column):
                    yield table.name, column.name, problem
            targets = {target for target, _ in column.references}
            if targets and (table.name in changed or targets & changed):
                yield table.name, column.name, references.dangling(cells, column, frames)
