"""Service of each segment, week by week, as a fan over replications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import Chart, chart, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say
from reshore.report.section import Section
from reshore.report.stress.view import ENGINES, engine_title
from reshore.report.words import plain, share

if TYPE_CHECKING:
    from reshore.report.stress.view import StressView

HEIGHT, NARROW_HEIGHT = 260, 240
BANDS = (
    (message("5 to 95% of cases"), "q05", "q95", "#cfd6e6"),
    (message("25 to 75%"), "q25", "q75", "#9fabcb"),
)
"""Bands of the fan: name, columns of their bounds, colour."""
SEGMENTS = (
    *(message("commercial"), message("sovereign")),
    *(message("Commercial"), message("Sovereign")),
)
"""Segments that models have as a rule, in a sentence and alone."""


def section(view: StressView) -> Section | None:
    """Return a fan a segment, of the preferred engine, with the mean of the other."""
    if view["service"].is_empty():
        return None
    segments = view["service"]["segment"].unique().sort().to_list()
    drawn = [_fan(view, segment) for segment in segments]
    lead = tag(
        "p",
        say(
            "Units served of those wanted in each week. Bands are of the {engine}; events begin within"
            " {weeks} weeks, and the weeks after show the recovery.",
            engine=say(view.engines[0]),
            weeks=view.result.options["window"],
        ),
    )
    figures = [
        tag("figure", tag("figcaption", plain(segment)), one.place())
        for segment, one in zip(segments, drawn, strict=True)
    ]
    body = join([lead, *figures, folded(say("Worst week of each segment"), _table(view))])
    return Section("service", say("Service week by week"), body, tuple(drawn))


def _fan(view: StressView, segment: str) -> Chart:
    rows = view["service"].filter(pl.col("segment") == segment).sort("week")
    fan = rows.filter(pl.col("engine") == view.engines[0])
    worst, low = (float(fan[column].to_numpy().min()) for column in ("mean", "q05"))
    lowest = min(low, *rows["mean"])
    bands = [one for band in BANDS for one in _band(fan, *band)]
    means = [_mean(rows.filter(pl.col("engine") == engine), engine) for engine in view.engines]
    return chart(
        f"service-{segment}",
        say(
            "Service of {segment} by week: on average at worst {mean}, in one case of twenty {low}",
            segment=say(segment),
            mean=share(worst, 1),
            low=share(low, 1),
        ),
        [*bands, *means],
        (HEIGHT, NARROW_HEIGHT),
        xAxis=value_axis(say("week"), min=0, max=rows["week"][-1]),
        yAxis=value_axis(
            "",
            min=max(0, 10 * int(10 * lowest - 1e-9)),
            max=100,
            axisLabel={"formatter": "{value}%"},
        ),
    )


def _band(rows: pl.DataFrame, name: str, low: str, high: str, colour: str) -> list[dict[str, Any]]:
    """Return a band as two lines on top of each other, of which the upper one is filled."""
    plain_line = {
        "type": "line",
        "name": say(name),
        "stack": name,
        "silent": True,
        # The legend shows the symbol, the chart none; without this it would be a hollow one.
        "symbol": "rect",
        "showSymbol": False,
        "lineStyle": {"opacity": 0},
        "itemStyle": {"color": colour},
    }
    lower = [[week, round(100 * value, 3)] for week, value in rows.select("week", low).iter_rows()]
    height = rows.select("week", pl.col(high) - pl.col(low))
    upper = [[week, round(100 * value, 3)] for week, value in height.iter_rows()]
    return [
        {**plain_line, "data": lower},
        {**plain_line, "data": upper, "areaStyle": {"color": colour, "opacity": 1}},
    ]


def _mean(rows: pl.DataFrame, engine: str) -> dict[str, Any]:
    points = [
        {
            "value": [row["week"], round(100 * row["mean"], 3)],
            "tooltip": {
                "formatter": join(
                    [
                        tag("b", say("Week {week}, {engine}", week=row["week"], engine=say(engine))),
                        say("mean {share}", share=share(row["mean"], 1)),
                        say("one case of twenty is below {share}", share=share(row["q05"], 1)),
                    ],
                    tag("br"),
                )
            },
        }
        for row in rows.iter_rows(named=True)
    ]
    return {
        "type": "line",
        "name": say("Mean, {engine}", engine=say(engine)),
        "symbol": "circle",
        "symbolSize": 5,
        "showSymbol": True,
        "z": 4,
        "lineStyle": {"color": ENGINES[engine], "width": 2},
        "itemStyle": {"color": ENGINES[engine]},
        "data": points,
    }


def _table(view: StressView) -> Markup:
    worst = (
        view["service"]
        .sort("engine", "segment", "mean", "week")
        .group_by("engine", "segment", maintain_order=True)
        .first()
    )
    columns = [
        Column(say("Segment")),
        Column(say("Engine")),
        Column(say("Week"), numeric=True),
        Column(say("Mean"), numeric=True),
        Column(say("Median"), numeric=True),
        Column(say("One case of twenty"), say("is below"), numeric=True),
    ]
    cells = [
        [
            plain(row["segment"]),
            engine_title(row["engine"]),
            str(row["week"]),
            share(row["mean"], 1),
            share(row["q50"], 1),
            share(row["q05"], 1),
        ]
        for row in worst.iter_rows(named=True)
    ]
    return table(columns, cells)
