"""OpenDocument sheets looked into before they are parsed: how far they span, and their cells in error."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"

Errors = dict[tuple[int, int], str]
"""(Row, column), from 0 -> the code of the error in that cell."""

Survey = tuple[int, int, Errors]
"""Height and width that a sheet spans, and its cells in error."""

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}


def is_locked(archive: ZipFile) -> bool:
    """Whether a password is needed to read the document."""
    return MANIFEST in archive.namelist() and b"encryption-data" in archive.read(MANIFEST)


def survey(content: IO[bytes]) -> dict[str, Survey]:
    """Return, sheet by sheet, the height and width that its filled cells span, and its cells in error.

    Raises
    ------
    xml.etree.ElementTree.ParseError
        If the content is damaged.
    """
    sheets: dict[str, Survey] = {}
    name, row, height, width = "", 0, 0, 0
    errors: Errors = {}
    for event, element in ElementTree.iterparse(content, ("start", "end")):
        if event == "start" and element.tag == f"{_TABLE}table":
            name, row, height, width, errors = element.get(f"{_TABLE}name", ""), 0, 0, 0, {}
            sheets[name] = height, width, errors
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            reach, codes = _row(element)
            errors.update({(row, column): code for column, code in codes.items()})
            row += int(element.get(f"{_TABLE}number-rows-repeated", "1"))
            if reach:
                height, width = row, max(width, reach)
                sheets[name] = height, width, errors
            element.clear()
    return sheets


def _row(element: Element) -> tuple[int, dict[int, str]]:
    """Return the number of columns up to the last filled cell of a row, and its cells in error."""
    reach = column = 0
    errors: dict[int, str] = {}
    for cell in element:
        if cell.tag not in _CELLS:
            continue
        if cell.get(f"{_CALC}value-type") == "error":
            errors[column] = "".join(cell.itertext())
        column += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        if cell.get(f"{_OFFICE}value-type") or len(cell):
            reach = column
    return reach, errors
