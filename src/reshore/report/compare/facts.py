"""How each plan was found: its run, search, audit and versions."""

from __future__ import annotations

from functools import partial
from math import isfinite
from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.plan.plan import Status
from reshore.report.compare.beside import tables, words
from reshore.report.compare.view import case
from reshore.report.html import Column, join, tag
from reshore.report.language import message, say
from reshore.report.section import Section
from reshore.report.words import counted, number, plain, share, told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reshore.plan.plan import Plan
    from reshore.report.compare.view import CompareView

STATUSES: Mapping[Status, str] = MappingProxyType(
    {Status.OPTIMAL: message("optimal"), Status.FEASIBLE: message("feasible")}
)
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "rows": message("Rows"),
        "columns": message("Columns"),
        "nonzeros": message("Nonzeros"),
        "integers": message("Integers"),
        "nodes": message("Nodes"),
        "gap_asked": message("Gap asked"),
        "time_limit": message("Time limit"),
        "threads": message("Threads"),
        "seed": message("Seed"),
        "method": message("Method"),
        "versions": message("Versions"),
        "options": message("Options"),
    }
)
"""What people call the facts that designs usually have."""


def section(view: CompareView) -> Section:
    """Return the facts of all runs."""
    writers: list[tuple[str, Callable[[Plan], str]]] = [
        (say("Model"), lambda plan: plan.model_name),
        (say("Case"), case),
        (say("Status"), lambda plan: say(STATUSES[plan.status])),
        (say("Objective"), lambda plan: number(plan.objective)),
        (say("No plan costs less than"), lambda plan: _number(plan.bound)),
        (say("Gap"), lambda plan: share(plan.gap, 2) if isfinite(plan.gap) else say("unknown")),
        (say("Search time"), lambda plan: say("{seconds} s", seconds=number(plan.seconds, 1))),
        (say("Audit"), _audit),
        (say("Periods"), _periods),
    ]
    names = list(dict.fromkeys(name for plan in view.plans for name in plan.facts))
    writers += [(_name(name), partial(_fact, name)) for name in names]
    rows = [words([name], [write(plan) for plan in view.plans]) for name, write in writers]
    runs = [
        tag("li", tag("b", name), " ", tag("code", run))
        for name, run in zip(view.names, view.runs, strict=True)
    ]
    lead = say("Amounts are in {unit}. The runs:", unit=view.plans[0].currency)
    body = join(
        [
            tag("p", lead),
            tag("ul", *runs),
            *tables(view, [Column(say("Fact"))], rows, lambda count: counted(count, "fact"), numeric=False),
        ]
    )
    return Section("runs", say("How they were found"), body)


def _number(value: float) -> str:
    return number(value) if isfinite(value) else say("unknown")


def _periods(plan: Plan) -> str:
    periods = plan["periods"]["period"]
    return say("{first} to {last}", first=periods[0], last=periods[-1])


def _audit(plan: Plan) -> str:
    if plan.audit is None:
        return say("none")
    return say("passed") if plan.audit["ok"] else say("failed")


def _name(fact: str) -> str:
    return say(NAMES[fact]) if fact in NAMES else plain(fact)


def _fact(name: str, plan: Plan) -> str:
    return told(plan.facts[name]) if name in plan.facts else ""
