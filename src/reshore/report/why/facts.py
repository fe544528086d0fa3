"""How an explanation was made: what was asked for, how many designs it took, and how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.html import Column, folded, join, table, tag
from reshore.report.section import Section
from reshore.report.words import number, plain, told

if TYPE_CHECKING:
    from reshore.report.why.view import WhyView

TIMES = ("seconds", "versions")


def section(view: WhyView) -> Section:
    """Return designs, options, times and versions."""
    result = view.result
    asked = [(plain(name), told(value)) for name, value in result.options.items()]
    made = [(stage, number(count)) for stage, count in result.facts["designs"].items()]
    took = [(plain(name), told(result.facts[name])) for name in TIMES]
    parts = [
        tag(
            "p",
            "Each design is a search of its own, checked by the audit, from the plan or from a neighbour.",
        ),
        table([Column("Stage"), Column("Designs", numeric=True)], made),
        folded("Options", table([Column("Option"), Column("Value")], asked)),
        folded("Times and versions", table([Column("Fact"), Column("Value")], took)),
    ]
    return Section(view.key("explained"), "How it was found out", join(parts))
