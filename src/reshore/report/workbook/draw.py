"""Draws a sheet: an Excel table with its header in sight, formats by column, comments, totals and a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
from xlsxwriter.utility import xl_col_to_name, xl_range

from reshore.report.language import say
from reshore.report.workbook.field import Kind, decimals, number_format
from reshore.tables.cells import LosslessSheet, refuse_too_large, width, write_column
from reshore.tables.sheet import COMMENT

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from reshore.report.workbook.sheet import Chart, Column, Sheet
    from reshore.report.workbook.styles import Styles

REMEDY = "leave its run out, or read the Parquet files of the run"

CHART = {"x_scale": 2.0, "y_scale": 1.6}
"""Size of a chart, in the default one's."""
BELOW = 3
"""Rows between a table and its chart."""


def draw(book: Workbook, sheet: Sheet, styles: Styles) -> None:
    """Add a sheet to a workbook; one without rows is hidden.

    Raises
    ------
    UsageError
        If a sheet can't hold the rows.
    """
    frame = sheet.frame.with_columns(pl.col(pl.List(pl.String)).list.join(" "))
    refuse_too_large(sheet.name, frame, REMEDY)
    page = book.add_worksheet(sheet.name, LosslessSheet)
    page.set_tab_color(sheet.part.colour)
    for position, column in enumerate(sheet.columns):
        _draw_column(page, position, column, frame.to_series(position), styles)
    _table(page, sheet, frame, styles)
    _print_setup(page)
    if sheet.chart and frame.height:
        _draw_chart(book, page, sheet, sheet.chart)
    if frame.is_empty():
        page.hide()


def _draw_column(page: Worksheet, position: int, column: Column, values: pl.Series, styles: Styles) -> None:
    style = styles.cell(number_format(values, column.kind))
    page.set_column(position, position, width(column.header, _shown(values, column.kind)), style)
    write_column(page, position, values, style)
    if column.comment:
        page.write_comment(0, position, column.comment, COMMENT)


def _shown(values: pl.Series, kind: Kind) -> pl.Series:
    """Return what the widest cells of a column look like: its first ones, of numbers the extremes."""
    if not values.dtype.is_numeric() or kind is Kind.TEXT:
        return values
    digits = 4 if kind is Kind.WRITTEN else decimals(values)
    sizes = values.drop_nulls().to_numpy()
    extremes = [sizes.min(), sizes.max()] if len(sizes) else []
    return pl.Series([f"{number:,.{digits}f}" for number in extremes], dtype=pl.String)


def _table(page: Worksheet, sheet: Sheet, frame: pl.DataFrame, styles: Styles) -> None:
    """Make a table of the cells, with a total row if a column is summed."""
    header = styles.header(sheet.part)
    last = max(frame.height, 1)
    columns: list[dict[str, Any]] = [
        {"header": column.header, "header_format": header} for column in sheet.columns
    ]
    if sheet.summed and frame.height:
        last += 1
        columns[0] |= {"total_string": say("Total"), "format": styles.of(bold=True)}
        for position, name in enumerate(frame.columns):
            if name in sheet.summed:
                columns[position] |= _total(frame[name], position, styles)
    area = (0, 0, last, frame.width - 1)
    options = {"name": sheet.key, "columns": columns, "style": "Table Style Light 1"}
    page.add_table(*area, {**options, "total_row": last > max(frame.height, 1)})
    page.freeze_panes(1, 1)
    page.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(area[3])}{last + 1}"})


def _total(values: pl.Series, position: int, styles: Styles) -> dict[str, Any]:
    """Return the total of a column: a sum of what a filter leaves, and its value for readers of values."""
    cells = xl_range(1, position, len(values), position)
    return {
        "total_function": f"SUBTOTAL(109,{cells})",
        "total_value": float(values.sum()),
        "format": styles.of(num_format=number_format(values, Kind.NUMBER), bold=True),
    }


def _print_setup(page: Worksheet) -> None:
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&L&A&R&P / &N")


def _draw_chart(book: Workbook, page: Worksheet, sheet: Sheet, chart: Chart) -> None:
    drawn = book.add_chart({"type": "column", "subtype": "stacked" if chart.unit else "percent_stacked"})
    positions = [sheet.frame.columns.index(name) for name in chart.points]
    first, last = positions[0], positions[-1]
    for row, colour in enumerate(chart.colours, start=1):
        drawn.add_series(
            {
                "name": [sheet.name, row, 0],
                "categories": [sheet.name, 0, first, 0, last],
                "values": [sheet.name, row, first, row, last],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    drawn.set_title({"name": chart.title, "name_font": {"size": 12, "bold": True}})
    drawn.set_legend({"position": "right"})
    axis: dict[str, Any] = {"name": chart.unit, "num_format": "#,##0"} if chart.unit else {"num_format": "0%"}
    least = sheet.frame.select(pl.min_horizontal(pl.col(chart.points).min())).item()
    if least is not None and least >= 0:
        # A program that chooses where the axis begins may cut the lowest amounts of a stack.
        axis |= {"min": 0}
    drawn.set_y_axis({**axis, "major_gridlines": {"visible": True, "line": {"color": "#dfe4e9"}}})
    drawn.set_x_axis({"label_position": "low"})
    page.insert_chart(sheet.frame.height + BELOW, 0, drawn, {**CHART, "description": chart.title})
