"""Footprints of the plans side by side: countries' shares, and over time where they differ most."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import NARROW_NAMES, Chart, category_axis, chart, names_axis, value_axis
from reshore.report.compare.beside import amounts, points, tables
from reshore.report.html import Column, folded, join, tag
from reshore.report.language import say
from reshore.report.section import Section
from reshore.report.words import counted, share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.plan.measures import Per
    from reshore.report.compare.view import CompareView

DRAWN = 10
"""Countries with bars, those whose shares differ most; the table has all."""
TIMED = 2
"""Countries that are shown over time."""
BAR = 11
"""Height of a plan's bar with its gap, in pixels."""


def section(view: CompareView) -> Section | None:
    """Return charts and table of shares; None where nothing is made."""
    shares = view.comparison.footprint
    if shares.is_empty():
        return None
    over_time = [_timed(view, country, at) for at, country in enumerate(shares["country"].head(TIMED), 1)]
    bars = _bars(view, shares.head(DRAWN))
    panels = tag("div", *(_panel(one, title) for one, title in over_time), class_="panels")
    lead = say(
        "Each country's share of the value added over the horizon; the countries that differ most first."
    )
    rows = [
        amounts([view.country(row["country"])], view.values(row), partial(share, digits=1), points)
        for row in shares.iter_rows(named=True)
    ]
    table = folded(
        say("Shares as a table"),
        *tables(view, [Column(say("Country"))], rows, lambda count: counted(count, "share")),
    )
    body = join([tag("p", lead), tag("figure", bars.place()), panels, table])
    return Section("footprint", say("Footprint side by side"), body, (bars, *(one for one, _ in over_time)))


def _panel(drawn: Chart, title: str) -> str:
    return tag("figure", tag("figcaption", title), drawn.place())


def _bars(view: CompareView, rows: pl.DataFrame) -> Chart:
    countries = [view.country(code) for code in rows["country"]]
    series = [
        {
            "type": "bar",
            "name": name,
            "barWidth": BAR - 2,
            "itemStyle": {"color": colour},
            "data": [
                _point(name, country, value) for country, value in zip(countries, rows[key], strict=True)
            ],
        }
        for name, colour, key in zip(view.names, view.colours, view.keys, strict=True)
    ]
    first = rows.row(0, named=True)
    said = ", ".join(
        say("{plan} {share}", plan=name, share=share(value, 1))
        for name, value in zip(view.names, view.values(first), strict=True)
    )
    height = (BAR * len(series) + 14) * rows.height + 56
    return chart(
        "compare-footprint",
        say(
            "Shares of value added by country and plan; they differ most for {country}: {plans}",
            country=countries[0],
            plans=said,
        ),
        series,
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=value_axis(say("share of value added, %")),
        yAxis=names_axis(countries),
    )


def _point(plan: str, where: str, value: float) -> dict[str, Any]:
    tip = join([tag("b", say("{plan}: {what}", plan=plan, what=where)), tag("br"), share(value, 1)])
    return {"value": round(100 * value, 3), "tooltip": {"formatter": tip}}


def _timed(view: CompareView, country: str, number: int) -> tuple[Chart, str]:
    per: Per = "period" if view.same_periods else "year"
    found = [_over_time(view, at, country, per) for at in range(len(view.plans))]
    years = sorted({year for one in found for year in one})
    when = view.views[0].periods if per == "period" else years
    series = [
        {
            "type": "line",
            "name": name,
            "symbolSize": 7,
            "itemStyle": {"color": colour},
            "lineStyle": {"width": 2.5},
            "data": [_point(name, at, one[at]) if at in one else None for at in when],
        }
        for name, colour, one in zip(view.names, view.colours, found, strict=True)
    ]
    said = ", ".join(
        say("{plan} {share} in {period}", plan=name, share=share(one[when[-1]], 1), period=when[-1])
        for name, one in zip(view.names, found, strict=True)
        if when[-1] in one
    )
    title = say("{country}, share of value added", country=view.country(country))
    drawn = chart(
        f"compare-footprint-{number}",
        say("{plan}: {what}", plan=title, what=said),
        series,
        (240, 220),
        xAxis=category_axis(when),
        yAxis=value_axis("", axisLabel={"formatter": "{value}%"}),
    )
    return drawn, title


def _over_time(view: CompareView, at: int, country: str, per: Per) -> Mapping[str, float]:
    """Return a country's share by period or year; 0 where the plan makes something, but not there."""
    made = view.plans[at].footprint("country", per=per)
    here = made.filter(pl.col("country") == country)
    return dict.fromkeys(made[per], 0.0) | dict(here.select(per, "share").iter_rows())
