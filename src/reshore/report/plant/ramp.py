"""The ramp: the share of its full rate that the plant reaches in each month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.report.chart import Chart, category_axis, chart
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import say
from reshore.report.palette import DISTINCT
from reshore.report.plant.axes import share_axis
from reshore.report.section import Section
from reshore.report.words import percent, rounded, share

if TYPE_CHECKING:
    from reshore.report.plant.view import PlantView

HEIGHT, NARROW_HEIGHT = 220, 200
ALMOST = 0.9
"""Share of the full rate whose month is told."""


def section(view: PlantView) -> Section | None:
    """Return chart and table; None where the plant makes all from its first month on, or nothing ever."""
    if view["ramp"].height < 2:
        return None
    drawn = _chart(view)
    learning, mature = view.result.options["learning"], view.result.options["mature"]
    falls = (
        say(
            "Hours of a unit fall to {share} at each doubling of units made, and no more after what half a"
            " year makes at full rate.",
            share=percent(learning),
        )
        if mature is None
        else say(
            "Hours of a unit fall to {share} at each doubling of units made, and no more after {units}"
            " units.",
            share=percent(learning),
            units=rounded(mature),
        )
    )
    reaches = say(
        "It reaches {share} of the full rate in month {month}, all of it in month {last}.",
        share=share(ALMOST),
        month=_month(view, ALMOST),
        last=view["ramp"].height,
    )
    lead = tag("p", f"{falls} {reaches}")
    body = join([lead, tag("figure", drawn.place()), folded(say("Ramp as a table"), _table(view))])
    return Section("ramp", say("Ramp"), body, (drawn,))


def _month(view: PlantView, least: float) -> int:
    """Return the first month, from 1 on, with that share of the full rate."""
    return int(view["ramp"].filter(pl.col("share") >= least)["month"][0]) + 1


def _chart(view: PlantView) -> Chart:
    bars = [
        {
            "value": round(100 * value, 2),
            "tooltip": {
                "formatter": join(
                    [
                        tag("b", say("Month {number}", number=month + 1)),
                        say(
                            "{share}, {units} units a week",
                            share=share(value, 1),
                            units=rounded(value * view.end["throughput"]),
                        ),
                    ],
                    tag("br"),
                )
            },
        }
        for month, value in view["ramp"].iter_rows()
    ]
    return chart(
        "ramp-months",
        say(
            "Share of the full rate by month, from {share} in the first to all in month {month}",
            share=share(view["ramp"]["share"][0]),
            month=view["ramp"].height,
        ),
        [
            {
                "type": "bar",
                "name": say("Share of the full rate"),
                "itemStyle": {"color": DISTINCT[1]},
                "data": bars,
            }
        ],
        (HEIGHT, NARROW_HEIGHT),
        xAxis=category_axis(
            [str(month + 1) for month in view["ramp"]["month"]],
            name=say("month"),
            nameLocation="middle",
            nameGap=28,
        ),
        yAxis=share_axis(),
    )


def _table(view: PlantView) -> Markup:
    columns = [
        Column(say("Month")),
        Column(say("Share of the full rate"), numeric=True),
        Column(say("Units"), say("a week"), numeric=True),
    ]
    cells = [
        [str(month + 1), share(value, 1), rounded(value * view.end["throughput"])]
        for month, value in view["ramp"].iter_rows()
    ]
    return table(columns, cells)
