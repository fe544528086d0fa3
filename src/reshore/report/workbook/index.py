"""The first sheet: what the workbook is of, the figures that one reads first, and where everything stands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from math import ceil, isfinite
from typing import TYPE_CHECKING

from reshore.report.language import say
from reshore.report.workbook.field import SHARE
from reshore.report.workbook.styles import LINK, QUIET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from reshore.report.workbook.sheet import Sheet
    from reshore.report.workbook.styles import Styles

WIDTHS = (34, 16, 16, 70)
"""Width of each column, in characters."""

LINE = 15
"""Height of a line, in points."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure.

    Attributes
    ----------
    name
        What it is.
    values
        Its value, or the two ends of its interval; None where one isn't known.
    unit
        Its unit; `SHARE` is shown as a percentage.
    """

    name: str
    values: tuple[float | None, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Head:
    """What the index says before it lists sheets.

    Attributes
    ----------
    title, subtitle
        Its first lines.
    facts
        What the workbook is of: name and text.
    figures
        Key figures under their headings.
    """

    title: str
    subtitle: str
    facts: Sequence[tuple[str, str]]
    figures: Sequence[tuple[str, Sequence[Figure]]]


def draw_index(book: Workbook, head: Head, sheets: Sequence[Sheet], styles: Styles) -> None:
    """Add the index to a workbook, with a link to each sheet that has rows."""
    page = book.add_worksheet(say("Index"))
    for position, width in enumerate(WIDTHS):
        page.set_column(position, position, width)
    page.write_string(0, 0, head.title, styles.of(bold=True, font_size=16))
    page.write_string(1, 0, head.subtitle, styles.of(font_color=QUIET))
    row = _facts(page, 3, head.facts, styles)
    for title, figures in head.figures:
        row = _figures(page, row + 1, title, figures, styles)
    _contents(page, row + 1, sheets, styles)
    page.hide_gridlines(2)
    page.set_portrait()
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R&P / &N")


def _facts(page: Worksheet, row: int, facts: Sequence[tuple[str, str]], styles: Styles) -> int:
    for at, (name, told) in enumerate(facts):
        page.write_string(row + at, 0, name, styles.of(bold=True, valign="top"))
        wrapped = styles.of(text_wrap=True, valign="top")
        page.merge_range(row + at, 1, row + at, len(WIDTHS) - 1, "", wrapped)
        page.write_string(row + at, 1, told, wrapped)
        page.set_row(row + at, LINE * ceil(len(told) / sum(WIDTHS[1:])))
    return row + len(facts)


def _figures(page: Worksheet, row: int, title: str, figures: Sequence[Figure], styles: Styles) -> int:
    """Write figures below a heading and return the row after them; an interval has a column for each end."""
    page.write_string(row, 0, title, styles.of(bold=True, font_size=12))
    if any(len(figure.values) > 1 for figure in figures):
        for position, end in enumerate((say("Low end"), say("High end")), start=1):
            page.write_string(row, position, end, styles.of(bold=True, align="right"))
    for at, figure in enumerate(figures, start=row + 1):
        page.write_string(at, 0, figure.name)
        for position, value in enumerate(figure.values, start=1):
            _figure(page, (at, position), figure.unit, value, styles)
        if figure.unit != SHARE:
            page.write_string(at, 1 + len(figure.values), figure.unit, styles.of(indent=1))
    return row + 1 + len(figures)


def _figure(page: Worksheet, place: tuple[int, int], unit: str, value: float | None, styles: Styles) -> None:
    if value is None or not isfinite(value):
        page.write_string(*place, say("not known"), styles.of(align="right"))
    else:
        page.write_number(*place, value, styles.cell(_shown(unit, value)))


def _shown(unit: str, value: float) -> str:
    if unit == SHARE:
        return "0.00%"
    return "#,##0" if value == round(value) or abs(value) >= 1_000 else "#,##0.00"


def _contents(page: Worksheet, row: int, sheets: Sequence[Sheet], styles: Styles) -> None:
    for part, found in groupby(sheets, key=lambda sheet: sheet.part):
        header, over_numbers = styles.header(part), styles.header(part, "right")
        page.write_string(row, 0, say(part.title), header)
        page.write_string(row, 1, say("Rows"), over_numbers)
        page.write_string(row, 2, say("A row is"), header)
        page.write_blank(row, 3, None, header)
        for sheet in found:
            row += 1
            _line(page, row, sheet, styles)
        row += 2


def _line(page: Worksheet, row: int, sheet: Sheet, styles: Styles) -> None:
    if sheet.frame.height:
        target = sheet.name.replace("'", "''")
        page.write_url(row, 0, f"internal:'{target}'!A1", styles.of(font_color=LINK, underline=1), sheet.name)
    else:
        page.write_string(row, 0, sheet.name, styles.of(font_color=QUIET))
    page.write_number(row, 1, sheet.frame.height, styles.cell("#,##0"))
    page.write_string(row, 2, sheet.holds, styles.of(indent=1))
