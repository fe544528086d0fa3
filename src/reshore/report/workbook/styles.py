"""Formats of a workbook, each made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

    from reshore.report.workbook.sheet import Part

LINK = "#0563c1"
QUIET = "#5b6875"


class Styles:
    """The formats of a workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def cell(self, number_format: str) -> Format:
        """Return the format of cells whose numbers are shown so."""
        return self.of(num_format=number_format)

    def header(self, part: Part, align: str = "left") -> Format:
        """Return the format of headers of a part."""
        return self.of(bold=True, font_color="#FFFFFF", bg_color=part.colour, valign="vcenter", align=align)

    def of(self, **properties: object) -> Format:
        """Return the format with these properties of XlsxWriter."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]
