"""Key figures of the plans side by side."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.report.compare.beside import Row, amounts, points, signed, tables
from reshore.report.html import Column, join, tag
from reshore.report.language import message, say
from reshore.report.section import Section
from reshore.report.words import counted, number, share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.report.compare.view import CompareView

FIGURES: Mapping[str, str] = MappingProxyType(
    {
        "net present cost": message("Net present cost"),
        "delivered, worst product": message("Delivered, worst product"),
        "sites running at the end": message("Sites running at the end"),
        "sites opened": message("Sites opened"),
        "sites closed": message("Sites closed"),
        "capacity modules ordered": message("Capacity modules ordered"),
        "money invested": message("Money invested"),
        "countries that make": message("Countries that make"),
        "value added": message("Value added"),
        "carbon of making": message("Carbon of making, t CO2e"),
        "carbon of transport": message("Carbon of transport, t CO2e"),
    }
)
"""What people call each key figure of a plan; those of the search stand with the facts."""


def section(view: CompareView) -> Section:
    """Return the table of figures."""
    rows = [
        _row(view, row["figure"], row["unit"], view.values(row))
        for row in view.comparison.figures.iter_rows(named=True)
        if row["figure"] in FIGURES
    ]
    lead = tag("p", say("Below each figure stands its difference from {first}.", first=view.names[0]))
    body = join([lead, *tables(view, [Column(say("Figure"))], rows, lambda count: counted(count, "figure"))])
    return Section("figures", say("Key figures"), body)


def _row(view: CompareView, figure: str, unit: str, values: Sequence[float]) -> Row:
    name = say(FIGURES[figure])
    if unit == "share":
        return amounts([name], values, partial(share, digits=1), points)
    if unit == view.plans[0].currency:
        return amounts([name], values, view.money, partial(signed, write=view.money))
    return amounts([name], values, number)
