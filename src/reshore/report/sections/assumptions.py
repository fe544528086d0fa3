"""What the plan rests on: rows of the model by the grade of their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.palette import GRADES
from reshore.report.section import Section
from reshore.report.words import number, plain, share

if TYPE_CHECKING:
    from reshore.report.view import View
    from reshore.tables.model import Model

MEANING = {
    "A": "primary",
    "B": "press",
    "C": "weak",
    "D": "derived",
    "E": "our estimate",
    "": "no source",
}
"""What a grade of source means, best first."""

ROW = 28
"""Height of a bar and its gap, in pixels."""


def section(view: View) -> Section:
    """Return the count of assumptions by grade of source."""
    return rests_on(view.model, "The model has")


def rests_on(model: Model, start: str, *more: str) -> Section:
    """Return the count of a model's rows by grade of source.

    Parameters
    ----------
    model
        The rows.
    start
        What the first sentence says before their number.
    more
        Markup that follows the counts.
    """
    graded = grades(model)
    drawn = _chart(graded)
    parts = [
        _lead(graded, start),
        tag("figure", drawn.place()),
        folded("Counts as a table", _counts(graded)),
        *more,
        folded("The sources", _sources(model)),
    ]
    return Section("assumptions", "What it rests on", join(parts), (drawn,))


def grades(model: Model) -> pl.DataFrame:
    """Count the rows of each table by the weakest grade among their sources.

    Returns
    -------
    pl.DataFrame
        Columns table, grade (empty = no source) and rows; tables in the schema's order, best grade first.
    """
    of = dict(model["sources"].select("source", "grade").iter_rows())
    counts: dict[tuple[str, str], int] = {}
    for name, frame in model.frames.items():
        if name == "sources" or "source" not in frame.columns:
            continue
        for sources, count in frame["source"].value_counts().iter_rows():
            grade = max((of.get(source, "") for source in (sources or "").split()), default="")
            counts[name, grade] = counts.get((name, grade), 0) + count
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
    return tag(
        "p",
        f"{start} {number(total)} rows. ",
        tag("b", f"{share(weak / total if total else 0.0)} rest on our own estimates"),
        f", {share(none / total)} name no source." if none else ".",
        " A row with several sources counts under the weakest of them:",
        " A primary, B press, C weak, D derived, E our estimate.",
    )


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
    labels = [f"{plain(name)} ({number(total)})" for name, total in totals.items()]
    height = ROW * len(labels) + 56
    return chart(
        "assumptions-grade",
        "Rows of each table by grade of source",
        series,
        (height, height),
        xAxis=value_axis("share of the rows", max=100, axisLabel={"formatter": "{value}%"}),
        yAxis=names_axis(labels),
    )


def _bar(count: int | None, name: str, grade: str, total: int) -> dict[str, Any] | None:
    if not count:
        return None
    tip = join(
        [tag("b", plain(name)), tag("br"), f"{_named(grade)}: {number(count)} of {number(total)} rows"]
    )
    return {"value": round(100 * count / total, 3), "tooltip": {"formatter": tip}}


def _named(grade: str) -> str:
    return f"{grade} {MEANING[grade]}".strip().capitalize() if grade else "No source"


def _counts(graded: pl.DataFrame) -> Markup:
    wide = {grade: {} for grade in MEANING}  # type: dict[str, dict[str, int]]
    for name, grade, count in graded.iter_rows():
        wide[grade][name] = count
    names = graded["table"].unique(maintain_order=True).to_list()
    columns = [
        Column("Table"),
        *(Column(grade or "none", MEANING[grade] if grade else "", numeric=True) for grade in MEANING),
    ]
    rows = [
        [plain(name), *(number(wide[grade][name]) if name in wide[grade] else "" for grade in MEANING)]
        for name in names
    ]
    sums = ["All", *(number(sum(wide[grade].values())) for grade in MEANING)]
    return table(columns, rows, total=sums)


def _sources(model: Model) -> Markup:
    columns = [Column("Source"), Column("Grade"), Column("Title"), Column("Publisher"), Column("Date")]
    rows = [
        [row["source"], row["grade"], _title(row), row["publisher"] or "", str(row["date"] or "")]
        for row in model["sources"].sort("grade", "source").iter_rows(named=True)
    ]
    return table(columns, rows)


def _title(source: dict[str, Any]) -> str:
    address = source["address"] or ""
    if not address.startswith(("https://", "http://")):
        return str(source["title"])
    return tag("a", source["title"], href=address, rel="noopener noreferrer")
