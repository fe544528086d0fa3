"""Which sites each future uses, and how much of their capacity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import say
from reshore.report.robust.view import MINE, future_name
from reshore.report.section import Section
from reshore.report.words import share

if TYPE_CHECKING:
    from reshore.report.robust.view import RobustView

ROW = 26
"""Height of a row and its gap, in pixels."""

RANGE = "#9fabcb"
"""Colour from the least to the most that a future uses."""

USED = 1e-6
"""Share of a site's hours below which it isn't used."""


def section(view: RobustView) -> Section | None:
    """Return the chart and the table of sites; None where no site has hours."""
    rows = _uses(view)
    if rows.is_empty():
        return None
    drawn = _chart(view, rows)
    body = [
        tag(
            "p",
            say(
                "Hours used of those there over the horizon, at sites that are open in the plan: from the"
                " future that uses least of a site to the one that uses most, and the mean by probability."
            ),
        ),
        tag("figure", drawn.place()),
        folded(say("Use of sites as a table"), _table(view, rows)),
    ]
    return Section("futures-use", say("Which sites each future uses"), join(body), (drawn,))


def _uses(view: RobustView) -> pl.DataFrame:
    """Return, by site: mean, low and high use, the futures of these, probability that it is used at all."""
    parts = [
        plan["capacity"]
        .group_by("site", maintain_order=True)
        .agg(pl.col("hours_used", "hours_available").sum())
        .select(pl.lit(name).alias("future"), "site", "hours_used", "hours_available")
        for name, plan in view.result.plans.items()
    ]
    use = pl.col("use")
    return (
        pl.concat(parts)
        .filter(pl.col("hours_available") > 0)
        .with_columns(use=pl.col("hours_used") / pl.col("hours_available"))
        .join(view["futures"].select("future", "probability"), on="future", maintain_order="left")
        .group_by("site", maintain_order=True)
        .agg(
            mean=(use * pl.col("probability")).sum() / pl.col("probability").sum(),
            low=use.min(),
            high=use.max(),
            least=pl.col("future").get(use.arg_min()),
            most=pl.col("future").get(use.arg_max()),
            used=pl.col("probability").filter(use > USED).sum(),
        )
        .sort("mean", "site", descending=[True, False])
    )


def _chart(view: RobustView, rows: pl.DataFrame) -> Chart:
    labels = [view.place(site) for site in rows["site"]]
    series: list[dict[str, Any]] = [
        {
            "type": "custom",
            "name": say("Least to most of any future"),
            "renderItem": "bar",
            "itemStyle": {"color": RANGE},
            "encode": {"x": [1, 2], "y": 0},
            "data": [
                {
                    "value": [at, round(100 * row["low"], 2), round(100 * row["high"], 2)],
                    "tooltip": {"formatter": _tip(view, row)},
                }
                for at, row in enumerate(rows.iter_rows(named=True))
            ],
        },
        {
            "type": "scatter",
            "name": say("Mean"),
            "symbol": "diamond",
            "symbolSize": 11,
            "z": 4,
            "itemStyle": {"color": MINE},
            "data": [
                {"value": [round(100 * row["mean"], 2), at], "tooltip": {"formatter": _tip(view, row)}}
                for at, row in enumerate(rows.iter_rows(named=True))
            ],
        },
    ]
    widest = rows.sort(pl.col("high") - pl.col("low"), descending=True, maintain_order=True).row(
        0, named=True
    )
    height = ROW * len(labels) + 56
    return chart(
        "futures-use-range",
        say(
            "Use of sites over the futures; that of {site} differs most, from {low} to {high}",
            site=view.place(widest["site"]),
            low=share(widest["low"]),
            high=share(widest["high"]),
        ),
        series,
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=value_axis(
            say("hours used"), min=0, axisLabel={"formatter": say("{amount}%", amount="{value}")}
        ),
        yAxis=names_axis(labels),
    )


def _tip(view: RobustView, row: dict[str, Any]) -> Markup:
    return join(
        [
            tag("b", view.place(row["site"])),
            say("least {share} ({future})", share=share(row["low"], 1), future=future_name(row["least"])),
            say("mean {share}", share=share(row["mean"], 1)),
            say("most {share} ({future})", share=share(row["high"], 1), future=future_name(row["most"])),
        ],
        tag("br"),
    )


def _table(view: RobustView, rows: pl.DataFrame) -> Markup:
    columns = [
        Column(say("Site")),
        Column(say("Used in"), say("of futures"), numeric=True),
        Column(say("Least"), numeric=True),
        Column(say("in")),
        Column(say("Mean"), numeric=True),
        Column(say("Most"), numeric=True),
        Column(say("in")),
    ]
    cells = [
        [
            view.place(row["site"]),
            share(row["used"]),
            share(row["low"], 1),
            future_name(row["least"]),
            share(row["mean"], 1),
            share(row["high"], 1),
            future_name(row["most"]),
        ]
        for row in rows.iter_rows(named=True)
    ]
    return table(columns, cells)
