"""How a plant was found: plants tried on the way, what was asked for, sizes, times and versions."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say, say_many
from reshore.report.plant.quantities import interval
from reshore.report.plant.terms import change, term
from reshore.report.retold import retold
from reshore.report.section import Section
from reshore.report.words import number, plain, rounded, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.plant.view import PlantView


LABELS: Mapping[str, str] = MappingProxyType(
    {
        "sweep": message("Sweep"),
        "rate": message("Rate asked for"),
        "release": message("Release"),
        "absence": message("Absence"),
        "precision": message("Precision"),
        "seed": message("Seed"),
        "seconds": message("Seconds"),
        "with": message("Components made here"),
        "people": message("People on shift at most"),
        "load": message("Planned load"),
        "fewest": message("What can be spared taken away"),
        "learning": message("Hours left at each doubling"),
        "mature": message("Units after which hours fall no more"),
        "most": message("Replications at most"),
        "feed_weight": message("Weight of a kW, kg a week"),
        "warm_up": message("Warm-up, hours"),
        "hours": message("Hours measured in a replication"),
        "building": message("Building, m and kW"),
        "floor": message("Floor, m and square metres"),
        "reached": message("Reached"),
        "binds": message("Binds"),
        "bottleneck": message("Bottleneck"),
        "replications": message("Replications"),
        "method": message("Method"),
        "versions": message("Versions"),
        "sure": message("Rate surely reached"),
        "settled": message("End of the warm-up found"),
        "precise": message("As precise as asked for"),
    }
)
"""What options and facts are called; others, of a run of another version, are called by their names."""

SIZES = (
    message("length"),
    message("width"),
    message("aisle"),
    message("power"),
    message("cooling"),
    message("area"),
)
"""Sizes that facts have by name."""

CHOICES = (
    *(message("takt"), message("poisson"), message("saturated"), message("events"), message("recursion")),
    *(message("{number}/day"), message("{number}/week"), message("{number}/month"), message("{number}/year")),
)
"""What options and facts may be, where words say it."""


def section(view: PlantView) -> Section:
    """Return plants tried, options and facts."""
    result = view.result
    asked = [(_label(name), _told(view, name, value)) for name, value in result.options.items()]
    found = [(_label(name), _told(view, name, value)) for name, value in result.facts.items()]
    count = view["changes"].height
    lead = say_many(
        "{count} plant was sized and simulated for it.",
        "{count} plants were sized and simulated for it.",
        count,
        count=number(count),
    )
    return Section(
        "found",
        say("How the plant was found"),
        join(
            [
                tag("p", lead),
                _changes(view),
                folded(say("Options"), table([Column(say("Option")), Column(say("Value"))], asked)),
                folded(
                    say("Sizes, times and versions"),
                    table([Column(say("Fact")), Column(say("Value"))], found),
                ),
            ]
        ),
    )


def _label(name: str) -> str:
    return say(LABELS[name]) if name in LABELS else plain(name)


def _told(view: PlantView, name: str, value: Any) -> str:  # noqa: ANN401
    """Return the value of an option or a fact as words."""
    if name == "bottleneck":
        return view.place(value)
    if name == "binds":
        return told([term(one) for one in value])
    if isinstance(value, str):
        return retold(value, CHOICES)
    return told({say(size): part for size, part in value.items()} if isinstance(value, dict) else value)


def _changes(view: PlantView) -> Markup:
    columns = [
        Column(say("Plant")),
        Column(say("Rate asked for"), say("units a week"), numeric=True),
        Column(say("Throughput"), say("units a week"), numeric=True),
        Column(say("Interval"), numeric=True),
        Column(say("Lacks")),
        Column(say("At")),
        Column(say("Changed then")),
    ]
    cells = [
        [
            str(row["round"]),
            rounded(row["rate"]),
            rounded(row["throughput"]),
            interval(row["low"], row["high"]),
            term(row["lack"] or ""),
            view.place(row["place"]) if row["place"] else "",
            change(row["change"] or ""),
        ]
        for row in view["changes"].iter_rows(named=True)
    ]
    return table(columns, cells)
