"""How the plan was found: scenario, settings, run, and whose shapes and code the page carries."""

from __future__ import annotations

from math import isfinite
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.plan.plan import Status
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say, say_html
from reshore.report.section import Section
from reshore.report.words import number, plain, share, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.view import View

BORDERS = message(
    "Country shapes and borders are those of Natural Earth (public domain), simplified, in the Equal Earth"
    " projection; they take no position on any border. Charts are drawn by Apache ECharts (Apache License"
    " 2.0), which is part of this file: the page asks nothing of the network."
)


STATUSES: Mapping[Status, str] = MappingProxyType(
    {Status.OPTIMAL: message("optimal"), Status.FEASIBLE: message("feasible")}
)

CHANGES = (message("Table"), message("Where"), message("Column"), message("Action"), message("Value"))
"""Columns of the table of a scenario's changes."""

NAMED = (
    message("Title"),
    message("Note"),
    message("Currency"),
    message("Base date"),
    message("Discount rate"),
    message("Holding rate"),
    message("Carbon price"),
    message("Shortage factor"),
    message("Objective"),
    message("Opening pipeline"),
    message("Rows"),
    message("Columns"),
    message("Nonzeros"),
    message("Integers"),
    message("Nodes"),
    message("Gap asked"),
    message("Time limit"),
    message("Threads"),
    message("Seed"),
    message("Method"),
    message("Versions"),
    message("Options"),
)
"""Settings and facts of a run as `plain` says them, so that the catalogue has them."""


def section(view: View) -> Section:
    """Return scenario, settings and run."""
    parts = [
        tag("h3", say("Scenario")),
        _scenario(view),
        tag("h3", say("Search and audit")),
        _search(view),
        folded(say("Settings"), _settings(view)),
        folded(say("Program and versions"), _facts(view)),
        tag("p", say(BORDERS), class_="small"),
    ]
    return Section("facts", say("How it was found"), join(parts))


def _scenario(view: View) -> Markup:
    scenario = view.plan.scenario
    if not scenario:
        return tag("p", say("The base case: the tables as they are."))
    changes = view.model["scenarios"].filter(pl.col("scenario") == scenario).sort("order")
    columns = [Column(say(name)) for name in CHANGES]
    rows = [
        [
            row["table"],
            tag("code", row["where"] or say("all rows")),
            row["column"] or "",
            row["action"],
            row["value"] or "",
        ]
        for row in changes.iter_rows(named=True)
    ]
    lead = say_html("Scenario <b>{name}</b> changes the tables so:", name=scenario)
    return join([tag("p", lead), table(columns, rows)])


def _search(view: View) -> Markup:
    plan = view.plan
    status = say("{status} (solver: {raw})", status=say(STATUSES[plan.status]), raw=plan.raw_status)
    bound = view.money(plan.bound) if isfinite(plan.bound) else say("unknown")
    rows = [
        (say("Status"), status),
        (say("Objective"), view.money(plan.objective)),
        (say("No plan costs less than"), bound),
        (say("Gap"), share(plan.gap, 3) if isfinite(plan.gap) else say("unknown")),
        (say("Search time"), say("{seconds} s", seconds=number(plan.seconds, 1))),
        *_audit(view),
    ]
    return table([Column(say("What")), Column(say("Value"))], rows)


def _audit(view: View) -> list[tuple[str, str]]:
    audit = view.plan.audit
    if audit is None:
        return [(say("Audit"), say("none"))]
    return [
        (say("Audit"), say("passed") if audit["ok"] else say("failed")),
        (say("Checks of the audit"), number(audit["checks"])),
        (say("Largest violation found"), str(audit["worst"])),
        (say("Objective recomputed, less the solver's"), view.money(audit["objective_difference"])),
    ]


def _settings(view: View) -> Markup:
    settings = view.model.settings.items()
    rows = [(plain(name), "" if value is None else told(value)) for name, value in settings]
    return table([Column(say("Setting")), Column(say("Value"))], rows)


def _facts(view: View) -> Markup:
    rows = [(plain(name), _value(value)) for name, value in view.plan.facts.items()]
    return table([Column(say("Fact")), Column(say("Value"))], rows)


def _value(value: object) -> str:
    return number(value) if isinstance(value, int) and not isinstance(value, bool) else told(value)
