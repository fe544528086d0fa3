"""Loading: a folder or workbook to a model, with all its faults told at once."""

from __future__ import annotations

import errno
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.errors import UsageError
from reshore.tables import cross, schema
from reshore.tables.check.order import check
from reshore.tables.formats import folder, workbook
from reshore.tables.gather import gather
from reshore.tables.ledger import Ledger
from reshore.tables.model import Model

if TYPE_CHECKING:
    from os import PathLike

    from reshore.tables.formats.part import Part


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
    source = _resolved(Path(path))
    ledger = Ledger()
    parts = _read(source, ledger)
    rows = {
        name: gather(table, [part for part in parts if part.table == name], ledger)
        for name, table in schema.tables().items()
    }

    def where(table: str, row: int, column: str) -> str:
        return rows[table].at(row, column)

    if not parts:
        ledger.close(where)
    known = check(rows, source.name, ledger)
    frames = {name: rows[name].frame for name in rows}
    sound = {name: frame for name, frame in frames.items() if ledger.is_sound(name)}
    ledger.add(cross.faults(sound, known, where))
    ledger.close(where)
    return Model(
        source.stem if source.is_file() else source.name, MappingProxyType(frames), MappingProxyType(known)
    )


def _resolved(path: Path) -> Path:
    """Return the path without links, so that a model named ``.`` has a name."""
    try:
        path.stat()
    except OSError as error:
        # Path.resolve raises for a circle in some versions of Python and not in others.
        if error.errno == errno.ELOOP:
            raise UsageError(f"{path} can't be read: it is a circle of links") from error
    return path.resolve()


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
