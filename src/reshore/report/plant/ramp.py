"""The ramp: the share of its full rate that the plant reaches in each month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.report.chart import Chart, category_axis, chart, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.palette import DISTINCT
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
    units = "what half a year makes at full rate" if mature is None else f"{rounded(mature)} units"
    lead = tag(
        "p",
        f"Hours of a unit fall to {percent(learning)} at each doubling of units made, and no more after"
        f" {units}. It reaches {share(ALMOST)} of the full rate in month {_month(view, ALMOST)}, all of it"
        f" in month {view['ramp'].height}.",
    )
    body = join([lead, tag("figure", drawn.place()), folded("Ramp as a table", _table(view))])
    return Section("ramp", "Ramp", body, (drawn,))


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
                        tag("b", f"Month {month + 1}"),
                        f"{share(value, 1)}, {rounded(value * view.end['throughput'])} units a week",
                    ],
                    tag("br"),
                )
            },
        }
        for month, value in view["ramp"].iter_rows()
    ]
    return chart(
        "ramp-months",
        f"Share of the full rate by month, from {share(view['ramp']['share'][0])} in the first to all in"
        f" month {view['ramp'].height}",
        [
            {
                "type": "bar",
                "name": "Share of the full rate",
                "itemStyle": {"color": DISTINCT[1]},
                "data": bars,
            }
        ],
        (HEIGHT, NARROW_HEIGHT),
        xAxis=category_axis(
            [str(month + 1) for month in view["ramp"]["month"]],
            name="month",
            nameLocation="middle",
            nameGap=28,
        ),
        yAxis=value_axis("", min=0, max=100, axisLabel={"formatter": "{value}%"}),
    )


def _table(view: PlantView) -> Markup:
    columns = [
        Column("Month"),
        Column("Share of the full rate", numeric=True),
        Column("Units", "a week", numeric=True),
    ]
    cells = [
        [str(month + 1), share(value, 1), rounded(value * view.end["throughput"])]
        for month, value in view["ramp"].iter_rows()
    ]
    return table(columns, cells)
