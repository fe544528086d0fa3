"""Throughput and work in process over time, warm-up included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import Chart, chart, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say
from reshore.report.palette import DISTINCT, QUIET
from reshore.report.plant.axes import line_at
from reshore.report.plant.quantities import DAY, WEEK, hours
from reshore.report.section import Section
from reshore.report.words import counted, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.plant.view import PlantView

HEIGHT, NARROW_HEIGHT = 220, 200
FEWEST = 4
"""Whole weeks from which on points are weeks; a shorter run has days."""
WARM = message("Warm-up")
DRAWN = {
    "output": (message("Throughput, units a week"), DISTINCT[0]),
    "inside": (message("Work in process, units"), DISTINCT[1]),
}
"""Columns that are drawn: what they are called, and their colour."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a point stands for.

    Attributes
    ----------
    hours
        How long it is.
    axis, numbered
        What it is called on an axis, and one by its number.
    lead, drawn, folded
        What is said above the charts, of a chart, and above the table.
    """

    hours: float
    axis: str
    numbered: str
    lead: str
    drawn: str
    folded: str


BY_DAY = Step(
    DAY,
    message("day"),
    message("Day {number}"),
    message(
        "Means over {replications}, by day. The first {warm_up} are warm-up and left out of all figures."
    ),
    message("{figure} of {product} by day: {low} to {high}"),
    message("By day, as a table"),
)
BY_WEEK = Step(
    WEEK,
    message("week"),
    message("Week {number}"),
    message(
        "Means over {replications}, by week. The first {warm_up} are warm-up and left out of all figures."
    ),
    message("{figure} of {product} by week: {low} to {high}"),
    message("By week, as a table"),
)


def section(view: PlantView) -> Section | None:
    """Return the charts of each product and their table; None where less than a day was simulated."""
    points = _points(view)
    if points.is_empty():
        return None
    step = _step(view)
    replications, warm_up = counted(view.facts["replications"], "replication"), hours(view.facts["warm_up"])
    lead = tag("p", say(step.lead, replications=replications, warm_up=warm_up))
    parts, charts = [lead], []
    for at, product in view.lines:
        own = points.filter(pl.col("product") == product["product"])
        drawn = [_chart(view, product, own, column, f"flow-{column}-{at}") for column in DRAWN]
        charts += drawn
        caption = view.beside(product["product"])
        parts += [tag("h3", caption)] if caption else []
        parts.append(tag("div", *(tag("figure", one.place()) for one in drawn), class_="panels"))
    parts.append(folded(say(step.folded), _table(view, points)))
    return Section("flow", say("Throughput and work in process"), join(parts), tuple(charts))


def _step(view: PlantView) -> Step:
    """Return what a point stands for."""
    last = view["series"]["hour"].max()
    return BY_DAY if last is None or float(last) < FEWEST * WEEK else BY_WEEK  # type: ignore[arg-type]


def _points(view: PlantView) -> pl.DataFrame:
    """Return mean units inside and output at the rate of a week, by product and whole day or week."""
    step = _step(view).hours
    bins = view["series"].with_columns(at=(pl.col("hour") // step).cast(pl.Int64))
    grouped = bins.group_by("product", "at", maintain_order=True).agg(
        pl.col("inside").mean(), pl.col("output").sum() * WEEK / step, count=pl.len()
    )
    whole = pl.col("count") == pl.col("count").max()
    return grouped.filter(whole).with_columns(at=pl.col("at") + 1).drop("count")


def _chart(view: PlantView, product: Mapping[str, Any], points: pl.DataFrame, column: str, key: str) -> Chart:
    step, (name, colour) = _step(view), DRAWN[column]
    line = _line(say(name), colour, step, points.select("at", column))
    line["markArea"] = _warm_up(view.facts["warm_up"] / step.hours)
    rate = [line_at(say("Rate, {rate}", rate=rounded(product["rate"])), "yAxis", product["rate"])]
    low, high = float(points[column].min()), float(points[column].max())  # type: ignore[arg-type]
    return chart(
        key,
        say(
            step.drawn,
            figure=say(name),
            product=view.product(product["product"]),
            low=rounded(low),
            high=rounded(high),
        ),
        [line, *(rate if column == "output" else [])],
        (HEIGHT, NARROW_HEIGHT),
        xAxis=value_axis(say(step.axis), min=0, max=int(points["at"].max()), minInterval=1),  # type: ignore[arg-type]
        yAxis=value_axis("", min=0),
    )


def _line(name: str, colour: str, step: Step, points: pl.DataFrame) -> dict[str, Any]:
    return {
        "type": "line",
        "name": name,
        "symbol": "circle",
        "symbolSize": 5,
        "lineStyle": {"color": colour, "width": 2},
        "itemStyle": {"color": colour},
        "data": [
            {
                "value": [at, round(value, 4)],
                "tooltip": {
                    "formatter": join(
                        [
                            tag("b", say(step.numbered, number=at)),
                            say("{figure}: {amount}", figure=name, amount=rounded(value)),
                        ],
                        tag("br"),
                    )
                },
            }
            for at, value in points.iter_rows()
        ],
    }


def _warm_up(end: float) -> dict[str, Any]:
    """Return the warm-up as a shaded area."""
    return {
        "silent": True,
        "itemStyle": {"color": QUIET, "opacity": 0.12},
        "label": {"color": QUIET, "position": "insideBottomLeft"},
        "data": [[{"name": say(WARM), "xAxis": 0}, {"xAxis": round(end, 3)}]],
    }


def _table(view: PlantView, points: pl.DataFrame) -> Markup:
    axis = say(_step(view).axis)
    products = view["products"]["product"].to_list()
    columns = [Column(axis[:1].upper() + axis[1:])]
    for product in products:
        columns.append(Column(view.product(product), say("units a week"), numeric=True))
        columns.append(Column(say("Inside"), say("units"), numeric=True))
    found = {(product, at): (inside, output) for product, at, inside, output in points.iter_rows()}
    cells = []
    for at in points["at"].unique().sort():
        row = [str(at)]
        for product in products:
            inside, output = found[product, at]
            row += [rounded(output), rounded(inside)]
        cells.append(row)
    return table(columns, cells)
