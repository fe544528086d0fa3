"""Rows for design: what the plant is as rows of `resources`, `processes` and `sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.section import Section
from reshore.tables import schema

if TYPE_CHECKING:
    from reshore.report.plant.view import PlantView


def section(view: PlantView) -> Section:
    """Return a table for each of the tables, a row of theirs as a column."""
    lead = tag(
        "p",
        "The plant as rows that design reads: a module is the whole plant. ",
        tag("code", "reshore plant --write FOLDER"),
        " writes them as files.",
    )
    parts = [_table(view, name) for name in view.result.rows()]
    return Section("rows", "Rows for design", join([lead, *parts]))


def _table(view: PlantView, name: str) -> Markup:
    rows = view.result.rows()[name]
    columns = [
        Column("Column"),
        *(Column("Row" if rows.height == 1 else f"Row {at}") for at in _numbers(rows.height)),
    ]
    units = {column.name: column.unit for column in schema.tables()[name].columns}
    cells = [
        [join([tag("code", column), *_unit(units[column])]), *(_text(value) for value in rows[column])]
        for column in rows.columns
        if rows[column].null_count() < rows.height
    ]
    return folded(f"Rows of {name}", table(columns, cells))


def _numbers(count: int) -> range:
    return range(1, count + 1)


def _unit(unit: str) -> list[Markup]:
    return [tag("span", unit, class_="under")] if unit else []


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.6g}" if isinstance(value, float) else str(value)
