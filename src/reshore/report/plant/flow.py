"""Throughput and work in process over time, warm-up included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import Chart, chart, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.palette import DISTINCT, QUIET
from reshore.report.plant.axes import line_at
from reshore.report.plant.quantities import DAY, WEEK, hours
from reshore.report.section import Section
from reshore.report.words import rounded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.plant.view import PlantView

HEIGHT, NARROW_HEIGHT = 220, 200
FEWEST = 4
"""Whole weeks from which on points are weeks; a shorter run has days."""
WARM = "Warm-up"
DRAWN = {
    "output": ("Throughput, units a week", DISTINCT[0]),
    "inside": ("Work in process, units", DISTINCT[1]),
}
"""Columns that are drawn: what they are called, and their colour."""


def section(view: PlantView) -> Section | None:
    """Return the charts of each product and their table; None where less than a day was simulated."""
    points = _points(view)
    if points.is_empty():
        return None
    _, word = _step(view)
    lead = tag(
        "p",
        f"Means over {view.facts['replications']} replications, by {word}. The first"
        f" {hours(view.facts['warm_up'])} are warm-up and left out of all figures.",
    )
    parts, charts = [lead], []
    for at, product in view.lines:
        own = points.filter(pl.col("product") == product["product"])
        drawn = [_chart(view, product, own, column, f"flow-{column}-{at}") for column in DRAWN]
        charts += drawn
        caption = view.beside(product["product"])
        parts += [tag("h3", caption)] if caption else []
        parts.append(tag("div", *(tag("figure", one.place()) for one in drawn), class_="panels"))
    parts.append(folded(f"By {word}, as a table", _table(view, points)))
    return Section("flow", "Throughput and work in process", join(parts), tuple(charts))


def _step(view: PlantView) -> tuple[float, str]:
    """Return the hours that a point stands for, and what they are called."""
    last = view["series"]["hour"].max()
    return (DAY, "day") if last is None or float(last) < FEWEST * WEEK else (WEEK, "week")  # type: ignore[arg-type]


def _points(view: PlantView) -> pl.DataFrame:
    """Return mean units inside and output at the rate of a week, by product and whole day or week."""
    step, _ = _step(view)
    bins = view["series"].with_columns(at=(pl.col("hour") // step).cast(pl.Int64))
    grouped = bins.group_by("product", "at", maintain_order=True).agg(
        pl.col("inside").mean(), pl.col("output").sum() * WEEK / step, count=pl.len()
    )
    whole = pl.col("count") == pl.col("count").max()
    return grouped.filter(whole).with_columns(at=pl.col("at") + 1).drop("count")


def _chart(view: PlantView, product: Mapping[str, Any], points: pl.DataFrame, column: str, key: str) -> Chart:
    step, word = _step(view)
    name, colour = DRAWN[column]
    line = _line(name, colour, word, points.select("at", column))
    line["markArea"] = _warm_up(view.facts["warm_up"] / step)
    rate = [line_at(f"Rate, {rounded(product['rate'])}", "yAxis", product["rate"])]
    low, high = float(points[column].min()), float(points[column].max())  # type: ignore[arg-type]
    return chart(
        key,
        f"{name} of {view.product(product['product'])} by {word}: {rounded(low)} to {rounded(high)}",
        [line, *(rate if column == "output" else [])],
        (HEIGHT, NARROW_HEIGHT),
        xAxis=value_axis(word, min=0, max=int(points["at"].max()), minInterval=1),  # type: ignore[arg-type]
        yAxis=value_axis("", min=0),
    )


def _line(name: str, colour: str, word: str, points: pl.DataFrame) -> dict[str, Any]:
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
                        [tag("b", f"{word.title()} {at}"), f"{name}: {rounded(value)}"], tag("br")
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
        "data": [[{"name": WARM, "xAxis": 0}, {"xAxis": round(end, 3)}]],
    }


def _table(view: PlantView, points: pl.DataFrame) -> Markup:
    _, word = _step(view)
    products = view["products"]["product"].to_list()
    columns = [Column(word.title())]
    for product in products:
        columns.append(Column(view.product(product), "units a week", numeric=True))
        columns.append(Column("Inside", "units", numeric=True))
    found = {(product, at): (inside, output) for product, at, inside, output in points.iter_rows()}
    cells = []
    for at in points["at"].unique().sort():
        row = [str(at)]
        for product in products:
            inside, output = found[product, at]
            row += [rounded(output), rounded(inside)]
        cells.append(row)
    return table(columns, cells)
