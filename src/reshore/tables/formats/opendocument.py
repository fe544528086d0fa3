"""OpenDocument sheets looked into before they are parsed: how far they span, and their cells in error."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

CONTENT = "content.xml"

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}


def scan(content: IO[bytes], sheet: str) -> tuple[tuple[int, int], dict[tuple[int, int], str]]:
    """Return the height and width that the filled cells of a sheet span, and its cells in error, from (0, 0).

    Raises
    ------
    xml.etree.ElementTree.ParseError
        If the content is damaged.
    """
    found: dict[tuple[int, int], str] = {}
    height = width = row = 0
    inside = False
    for event, element in ElementTree.iterparse(content, ("start", "end")):
        if element.tag == f"{_TABLE}table":
            inside = event == "start" and element.get(f"{_TABLE}name") == sheet
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            if inside:
                reach, errors = _row(element)
                found.update({(row, column): code for column, code in errors.items()})
                row += int(element.get(f"{_TABLE}number-rows-repeated", "1"))
                if reach:
                    height, width = row, max(width, reach)
            element.clear()
    return (height, width), found


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
