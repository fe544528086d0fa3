"""How an explanation was made: what was asked for, how many designs it took, and how long."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.report.html import Column, folded, join, table, tag
from reshore.report.language import message, say
from reshore.report.section import Section
from reshore.report.words import number, plain, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.why.view import WhyView

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "site": message("Site"),
        "near": message("Near ties, share above the best"),
        "most": message("Near ties at most"),
        "by": message("What tells designs apart"),
        "drivers": message("Causes"),
        "risk_rules": message("Rules against risk"),
        "cells": message("Cells"),
        "map": message("Cells of the map"),
        "steps": message("Steps of the map"),
        "tolerance": message("Tolerance of break-evens"),
        "of": message("Limited quantity"),
        "more": message("Asks for more of it"),
        "points": message("Points"),
        "gap": message("Gap"),
        "time_limit": message("Time limit, seconds"),
        "seconds": message("Seconds"),
        "versions": message("Versions"),
    }
)
"""What options and facts are called; others, of a run of another version, are called by their names."""

STAGES = (
    message("Drivers"),
    message("Sites forced in or out"),
    message("Near ties"),
    message("Ends of cells"),
    message("Break-evens"),
    message("Map"),
    message("Frontier"),
)
"""Stages of an explanation."""

CHOICES = (message("default"), message("ranges"), message("sites"), message("modules"))
"""What options may be, where a word says it."""

TIMES = ("seconds", "versions")


def section(view: WhyView) -> Section:
    """Return designs, options, times and versions."""
    result = view.result
    asked = [(_label(name), _told(value)) for name, value in result.options.items()]
    made = [(say(stage), number(count)) for stage, count in result.facts["designs"].items()]
    took = [
        (_label(name), told({say(part): value for part, value in result.facts[name].items()}))
        for name in TIMES
    ]
    parts = [
        tag(
            "p",
            say(
                "Each design is a search of its own, checked by the audit, from the plan or from a neighbour."
            ),
        ),
        table([Column(say("Stage")), Column(say("Designs"), numeric=True)], made),
        folded(say("Options"), table([Column(say("Option")), Column(say("Value"))], asked)),
        folded(say("Times and versions"), table([Column(say("Fact")), Column(say("Value"))], took)),
    ]
    return Section(view.key("explained"), say("How it was found out"), join(parts))


def _label(name: str) -> str:
    return say(LABELS[name]) if name in LABELS else plain(name)


def _told(value: object) -> str:
    """Return a value as words."""
    if isinstance(value, str):
        return say(value)
    return told([say(one) for one in value]) if isinstance(value, list) else told(value)
