"""What a plant rests on: the rows that it is made from, by the grade of their sources, and the estimates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.report.html import Column, folded, table
from reshore.report.language import message, say
from reshore.report.sections.assumptions import grades, rests_on
from reshore.report.table_names import table_name
from reshore.tables import schema

if TYPE_CHECKING:
    from reshore.report.plant.view import PlantView
    from reshore.report.section import Section
    from reshore.tables.model import Model

ESTIMATE = "E"
"""Grade of a source that is an estimate of ours."""


def section(view: PlantView) -> Section:
    """Return the count of rows by grade of source, and the estimates with what is noted on their range."""
    rows = made_from(view)
    estimates = _estimates(rows)
    columns = [Column(say("Table")), Column(say("Row")), Column(say("Sources")), Column(say("Note"))]
    more = [folded(say("Estimates and their ranges"), table(columns, estimates))] if estimates else []
    return rests_on(rows, message("The plant is made from {rows}."), *more)


def estimated(view: PlantView) -> tuple[int, int]:
    """Return how many of the rows that a plant is made from are our own estimates, and how many there are."""
    graded = grades(made_from(view))
    own = graded.filter(pl.col("grade") == ESTIMATE)["rows"].sum()
    return int(own), int(graded["rows"].sum())


def made_from(view: PlantView) -> Model:
    """Return the model with no other rows than those that the plant is made from, and their sources."""
    model, made = view.model, view["products"]["product"].implode()
    kinds = view["stations"]["station"].implode()
    country = model["sites"].filter(pl.col("site") == view.result.site)["country"].implode()
    for_all = pl.col("building").is_null() | (pl.col("building") == view.result.building)
    rows = {
        "countries": model["countries"].filter(pl.col("country").is_in(country)),
        "products": model["products"].filter(pl.col("product").is_in(made)),
        "boms": model["boms"].filter(pl.col("product").is_in(made)),
        "routings": model["routings"].filter(pl.col("product").is_in(made)),
        "buildings": model["buildings"].filter(
            pl.col("site") == view.result.site, pl.col("building") == view.result.building
        ),
        "stations": model["stations"].filter(pl.col("station").is_in(kinds) | (pl.col("role") != "station")),
        "calendars": model["calendars"].filter(
            for_all, pl.col("station").is_null() | pl.col("station").is_in(kinds)
        ),
    }
    cited = {source for frame in rows.values() for cell in frame["source"] for source in (cell or "").split()}
    rows["sources"] = model["sources"].filter(pl.col("source").is_in(cited))
    return model.with_frames(**{name: rows.get(name, frame.clear()) for name, frame in model.frames.items()})


def _estimates(model: Model) -> list[list[str]]:
    """Return the rows with a note whose sources are estimates of ours, wholly or in part."""
    own = {*model["sources"].filter(pl.col("grade") == ESTIMATE)["source"]}
    cells = []
    for name, frame in model.frames.items():
        keys = [column.name for column in schema.tables()[name].columns if column.key]
        for row in frame.iter_rows(named=True):
            if row.get("note") and own & {*(row.get("source") or "").split()}:
                called = ", ".join(str(row[key]) for key in keys if row[key] is not None)
                cells.append([table_name(name), called, row["source"], row["note"]])
    return cells
