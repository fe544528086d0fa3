"""How a plant was found: plants tried on the way, what was asked for, sizes, times and versions."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.plant.quantities import interval
from reshore.report.section import Section
from reshore.report.words import counted, plain, rounded, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.plant.view import PlantView


NAMES: Mapping[str, str] = MappingProxyType(
    {
        "with": "Components made here",
        "people": "People on shift at most",
        "load": "Planned load",
        "fewest": "What can be spared taken away",
        "learning": "Hours left at each doubling",
        "mature": "Units after which hours fall no more",
        "most": "Replications at most",
        "feed_weight": "Weight of a kW, kg a week",
        "warm_up": "Warm-up, hours",
        "hours": "Hours measured in a replication",
        "building": "Building, m and kW",
        "floor": "Floor, m and square metres",
        "sure": "Rate surely reached",
        "settled": "End of the warm-up found",
        "precise": "As precise as asked for",
    }
)
"""Options and facts whose identifier is not a good name."""


def section(view: PlantView) -> Section:
    """Return plants tried, options and facts."""
    result = view.result
    asked = [(NAMES.get(name, plain(name)), told(value)) for name, value in result.options.items()]
    found = [(NAMES.get(name, plain(name)), told(value)) for name, value in result.facts.items()]
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
