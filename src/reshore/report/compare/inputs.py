"""What was different going in: scenarios, and the rows of tables that differ."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.plan.inputs import Change
from reshore.report.compare.view import case
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say
from reshore.report.section import Section
from reshore.report.words import counted, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.compare.view import CompareView

MOST = 40
"""Cells of a table that are shown; of more, the first."""

CHANGES: Mapping[str, str] = MappingProxyType(
    {
        Change.CHANGED: message("Rows changed"),
        Change.ADDED: message("Rows added"),
        Change.REMOVED: message("Rows missing"),
    }
)


def section(view: CompareView) -> Section:
    """Return what differs of each plan from the first."""
    lead = say(
        "Tables of each plan against those of {first}, scenarios applied, in what design reads: names for"
        " people, sources and notes don't count.",
        first=view.names[0],
    )
    parts = [part for other in view.others for part in _against(view, other)]
    return Section("inputs", say("What was different going in"), join([tag("p", lead), *parts]))


def _against(view: CompareView, other: int) -> list[Markup]:
    rows, plan = view.inputs[other - 1], view.plans[other]
    title = tag("h3", view.names[other])
    told = say("A plan of {model}: {case}.", model=plan.model_name, case=case(plan))
    if rows.is_empty():
        return [title, tag("p", told, " ", say("Its tables are the same."))]
    columns = [
        Column(say("Table")),
        *(Column(say(name), numeric=True) for name in CHANGES.values()),
        Column(say("Columns")),
    ]
    cells = [_counts(name, part) for (name,), part in rows.group_by("table", maintain_order=True)]
    shown = folded(say("Each difference"), *_cells(view, other, rows))
    return [title, tag("p", told), table(columns, cells), shown]


def _counts(name: object, rows: pl.DataFrame) -> list[str]:
    counts = {
        change: rows.filter(pl.col("change") == change)["row"].n_unique() for change in map(str, CHANGES)
    }
    touched = rows["column"].drop_nulls().unique(maintain_order=True)
    return [str(name), *(number(count) if count else "" for count in counts.values()), ", ".join(touched)]


def _cells(view: CompareView, other: int, rows: pl.DataFrame) -> list[Markup]:
    columns = [
        Column(say("Row")),
        Column(say("Table")),
        Column(say("Column")),
        Column(view.names[0], numeric=True),
        Column(view.names[other], numeric=True),
    ]
    cells = [_cell(row) for row in rows.head(MOST).iter_rows(named=True)]
    left = rows.height - len(cells)
    more = [tag("p", say("{things} not shown.", things=counted(left, "more difference")))] if left else []
    return [table(columns, cells), *more]


def _cell(row: Mapping[str, str | None]) -> list[str]:
    """Return a difference; of a row that only one plan has, which of them has it."""
    there = {Change.REMOVED: (say("there"), say("missing")), Change.ADDED: (say("missing"), say("there"))}
    empty = say("empty")
    first, other = there.get(Change(row["change"] or ""), (row["first"] or empty, row["other"] or empty))
    return [row["row"] or "", row["table"] or "", row["column"] or "", first, other]
