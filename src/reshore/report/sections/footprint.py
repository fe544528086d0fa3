"""The footprint over time: each country's share of the value added, period by period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.report.chart import Chart, category_axis, chart, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say
from reshore.report.palette import OTHER, on
from reshore.report.section import Section
from reshore.report.sections.targets import panels
from reshore.report.words import share

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from reshore.report.view import View

LABELLED = 0.07
"""Shares below this carry no label in the chart."""

REST = message("Other countries")


def section(view: View) -> Section | None:
    """Return the footprint over time; None where nothing is made."""
    footprint = view.plan.footprint("country")
    if footprint.is_empty():
        return None
    drawn = _chart(view, footprint)
    lead = tag(
        "p",
        say(
            "Each country's share of the value added in a period: units made, times the value of a unit less"
            " the value of its components."
        ),
    )
    figure = tag("figure", drawn.place())
    path, charts = panels(view) or ("", [])
    body = join([lead, figure, folded(say("Shares as a table"), _table(view)), path])
    return Section("footprint", say("Footprint over time"), body, (drawn, *charts))


def _chart(view: View, footprint: pl.DataFrame) -> Chart:
    named = [country for country, colour in view.colours.items() if colour != OTHER]
    rest = [country for country, colour in view.colours.items() if colour == OTHER]
    cells = {
        (row["country"], row["period"]): (row["amount"], row["share"])
        for row in footprint.iter_rows(named=True)
    }
    bands = [([country], view.countries[country], view.colours[country]) for country in named]
    bands += [(rest, say(REST), OTHER)] if rest else []
    series = [_band(view, *band, cells) for band in bands]
    last = view.periods[-1]
    said = ", ".join(
        say("{name} {share}", name=view.countries[country], share=share(cells[country, last][1]))
        for country in named
        if (country, last) in cells
    )
    small = [{"label": {"fontSize": 8.5}}] * len(series)
    return chart(
        "footprint-time",
        say("Share of value added by country and period; in {period}: {shares}", period=last, shares=said),
        series,
        (400, 340),
        narrow={"series": small},
        grid={"right": 8},
        xAxis=category_axis(view.periods),
        yAxis=value_axis("", max=100, axisLabel={"formatter": "{value}%"}),
    )


def _band(
    view: View,
    countries: Sequence[str],
    name: str,
    colour: str,
    cells: dict[tuple[str, str], tuple[float, float]],
) -> dict[str, Any]:
    data = []
    for period in view.periods:
        found = [cells[country, period] for country in countries if (country, period) in cells]
        amount, part = sum(a for a, _ in found), sum(s for _, s in found)
        title = say("{name}, {period}", name=name, period=period)
        worth = say("{share}: {amount}", share=share(part, 1), amount=view.money(amount))
        tip = join([tag("b", title), worth], tag("br"))
        label = {"show": part >= LABELLED, "formatter": share(part)}
        data.append({"value": round(100 * part, 3), "tooltip": {"formatter": tip}, "label": label})
    return {
        "type": "bar",
        "name": name,
        "stack": "share",
        "barCategoryGap": "18%",
        "itemStyle": {"color": colour, "borderColor": "#fff", "borderWidth": 0.5},
        "label": {"color": on(colour), "fontSize": 11, "textBorderWidth": 0},
        "data": data,
    }


def _table(view: View) -> Markup:
    years = view.plan.footprint("country", per="year")
    when = years["year"].unique(maintain_order=True).to_list()
    cells = {(row["country"], row["year"]): row["share"] for row in years.iter_rows(named=True)}
    columns = [Column(say("Country")), *(Column(year, say("share"), numeric=True) for year in when)]
    rows = [
        [view.countries[country], *(share(cells.get((country, year), 0.0), 1) for year in when)]
        for country in view.colours
    ]
    return table(columns, rows)
