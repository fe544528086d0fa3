"""What is decided now, whatever future comes, beside what would be decided for one future alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say
from reshore.report.section import Section
from reshore.report.words import counted, plain, rounded, share
from reshore.robust.beside import beside
from reshore.robust.decisions import CLOSES, MODULES, OPENS

if TYPE_CHECKING:
    from reshore.report.robust.view import RobustView

CHANGES = {OPENS: message("opens"), CLOSES: message("closes"), MODULES: message("modules")}
"""What is done at a site."""


def section(view: RobustView) -> Section:
    """Return the decisions on sites and modules, and the sources."""
    rows = beside(view.result)
    lead = [
        say(
            "These decisions are the same in every future; what is made, bought and shipped follows when the"
            " future is known."
        )
    ]
    if "alone" in rows.columns:
        lead.append(
            say(
                "Beside them: what the best plan for the main future alone would do, and the probability of"
                " the futures whose own best plan does the same at that place, then or in another period."
            )
        )
    if rows.is_empty():
        lead.append(say("Nothing is opened, closed or added."))
    parts = [tag("p", join(lead, " ")), *([] if rows.is_empty() else [_table(view)]), *_sources(view)]
    return Section("futures-decided", say("What is decided now"), join(parts))


def _table(view: RobustView) -> Markup:
    rows = beside(view.result)
    compared = "alone" in rows.columns
    columns = [
        Column(say("Site")),
        Column(say("Decision")),
        Column(say("From")),
        Column(say("Amount"), numeric=True),
    ]
    if compared:
        columns += [
            Column(say("Main future alone"), numeric=True),
            Column(say("Likely"), say("of futures"), numeric=True),
        ]
    cells = []
    for row in rows.iter_rows(named=True):
        cell = [view.place(row["site"]), _decision(row["change"], row["resource"]), row["period"]]
        cell.append(rounded(row["amount"]))
        if compared:
            cell += [rounded(row["alone"]), share(row["likely"])]
        cells.append(cell)
    return table(columns, cells, faded=[not amount for amount in rows["amount"]])


def _decision(change: str, resource: str | None) -> str:
    done = say(CHANGES[change])
    return done if resource is None else say("{resource}, modules", resource=plain(resource))


def _sources(view: RobustView) -> list[Markup]:
    rows = view["sources"]
    if rows.is_empty():
        return []
    columns = [
        Column(say("Rule")),
        Column(say("Product")),
        Column(say("Destination")),
        Column(say("Site")),
        Column(say("From")),
    ]
    cells = [
        [
            plain(row["rule"]),
            view.view.products.get(row["product"], row["product"]),
            view.place(row["destination"] or ""),
            view.place(row["site"]),
            row["period"],
        ]
        for row in rows.iter_rows(named=True)
    ]
    return [
        folded(
            say("What counts as a source: {count}", count=counted(rows.height, "line")), table(columns, cells)
        )
    ]
