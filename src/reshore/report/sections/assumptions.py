"""What the plan rests on: rows of the model by the grade of their sources, the weakest with their ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import Chart, chart, names_axis, value_axis
from reshore.report.grounds import graded as weakest
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import day, message, say, say_html, say_many
from reshore.report.palette import GRADES
from reshore.report.section import Section
from reshore.report.sections.estimates import estimates
from reshore.report.table_names import table_name
from reshore.report.words import number, share

if TYPE_CHECKING:
    from reshore.report.view import View
    from reshore.tables.model import Model

MEANING = {
    "A": message("primary"),
    "B": message("press"),
    "C": message("weak"),
    "D": message("derived"),
    "E": message("our estimate"),
    "": message("no source"),
}
"""What a grade of source means, best first."""

ROW = 28
"""Height of a bar and its gap, in pixels."""


def section(view: View) -> Section:
    """Return the count of assumptions by grade of source, their ranges, and the weakest of them."""
    return rests_on(view.model, message("The model has {rows}."), *estimates(view))


def rests_on(model: Model, start: str, *more: str) -> Section:
    """Return the count of a model's rows by grade of source.

    Parameters
    ----------
    model
        The rows.
    start
        The first sentence: a message with ``{rows}`` where their number goes.
    more
        Markup that stands before the counts by table.
    """
    graded = grades(model)
    drawn = _chart(graded)
    parts = [
        _lead(graded, start),
        *more,
        tag("figure", drawn.place()),
        folded(say("Counts as a table"), _counts(graded)),
        folded(say("The sources"), _sources(model)),
    ]
    return Section("assumptions", say("What it rests on"), join(parts), (drawn,))


def grades(model: Model) -> pl.DataFrame:
    """Count the rows of each table by the weakest grade among their sources.

    Returns
    -------
    pl.DataFrame
        Columns table, grade (empty = no source) and rows; tables in the schema's order, best grade first.
    """
    counts: dict[tuple[str, str], int] = {}
    for name, cited in weakest(model).items():
        for grade, count in cited.value_counts().iter_rows():
            counts[name, grade] = count
    rows = [
        (name, grade, counts[name, grade])
        for name in model.frames
        for grade in MEANING
        if (name, grade) in counts
    ]
    return pl.DataFrame(rows, schema={"table": pl.String, "grade": pl.String, "rows": pl.Int64}, orient="row")


def _lead(graded: pl.DataFrame, start: str) -> Markup:
    total = graded.select(pl.col("rows").sum()).item()
    named = dict(graded.group_by("grade").agg(pl.col("rows").sum()).iter_rows())
    weak, none = named.get("E", 0), named.get("", 0)
    told = {"estimates": share(weak / total if total else 0.0), "none": share(none / total if total else 0.0)}
    rests = message("<b>{estimates} rest on our own estimates</b>.")
    if none:
        rests = (
            message("<b>{estimates} rest on our own estimates</b>, {none} name no source.")
            if weak
            else message("<b>{none} name no source.</b>")
        )
    first = say(start, rows=say_many("{count} row", "{count} rows", total, count=number(total)))
    graded_by = say(
        "A row with several sources counts under the weakest of them: A primary, B press, C weak, D derived,"
        " E our estimate."
    )
    return tag("p", join([first, say_html(rests, **told), graded_by], " "))


def _chart(graded: pl.DataFrame) -> Chart:
    totals = dict(graded.group_by("table", maintain_order=True).agg(pl.col("rows").sum()).iter_rows())
    cells = {(row["table"], row["grade"]): row["rows"] for row in graded.iter_rows(named=True)}
    series = [
        {
            "type": "bar",
            "name": _named(grade),
            "stack": "rows",
            "barWidth": 16,
            "itemStyle": {"color": GRADES[grade]},
            "data": [_bar(cells.get((name, grade)), name, grade, total) for name, total in totals.items()],
        }
        for grade in MEANING
        if any(used == grade for _, used in cells)
    ]
    labels = [
        say("{table} ({count})", table=table_name(name), count=number(total))
        for name, total in totals.items()
    ]
    height = ROW * len(labels) + 56
    return chart(
        "assumptions-grade",
        say("Rows of each table by grade of source"),
        series,
        (height, height),
        xAxis=value_axis(say("share of the rows"), max=100, axisLabel={"formatter": "{value}%"}),
        yAxis=names_axis(labels),
    )


def _bar(count: int | None, name: str, grade: str, total: int) -> dict[str, Any] | None:
    if not count:
        return None
    told = say(
        "{grade}: {count} of {total} rows", grade=_named(grade), count=number(count), total=number(total)
    )
    tip = join([tag("b", table_name(name)), told], tag("br"))
    return {"value": round(100 * count / total, 3), "tooltip": {"formatter": tip}}


def _named(grade: str) -> str:
    meaning = say(MEANING[grade])
    return (
        say("{grade} {meaning}", grade=grade, meaning=meaning) if grade else meaning[:1].upper() + meaning[1:]
    )


def _counts(graded: pl.DataFrame) -> Markup:
    wide = {grade: {} for grade in MEANING}  # type: dict[str, dict[str, int]]
    for name, grade, count in graded.iter_rows():
        wide[grade][name] = count
    names = graded["table"].unique(maintain_order=True).to_list()
    columns = [
        Column(say("Table")),
        *(_heading(grade) for grade in MEANING),
    ]
    rows = [
        [table_name(name), *(number(wide[grade][name]) if name in wide[grade] else "" for grade in MEANING)]
        for name in names
    ]
    sums = [say("All"), *(number(sum(wide[grade].values())) for grade in MEANING)]
    return table(columns, rows, total=sums)


def _heading(grade: str) -> Column:
    return Column(grade, say(MEANING[grade]), numeric=True) if grade else Column(say("none"), numeric=True)


def _sources(model: Model) -> Markup:
    columns = [
        Column(say("Source")),
        Column(say("Grade")),
        Column(say("Title")),
        Column(say("Publisher")),
        Column(say("Date")),
    ]
    rows = [
        [
            row["source"],
            row["grade"],
            _title(row),
            row["publisher"] or "",
            day(row["date"]) if row["date"] else "",
        ]
        for row in model["sources"].sort("grade", "source").iter_rows(named=True)
    ]
    return table(columns, rows)


def _title(source: dict[str, Any]) -> str:
    address = source["address"] or ""
    if not address.startswith(("https://", "http://")):
        return str(source["title"])
    return tag("a", source["title"], href=address, rel="noopener noreferrer")
