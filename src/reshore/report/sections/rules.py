"""The rules: what each one asks, how close the plan comes to it, and where it gives way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.wording import DONE, SENSES
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.section import Section
from reshore.report.words import counted, percent, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from reshore.report.view import View

BINDING = 1e-6
"""A rule binds where value and limit differ by less than this share of the limit."""


def section(view: View) -> Section | None:
    """Return the rules; None where the plan has none."""
    rules = view.plan["rules"]
    if rules.is_empty():
        return None
    lead = tag(
        "p",
        "A rule binds in a period in which the plan is right at its limit:",
        " there it shapes the plan and costs money.",
    )
    body = join([lead, _summary(view, rules), folded("Every rule and period", _detail(rules))])
    return Section("rules", "Rules", body)


def _summary(view: View, rules: pl.DataFrame) -> Markup:
    written = {row["rule"]: row for row in view.model["rules"].iter_rows(named=True)}
    columns = [
        Column("Rule"),
        Column("What it asks"),
        Column("Kind"),
        Column("Periods", numeric=True),
        Column("Binding", "periods", numeric=True),
        Column("Violated", "periods", numeric=True),
        Column("Worst violation", "in the rule's measure", numeric=True),
    ]
    rows = []
    for (rule,), frame in rules.group_by("rule", maintain_order=True):
        row = written.get(str(rule))
        violated = frame.filter(pl.col("violation") > 0)
        rows.append(
            [
                str(rule),
                _asks(row) if row else "",
                _kind(view, row) if row else "",
                str(frame.height),
                str(frame.filter(_binding()).height),
                tag("strong", str(violated.height)) if violated.height else "0",
                rounded(violated.select(pl.col("violation").max()).item()) if violated.height else "",
            ]
        )
    return table(columns, rows)


def _binding() -> pl.Expr:
    slack = (pl.col("value") - pl.col("limit")).abs()
    return slack <= BINDING * pl.max_horizontal(pl.col("limit").abs(), 1.0)


def _asks(rule: Mapping[str, Any]) -> Markup:
    measure, activity = rule["measure"].replace("_", " "), DONE[rule["activity"]]
    what = f"{measure} {activity}" if measure != "sources" else f"sources of what is {activity}"
    where = join([" where ", tag("code", rule["where"])]) if rule["where"] else ""
    amount = percent(rule["limit"]) if rule["of"] else rounded(rule["limit"])
    whole = {None: "", "": "", "true": " of all", "baseline": " of the baseline"}.get(rule["of"])
    of = join([" of that where ", tag("code", rule["of"])]) if whole is None else whole
    over = ", all periods together" if rule["periods"] == "cumulative" else ""
    return join([what, where, f": {SENSES[rule['sense']]} {amount}", of, over])


def _kind(view: View, rule: Mapping[str, Any]) -> str:
    return "hard" if rule["price"] is None else f"{view.money(rule['price'])} a unit"


def _detail(rules: pl.DataFrame) -> Markup:
    columns = [
        Column("Rule"),
        Column("Period"),
        Column("Measure"),
        Column("Value", numeric=True),
        Column("", "sense"),
        Column("Limit", numeric=True),
        Column("Violation", numeric=True),
    ]
    rows = [
        [
            row["rule"],
            row["period"] or "all",
            row["measure"].replace("_", " "),
            rounded(row["value"]),
            row["sense"],
            rounded(row["limit"]),
            rounded(row["violation"]) if row["violation"] > 0 else "",
        ]
        for row in rules.iter_rows(named=True)
    ]
    shown = counted(len(rows), "row")
    return join(
        [
            tag("p", f"{shown}; a limit that is a share is shown as the amount it comes to."),
            table(columns, rows),
        ]
    )
