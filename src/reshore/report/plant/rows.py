"""Rows for design: what the plant is as rows of `resources`, `processes` and `sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import say, say_html
from reshore.report.section import Section
from reshore.tables import schema

if TYPE_CHECKING:
    from reshore.report.plant.view import PlantView


def section(view: PlantView) -> Section:
    """Return a table for each of the tables, a row of theirs as a column."""
    lead = tag(
        "p",
        say_html(
            "The plant as rows that design reads: a module is the whole plant. <code>{command}</code> writes"
            " them as files.",
            command="reshore plant --write FOLDER",
        ),
    )
    parts = [_table(view, name) for name in view.result.rows()]
    return Section("rows", say("Rows for design"), join([lead, *parts]))


def _table(view: PlantView, name: str) -> Markup:
    rows = view.result.rows()[name]
    columns = [
        Column(say("Column")),
        *(
            Column(say("Row") if rows.height == 1 else say("Row {number}", number=at))
            for at in _numbers(rows.height)
        ),
    ]
    units = {column.name: column.unit for column in schema.tables()[name].columns}
    cells = [
        [join([tag("code", column), *_unit(units[column])]), *(_text(value) for value in rows[column])]
        for column in rows.columns
        if rows[column].null_count() < rows.height
    ]
    return folded(say("Rows of {table}", table=name), table(columns, cells))


def _numbers(count: int) -> range:
    return range(1, count + 1)


def _unit(unit: str) -> list[Markup]:
    return [tag("span", unit, class_="under")] if unit else []


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return f"{value:.6g}" if isinstance(value, float) else str(value)
