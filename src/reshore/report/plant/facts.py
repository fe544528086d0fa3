"""How a plant was found: plants tried on the way, what was asked for, sizes, times and versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.plant.view import interval
from reshore.report.section import Section
from reshore.report.words import counted, plain, rounded, told

if TYPE_CHECKING:
    from reshore.report.plant.view import PlantView


def section(view: PlantView) -> Section:
    """Return plants tried, options and facts."""
    result = view.result
    asked = [(plain(name), told(value)) for name, value in result.options.items()]
    found = [(plain(name), told(value)) for name, value in result.facts.items()]
    count = view["changes"].height
    lead = f"{counted(count, 'plant')} {'was' if count == 1 else 'were'} sized and simulated for it."
    return Section(
        "found",
        "How it was found",
        join(
            [
                tag("p", lead),
                _changes(view),
                folded("Options", table([Column("Option"), Column("Value")], asked)),
                folded("Sizes, times and versions", table([Column("Fact"), Column("Value")], found)),
            ]
        ),
    )


def _changes(view: PlantView) -> Markup:
    columns = [
        Column("Plant"),
        Column("Rate", "units a week", numeric=True),
        Column("Throughput", "units a week", numeric=True),
        Column("Interval", numeric=True),
        Column("Lacks"),
        Column("At"),
        Column("Changed then"),
    ]
    cells = [
        [
            str(row["round"]),
            rounded(row["rate"]),
            rounded(row["throughput"]),
            interval(row["low"], row["high"]),
            row["lack"] or "",
            view.place(row["place"]) if row["place"] else "",
            row["change"] or "",
        ]
        for row in view["changes"].iter_rows(named=True)
    ]
    return table(columns, cells)
