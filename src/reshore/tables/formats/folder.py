"""Folders: a file a table, or several whose names start with the table's, in CSV or Parquet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.errors import Fault
from reshore.tables.formats import delimited, native
from reshore.tables.formats.header import is_aside, known_table

if TYPE_CHECKING:
    from pathlib import Path

    from reshore.tables.formats.part import Part
    from reshore.tables.ledger import Ledger

READERS = {".csv": delimited.read, ".csv.gz": delimited.read, ".parquet": native.read}


def read(folder: Path, ledger: Ledger) -> list[Part]:
    """Read the tables in a folder: ``demands.csv``, ``demands.2027.csv.gz``, ``lanes.parquet``.

    Files of other kinds, and those whose name starts with ``_`` or ``README``, are passed over.
    """
    parts: list[Part] = []
    found = False
    for file in sorted(folder.iterdir()):
        suffix = next((end for end in READERS if file.name.casefold().endswith(end)), "")
        if not suffix or not file.is_file():
            continue
        name = file.name.partition(".")[0]
        if is_aside(name or file.name):
            continue
        found = True
        place = f"{folder.name}/{file.name}"
        table = known_table(name, place, ledger)
        part = READERS[suffix](file, place, table, ledger) if table else None
        if part:
            parts.append(part)
    if not found:
        workbook = any(folder.glob("*.xlsx"))
        remedy = (
            "name the workbook in it"
            if workbook
            else "a model is a folder of CSV or Parquet files, or a workbook"
        )
        ledger.tell(Fault(folder.name, "holds no tables", remedy))
    return parts
