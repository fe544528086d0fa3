"""Key figures of the plans side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reshore.report.compare.beside import Row, amounts, points, signed, tables
from reshore.report.html import Column, join, tag
from reshore.report.language import message, say
from reshore.report.section import Section
from reshore.report.words import number, plain, share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.report.compare.view import CompareView

SEARCH = frozenset({"no plan costs less than", "gap", "search time"})
"""Figures of the search, which stand with the facts."""

CARBON = "t CO2e"
"""The one unit that a figure doesn't name itself."""

FIGURES = (
    message("Net present cost"),
    message("Delivered, worst product"),
    message("Sites running at the end"),
    message("Sites opened"),
    message("Sites closed"),
    message("Capacity modules ordered"),
    message("Money invested"),
    message("Countries that make"),
    message("Value added"),
    message("Carbon of making"),
    message("Carbon of transport"),
)
"""What the key figures of a plan are called on a page."""


def section(view: CompareView) -> Section:
    """Return the table of figures."""
    rows = [
        _row(view, row["figure"], row["unit"], view.values(row))
        for row in view.comparison.figures.iter_rows(named=True)
        if row["figure"] not in SEARCH
    ]
    lead = tag("p", say("Below each figure stands its difference from {first}.", first=view.names[0]))
    body = join([lead, *tables(view, [Column(say("Figure"))], rows, "figure")])
    return Section("figures", say("Key figures"), body)


def _row(view: CompareView, figure: str, unit: str, values: Sequence[float]) -> Row:
    name = plain(figure)
    if unit == "share":
        return amounts([name], values, partial(share, digits=1), points)
    if unit == view.plans[0].currency:
        return amounts([name], values, view.money, partial(signed, write=view.money))
    if unit == CARBON:
        name = join([name, tag("span", unit, class_="under")])
    return amounts([name], values, number)
