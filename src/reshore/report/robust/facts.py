"""What the futures are, and how the plan for them was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import say
from reshore.report.robust.view import AIMS, future_name
from reshore.report.section import Section
from reshore.report.words import counted, number, plain, share, told

if TYPE_CHECKING:
    import polars as pl

    from reshore.report.robust.view import RobustView

MOST = 400
"""Changes that are listed."""

LONGEST = 160
"""Letters of a condition that are shown."""


def section(view: RobustView) -> Section:
    """Return the changes of each future, and the facts of the search."""
    result = view.result
    lead = say(
        "{count}, each with a probability and changes to the tables. The search was for {aim}: it ended with"
        " a gap of {gap} after {seconds} s.",
        count=counted(len(result.plans), "future"),
        aim=say(AIMS[view.aim]),
        gap=share(result.gap, 2),
        seconds=number(result.seconds),
    )
    changes = view["changes"]
    listed = [folded(say("What each future changes"), *_changes(changes))] if changes.height else []
    return Section(
        "futures-facts",
        say("The futures"),
        join([tag("p", lead), *listed, folded(say("How the plan was found"), _facts(view))]),
    )


def _changes(changes: pl.DataFrame) -> list[Markup]:
    columns = [
        Column(say("Future")),
        Column(say("Table")),
        Column(say("Rows")),
        Column(say("Column")),
        Column(say("Change")),
        Column(say("Value"), numeric=True),
    ]
    cells = [
        [
            future_name(row["future"]),
            row["table"],
            _cut(row["where"]) if row["where"] else say("all"),
            row["column"] or "",
            say(row["action"]),
            _value(row["value"] or ""),
        ]
        for row in changes.head(MOST).iter_rows(named=True)
    ]
    rest = changes.height - MOST
    more = (
        [tag("p", say("{count} more are in the run's frame changes.", count=number(rest)))]
        if rest > 0
        else []
    )
    return [table(columns, cells), *more]


def _cut(condition: str) -> str:
    """Return a condition, or its beginning: those of drawn events name many rows."""
    return condition if len(condition) <= LONGEST else f"{condition[:LONGEST]} ..."


def _value(written: str) -> str:
    """Return a value as it is written, a number of many figures to four of them."""
    try:
        return f"{float(written):.4g}"
    except ValueError:
        return written


def _facts(view: RobustView) -> Markup:
    facts = {**view.result.options, **view.result.facts}
    rows = [(plain(name), told(value)) for name, value in facts.items()]
    return table([Column(say("Fact")), Column(say("Value"))], rows)
