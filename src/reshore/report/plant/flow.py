"""Throughput and work in process over time, warm-up included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import Chart, chart, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.palette import DISTINCT, INK, QUIET
from reshore.report.plant.view import DAY, WEEK, hours
from reshore.report.section import Section
from reshore.report.words import rounded

if TYPE_CHECKING:
    from reshore.report.plant.view import PlantView

HEIGHT, NARROW_HEIGHT = 240, 220
FEWEST = 4
"""Whole weeks from which on points are weeks; a shorter run has days."""
WARM = "Warm-up"


def section(view: PlantView) -> Section | None:
    """Return the two charts and their table; None where less than a day was simulated."""
    points = _points(view)
    if points.is_empty():
        return None
    drawn = (
        _chart(view, points, "output", "good units a week"),
        _chart(view, points, "inside", "units inside, on average"),
    )
    captions = ("Throughput", "Work in process")
    figures = [
        tag("figure", tag("figcaption", name), one.place()) for name, one in zip(captions, drawn, strict=True)
    ]
    lead = tag(
        "p",
        f"Means over {view.facts['replications']} replications, by {_step(view)[1]}. The first"
        f" {hours(view.facts['warm_up'])} are warm-up and left out of all figures.",
    )
    body = join([lead, *figures, folded(f"By {_step(view)[1]}, as a table", _table(view, points))])
    return Section("flow", "Throughput and work in process", body, drawn)


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


def _chart(view: PlantView, points: pl.DataFrame, column: str, unit: str) -> Chart:
    _, word = _step(view)
    series = [
        _line(view, product, colour, points.filter(pl.col("product") == product), column)
        for product, colour in zip(view["products"]["product"], _colours(view), strict=True)
    ]
    if column == "output":
        series.append(_asked(view))
    series[0]["markArea"] = _warm_up(view)
    end = points.filter(pl.col("product") == view.result.product)[column]
    return chart(
        f"flow-{column}",
        f"{unit[:1].upper()}{unit[1:]} by {word}: {rounded(float(end.min()))} to"  # type: ignore[arg-type]
        f" {rounded(float(end.max()))} of {view.product(view.result.product)}",  # type: ignore[arg-type]
        series,
        (HEIGHT, NARROW_HEIGHT),
        xAxis=value_axis(word, min=0, max=int(points["at"].max()), minInterval=1),  # type: ignore[arg-type]
        yAxis=value_axis(unit, nameGap=44, min=0),
    )


def _colours(view: PlantView) -> list[str]:
    return [DISTINCT[at % len(DISTINCT)] for at in range(view["products"].height)]


def _line(view: PlantView, product: str, colour: str, rows: pl.DataFrame, column: str) -> dict[str, Any]:
    _, word = _step(view)
    name = view.product(product)
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
                "tooltip": {"formatter": join([tag("b", f"{name}, {word} {at}"), rounded(value)], tag("br"))},
            }
            for at, value in rows.select("at", column).iter_rows()
        ],
    }


def _asked(view: PlantView) -> dict[str, Any]:
    """Return the rate of the end product as a line."""
    line = {"color": INK, "width": 1.5, "type": "dashed"}
    return {
        "type": "line",
        "name": f"Rate, {rounded(view.end['rate'])}",
        "data": [],
        "symbol": "none",
        "lineStyle": line,
        "itemStyle": {"color": INK, "opacity": 0},
        "markLine": {
            "symbol": "none",
            "silent": True,
            "label": {"show": False},
            "lineStyle": line,
            "data": [{"yAxis": round(view.end["rate"], 4)}],
        },
    }


def _warm_up(view: PlantView) -> dict[str, Any]:
    """Return the warm-up as a shaded area."""
    step, _ = _step(view)
    return {
        "silent": True,
        "itemStyle": {"color": QUIET, "opacity": 0.12},
        "label": {"color": QUIET, "position": "insideTopLeft"},
        "data": [[{"name": WARM, "xAxis": 0}, {"xAxis": round(view.facts["warm_up"] / step, 3)}]],
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
