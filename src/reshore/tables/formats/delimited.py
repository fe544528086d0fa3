"""CSV files: commas, semicolons or tabs between cells, UTF-8 or UTF-16, gzipped or not, true line numbers."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import Fault
from reshore.tables.formats.decimals import point, sign_of
from reshore.tables.formats.header import locate
from reshore.tables.formats.package import DENSEST, SMALL
from reshore.tables.formats.part import Cells, Part
from reshore.tables.formats.text import tidy, typed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reshore.tables.formats.decimals import Sign
    from reshore.tables.ledger import Ledger
    from reshore.tables.schema import Table

LARGEST = 2**31
"""Bytes that a gzipped file may unpack to."""

CHUNK = 50_000
"""Rows turned into columns at a time."""

VALUE_TEXTS = {("settings", "value"), ("scenarios", "value")}
"""Columns of text that hold numbers among other things, written with the file's decimal sign."""

ESCAPED = r"^'('*[=+\-@])"
"""A text that starts like a formula stands behind an apostrophe, so that no spreadsheet runs it."""


def read(file: Path, place: str, table: Table, ledger: Ledger) -> Part | None:
    """Read a file as rows of a table; None, and a fault, where it can't be read at all."""
    try:
        text = _text(file)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        ledger.tell(Fault(place, _reason(error)), table.name)
        return None
    first = next((line for line in io.StringIO(text) if line.strip(' \t\r\n;,"')), "")
    separator = _separator(first, table)
    rows = _Rows(text, separator, place, table, ledger)
    columns = rows.read()
    texts = {name: tidy(column) for name, column in columns.items()}
    sign: Sign = "." if separator == "," else sign_of(_numeric(texts, table))
    return Part(
        place=place,
        table=table.name,
        height=len(rows.lines),
        cells={name: _cells(column, name, table, sign) for name, column in texts.items()},
        lines=pl.Series(rows.lines, dtype=pl.UInt32),
    )


def _numeric(texts: dict[str, pl.Series], table: Table) -> Iterator[pl.Series]:
    for name, column in texts.items():
        if table.column(name).type in {"number", "integer"} or (table.name, name) in VALUE_TEXTS:
            yield column


def _cells(texts: pl.Series, name: str, table: Table, sign: Sign) -> Cells:
    column = table.column(name)
    if (table.name, name) in VALUE_TEXTS:
        texts = point(texts, sign)
    if column.dtype == pl.String:
        texts = texts.str.replace(ESCAPED, "$1")
    return typed(texts, column, sign)


def _text(file: Path) -> str:
    data = file.read_bytes()
    if file.name.casefold().endswith(".gz"):
        most = min(LARGEST, max(SMALL, DENSEST * len(data)))
        with gzip.open(io.BytesIO(data)) as packed:
            data = packed.read(most + 1)
        if len(data) > most:
            raise ValueError(f"unpacks to more than {most >> 20:,} MiB, as no table of people's does")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    if b"\0" in data[:1000]:
        raise ValueError("is not a CSV file in UTF-8; save it as 'CSV UTF-8'")
    return data.decode("utf-8-sig")


def _reason(error: Exception) -> str:
    match error:
        case UnicodeDecodeError():
            byte = error.object[error.start]
            line = error.object[: error.start].count(b"\n") + 1
            name = error.encoding.upper()
            return f"byte 0x{byte:02X} in line {line} is not {name}; save the file as 'CSV UTF-8'"
        case gzip.BadGzipFile() | EOFError() | zlib.error():
            return "is not a whole gzip file"
        case OSError():
            return f"can't be read: {error.strerror}"
        case _:
            return str(error)


def _separator(header: str, table: Table) -> str:
    """Return what stands between the cells of a header: what sets free the most columns of the table."""
    names = {column.name for column in table.columns}

    def known(separator: str) -> tuple[int, int]:
        cells = next(csv.reader([header], delimiter=separator), [])
        return sum(cell.strip() in names for cell in cells), len(cells)

    return max(",;\t", key=known)


class _Rows:
    """The rows of a file: columns of text, and the line that each row begins in."""

    def __init__(self, text: str, separator: str, place: str, table: Table, ledger: Ledger) -> None:
        self.lines: list[int] = []
        self._reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        self._place = place
        self._table = table
        self._ledger = ledger

    def read(self) -> dict[str, pl.Series]:
        """Return the table's columns that the file has, as text; what does not fit the header is a fault."""
        records = self._records()
        _, header = next(records, (0, []))
        if not header:
            self._ledger.tell(Fault(self._place, "is empty"), self._table.name)
            return {}
        header = [cell.strip() for cell in header]
        positions = locate(header, self._table, self._place, self._ledger)
        chunks: dict[str, list[pl.Series]] = {name: [] for name in positions}
        chunk: list[list[str]] = []
        width, named = len(header), all(header)
        for line, cells in records:
            if (named and len(cells) == width) or self._fits(line, cells, header):
                self.lines.append(line)
                chunk.append(cells)
            if len(chunk) == CHUNK:
                _transpose(chunk, positions, chunks)
                chunk = []
        _transpose(chunk, positions, chunks)
        return {name: pl.concat(parts) for name, parts in chunks.items()}

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows that are not empty, each with the line that it begins in."""
        line = 1
        try:
            for cells in self._reader:
                if any(cells):
                    yield line, cells
                line = self._reader.line_num + 1
        except csv.Error as error:
            self._ledger.tell(Fault(f"{self._place}:{line}", f"can't be read: {error}"), self._table.name)

    def _fits(self, line: int, cells: list[str], header: list[str]) -> bool:
        if len(cells) < len(header) or any(cells[len(header) :]):
            problem = f"{len(cells)} cells stand under a header of {len(header)}"
            self._ledger.tell(Fault(f"{self._place}:{line}", problem), self._table.name)
            return False
        for position, name in enumerate(header):
            if not name and cells[position]:
                problem = f"{cells[position]!r} stands in a column without a name"
                self._ledger.tell(Fault(f"{self._place}:{line}", problem), self._table.name)
        return True


def _transpose(rows: list[list[str]], positions: dict[str, int], into: dict[str, list[pl.Series]]) -> None:
    for name, position in positions.items():
        into[name].append(pl.Series(name, [row[position] for row in rows], dtype=pl.String))
