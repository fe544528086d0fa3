"""The footprint as a table and a chart: each country's share of value added, year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.report.language import message, say
from reshore.report.workbook.field import SHARE, Field
from reshore.report.workbook.ready import FIELDS, named
from reshore.report.workbook.sheet import Chart, Part, Sheet, columns_of

if TYPE_CHECKING:
    from reshore.report.view import View


def footprint_by_year(view: View) -> Sheet:
    """Return each country's share of value added by year, the largest country first."""
    amounts = view.plan.footprint("country", per="year")
    years = amounts["year"].unique(maintain_order=True).to_list()
    wide = amounts.group_by("country").agg(
        *(pl.col("share").filter(pl.col("year") == year).sum().alias(year) for year in years)
    )
    ranked = pl.DataFrame({"country": list(view.colours)}, schema={"country": pl.String})
    rows = ranked.join(wide, on="country", how="left", maintain_order="left").select(
        *reversed(named(view, "country")), *years
    )
    note = message("Share of the value added in periods that start in the year.")
    fields = {**FIELDS, **{year: Field(year, SHARE, note) for year in years}}
    return Sheet(
        name=say("Footprint by year"),
        key="footprint_years",
        part=Part.READY,
        holds=say("a country, and its share of value added in each year"),
        frame=rows,
        columns=columns_of(rows, fields, view.plan.currency),
        chart=Chart(say("Share of value added by country and year"), "", years, list(view.colours.values())),
    )
