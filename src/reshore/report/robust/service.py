"""Service in the worst futures: what share of demand each segment doesn't get there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import say
from reshore.report.palette import DISTINCT
from reshore.report.robust.view import future_name
from reshore.report.section import Section
from reshore.report.words import large, plain, share

if TYPE_CHECKING:
    from reshore.report.robust.view import RobustView

ROW = 34
"""Height of a future and its gap, in pixels."""

MOST = 12
"""Futures that are shown."""

ROUNDING = 1e-6
"""Share of demand below which a shortage is rounding."""


def section(view: RobustView) -> Section:
    """Return what is missing in the futures that miss most, or that nothing is."""
    rows = shortages(view)
    title = say("Service in the worst futures")
    if rows.is_empty():
        said = say("Every future gets all that its markets ask for.")
        return Section("futures-service", title, tag("p", said))
    futures = rows["future"].unique(maintain_order=True).to_list()[:MOST]
    shown = rows.filter(pl.col("future").is_in(futures))
    probability = (
        view["futures"].filter(pl.col("future").is_in(rows["future"].implode()))["probability"].sum()
    )
    drawn = _chart(shown, futures)
    lead = say(
        "With probability {share}, some of what markets ask for isn't delivered. The futures that miss the"
        " largest part come first.",
        share=share(float(probability), 1),
    )
    body = [
        tag("p", lead),
        tag("figure", drawn.place()),
        folded(say("What is not delivered as a table"), _table(shown)),
    ]
    return Section("futures-service", title, join(body), (drawn,))


def shortages(view: RobustView) -> pl.DataFrame:
    """Return future, segment, demand, short (units), part; futures that miss the largest part first.

    Futures and segments that get everything are left out.
    """
    parts = [
        plan["service"]
        .group_by("segment", maintain_order=True)
        .agg(pl.col("demand", "short").sum())
        .select(pl.lit(name).alias("future"), "segment", "demand", "short")
        for name, plan in view.result.plans.items()
    ]
    whole = pl.col("short").sum().over("future") / pl.col("demand").sum().over("future")
    return (
        pl.concat(parts)
        .with_columns(whole=whole)
        .filter(pl.col("short") > ROUNDING * pl.col("demand"), pl.col("whole") > ROUNDING)
        .with_columns(part=pl.col("short") / pl.col("demand"))
        .sort("whole", "future", "segment", descending=[True, False, False])
        .drop("whole")
    )


def _chart(rows: pl.DataFrame, futures: list[str]) -> Chart:
    labels = [future_name(one) for one in futures]
    segments = rows["segment"].unique().sort().to_list()
    parts = {
        (future, segment): part
        for future, segment, part in rows.select("future", "segment", "part").iter_rows()
    }
    series = [
        {
            "type": "bar",
            "name": plain(segment),
            "itemStyle": {"color": DISTINCT[number % len(DISTINCT)]},
            "data": [
                {
                    "value": round(100 * parts.get((future, segment), 0.0), 3),
                    "tooltip": {
                        "formatter": join(
                            [
                                tag("b", future_name(future)),
                                say(
                                    "{segment}: {share} not delivered",
                                    segment=plain(segment),
                                    share=share(parts.get((future, segment), 0.0), 1),
                                ),
                            ],
                            tag("br"),
                        )
                    },
                }
                for future in futures
            ],
        }
        for number, segment in enumerate(segments)
    ]
    worst = rows.row(0, named=True)
    height = (ROW + 8 * (len(segments) - 1)) * max(2, len(labels)) + 56
    return chart(
        "futures-short",
        say(
            "Demand that isn't delivered: in {future}, {segment} misses {share}",
            future=labels[0],
            segment=plain(worst["segment"]),
            share=share(worst["part"], 1),
        ),
        series,
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=value_axis(
            say("of demand, not delivered"),
            min=0,
            axisLabel={"formatter": say("{amount}%", amount="{value}")},
        ),
        yAxis=names_axis(labels),
    )


def _table(rows: pl.DataFrame) -> Markup:
    columns = [
        Column(say("Future")),
        Column(say("Segment")),
        Column(say("Asked for"), say("units"), numeric=True),
        Column(say("Not delivered"), say("units"), numeric=True),
        Column(say("Share"), numeric=True),
    ]
    cells = [
        [
            future_name(row["future"]),
            plain(row["segment"]),
            large(row["demand"]),
            large(row["short"]),
            share(row["part"], 1),
        ]
        for row in rows.iter_rows(named=True)
    ]
    return table(columns, cells)
