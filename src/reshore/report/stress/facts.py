"""How a stress test was made: what was asked for, what failed, and how long it took."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.report.html import Column, folded, join, table, tag
from reshore.report.language import message, say
from reshore.report.section import Section
from reshore.report.stress.view import engine_title
from reshore.report.words import number, plain, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.stress.view import StressView

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "engine": message("Engine"),
        "replications": message("Replications"),
        "recourse_replications": message("Recourse replications"),
        "window": message("Window, weeks"),
        "tail": message("Tail, weeks"),
        "unmet": message("Unmet demand"),
        "wait": message("Cost of waiting, of a unit's worth a week"),
        "policy": message("Policy"),
        "batch": message("Batch, weeks"),
        "delay": message("Delay, weeks"),
        "priority": message("Priority"),
        "seed": message("Seed"),
        "ttr": message("Time to recover assumed, days"),
        "sets": message("Sets"),
        "fixes": message("Fixes"),
        "seconds": message("Seconds"),
        "versions": message("Versions"),
    }
)
"""What options and facts are called; others, of a run of another version, are called by their names."""

STAGES = (message("Exposure"), message("Simulation"), message("Recourse"), message("Fixes"))
"""Stages whose seconds are told."""

CHOICES = (message("both"), message("lost"), message("backlog"), message("base-stock"))
"""What options may be, where a word says it."""


def section(view: StressView) -> Section:
    """Return options, failures and facts."""
    result = view.result
    asked = [(_label(name), _told(value)) for name, value in result.options.items()]
    found = [(_label(name), _told(value)) for name, value in result.facts.items() if name != "remarks"]
    parts = [
        tag("p", say("The operation of {period} was tested, as the plan has it.", period=result.period)),
        table([Column(say("Option")), Column(say("Value"))], asked),
        folded(say("Sizes, times and versions"), table([Column(say("Fact")), Column(say("Value"))], found)),
    ]
    failed = view["failures"]
    if failed.height:
        columns = [Column(say("Engine")), Column(say("Replication"), numeric=True), Column(say("Problem"))]
        cells = [
            [engine_title(engine), number(at), problem]
            for engine, at, problem in failed.select("engine", "replication", "problem").iter_rows()
        ]
        parts.append(
            folded(
                say("Replications that failed: {count}", count=number(failed.height)), table(columns, cells)
            )
        )
    return Section("tested", say("How it was tested"), join(parts))


def _label(name: str) -> str:
    return say(LABELS[name]) if name in LABELS else plain(name)


def _told(value: object) -> str:
    """Return a value as words."""
    if isinstance(value, str):
        return say(value)
    return told({say(name): part for name, part in value.items()} if isinstance(value, dict) else value)
