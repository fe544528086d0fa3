"""How the plan was found: scenario, settings, run, and whose shapes and code the page carries."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import polars as pl

from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.section import Section
from reshore.report.words import number, plain, share

if TYPE_CHECKING:
    from reshore.report.view import View

BORDERS = (
    "Country shapes and borders are those of Natural Earth (public domain), simplified, in the Equal Earth"
    " projection; they take no position on any border. Charts are drawn by Apache ECharts (Apache License"
    " 2.0), which is part of this file: the page asks nothing of the network."
)


def section(view: View) -> Section:
    """Return scenario, settings and run."""
    parts = [
        tag("h3", "Scenario"),
        _scenario(view),
        tag("h3", "Search and audit"),
        _search(view),
        folded("Settings", _settings(view)),
        folded("Program and versions", _facts(view)),
        tag("p", BORDERS, class_="small"),
    ]
    return Section("facts", "How it was found", join(parts))


def _scenario(view: View) -> Markup:
    if not view.plan.scenario:
        return tag("p", "The base case: the tables as they are.")
    changes = view.model["scenarios"].filter(pl.col("scenario") == view.plan.scenario).sort("order")
    columns = [Column("Table"), Column("Where"), Column("Column"), Column("Action"), Column("Value")]
    rows = [
        [
            row["table"],
            tag("code", row["where"] or "all rows"),
            row["column"] or "",
            row["action"],
            row["value"] or "",
        ]
        for row in changes.iter_rows(named=True)
    ]
    return join(
        [tag("p", "Scenario ", tag("b", view.plan.scenario), " changes the tables so:"), table(columns, rows)]
    )


def _search(view: View) -> Markup:
    plan = view.plan
    rows = [
        ("Status", f"{plan.status.value} (solver: {plan.raw_status})"),
        ("Objective", view.money(plan.objective)),
        ("No plan costs less than", view.money(plan.bound) if isfinite(plan.bound) else "unknown"),
        ("Gap", share(plan.gap, 3) if isfinite(plan.gap) else "unknown"),
        ("Search time", f"{number(plan.seconds, 1)} s"),
        *_audit(view),
    ]
    return table([Column("What"), Column("Value")], rows)


def _audit(view: View) -> list[tuple[str, str]]:
    audit = view.plan.audit
    if audit is None:
        return [("Audit", "none")]
    return [
        ("Audit", "passed" if audit["ok"] else "failed"),
        ("Checks of the audit", number(audit["checks"])),
        ("Largest violation found", str(audit["worst"])),
        ("Objective recomputed, less the solver's", view.money(audit["objective_difference"])),
    ]


def _settings(view: View) -> Markup:
    rows = [(plain(name), "" if value is None else str(value)) for name, value in view.model.settings.items()]
    return table([Column("Setting"), Column("Value")], rows)


def _facts(view: View) -> Markup:
    rows = [(plain(name), _value(value)) for name, value in view.plan.facts.items()]
    return table([Column("Fact"), Column("Value")], rows)


def _value(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_value(part)}" for name, part in value.items())
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return number(value) if value == int(value) else f"{value:g}"
