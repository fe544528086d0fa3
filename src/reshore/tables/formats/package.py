"""Workbook files looked into before they are parsed: bombs, locks, other kinds of file, cells in error.

The parser unpacks whatever it is given, lays every sheet out as a full rectangle, and hands over cells in
error (``#REF!``) as if they were empty; so sizes, extents and errors are read here from the packed XML.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree

from reshore.tables.formats import opendocument

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from reshore.tables.formats.opendocument import Errors

LARGEST = 2**30
"""Bytes that a workbook may unpack to."""

DENSEST = 250
"""Times that a workbook may grow on unpacking; real ones grow 5 to 50 times."""

SMALL = 2**26
"""Bytes below which the growth doesn't matter."""

MOST_CELLS = 30_000_000
"""Cells in the rectangle that a sheet spans."""

LOCKED = "is locked by a password; save it without one"
OLD = "is in the format of Excel 97-2003, where errors look like empty cells; save it as .xlsx"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WINDOW = 1 << 20
_CELL = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>(?:<(?:\w+:)?f\b[^>]*>[^<]*</(?:\w+:)?f>)?(?:<(?:\w+:)?v>([^<]*)<)?"
)
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d{1,7})[\"']")
_COLUMN = re.compile(rb"\br=[\"']([A-Z]{1,3})\d")
_IN_ERROR = re.compile(rb"\bt=[\"']e[\"']")
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError),
    *(LookupError, ValueError, OSError, NotImplementedError),
)
"""What the standard library raises on a file that is broken, or not what its name says."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class BadWorkbookError(Exception):
    """A file that won't be parsed; the message says why."""


def inspect(file: IO[bytes], wanted: Container[str]) -> dict[str, Errors]:
    """Look into a file that is named as a workbook, and return the cells in error of the sheets wanted.

    Returns
    -------
    dict[str, Errors]
        Sheet -> (row, column), from 0 -> the code of the error.

    Raises
    ------
    BadWorkbookError
        If it is not a workbook, is locked by a password, is damaged, or would unpack to too much.
    """
    start = file.read(len(_OLE))
    if start == _OLE:
        raise BadWorkbookError(LOCKED if _ENCRYPTED in file.read() else OLD)
    try:
        archive = zipfile.ZipFile(file)
        _weigh(archive)
        names = set(archive.namelist())
        if opendocument.CONTENT in names:
            if opendocument.is_locked(archive):
                raise BadWorkbookError(LOCKED)
            with archive.open(opendocument.CONTENT) as content:
                # the parser lays out every sheet, wanted or not
                surveys = opendocument.survey(content)
        elif "xl/workbook.xml" in names:
            sheets = _sheets(archive)
            surveys = {name: _survey(archive, xml) for name, xml in sheets.items() if name in wanted}
        else:
            raise BadWorkbookError("is not a workbook")
    except DAMAGE as error:
        kind = "is a damaged workbook" if start.startswith(b"PK") else "is not a workbook"
        raise BadWorkbookError(kind) from error
    for name, (height, width, _) in surveys.items():
        if height * width > MOST_CELLS:
            spans = f"spans {height:,} x {width:,} cells"
            raise BadWorkbookError(f"sheet {name!r} {spans}; delete what stands far from its table")
    return {name: errors for name, (_, _, errors) in surveys.items()}


def column_number(letters: str) -> int:
    """Return the number of a column, from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(position: int) -> str:
    """Return the letters of a column, counted from 0."""
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _weigh(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise BadWorkbookError(LOCKED)
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if unpacked > LARGEST or (unpacked > SMALL and unpacked > DENSEST * packed):
        sizes = f"{unpacked / 2**20:,.0f} MiB from {packed / 2**20:,.1f}"
        raise BadWorkbookError(f"unpacks to {sizes}, as no workbook of people's does")
    if archive.testzip():
        raise BadWorkbookError("is a damaged workbook")


def _survey(archive: zipfile.ZipFile, name: str) -> opendocument.Survey:
    """Return the height and width that a sheet spans, and its cells in error."""
    errors: Errors = {}
    height, columns = 0, {b"A"}
    for window in _windows(archive, name):
        height = max(height, *(int(row) for row in _ROW.findall(window)), 0)
        columns.update(_COLUMN.findall(window))
        if _IN_ERROR.search(window):
            errors.update(_errors(window))
    return height, max(column_number(letters.decode()) for letters in columns), errors


def _windows(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield a member piece by piece, cut between cells."""
    rest = b""
    with archive.open(name) as member:
        while piece := member.read(_WINDOW):
            piece = rest + piece
            cut = max(piece.rfind(b"<c "), 0) or max(piece.rfind(b"<"), 0)
            rest = piece[cut:]
            yield piece[:cut]
    yield rest


def _errors(window: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for attributes, value in _CELL.findall(window):
        place = _PLACE.search(attributes)
        if place and _IN_ERROR.search(attributes):
            row, column = int(place[2]) - 1, column_number(place[1].decode()) - 1
            yield (row, column), value.decode() or "#ERROR"


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    sheets: dict[str, str] = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(f"{_LINK}id", ""), "")
        sheets[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return sheets
