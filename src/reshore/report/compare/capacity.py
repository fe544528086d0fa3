"""Capacity that the plans order, side by side: modules by site and resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.compare.beside import amounts, tables
from reshore.report.html import Column, join, tag
from reshore.report.language import say
from reshore.report.section import Section
from reshore.report.words import counted, number

if TYPE_CHECKING:
    from reshore.report.compare.view import CompareView


def section(view: CompareView) -> Section | None:
    """Return the table of modules; None where no plan orders any."""
    ordered = view.comparison.modules
    if ordered.is_empty():
        return None
    rows = [
        amounts([view.place(row["site"]), row["resource"]], view.values(row), number)
        for row in ordered.iter_rows(named=True)
    ]
    lead = tag("p", say("Capacity modules ordered over the horizon."))
    heads = [Column(say("Site")), Column(say("Resource"))]
    return Section(
        "capacity",
        say("Capacity side by side"),
        join([lead, *tables(view, heads, rows, lambda count: counted(count, "order"))]),
    )
