"""A frontier: what more of one thing costs of another, with its knee and today's network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import Chart, chart, value_axis
from reshore.report.html import Column, Markup, join, table, tag
from reshore.report.palette import QUIET
from reshore.report.section import Section
from reshore.report.why.view import SURE, span
from reshore.report.words import counted, rounded, share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.why.view import WhyView
    from reshore.report.words import Scale

HEIGHT, NARROW_HEIGHT = 360, 320
KNEE, TODAY = "#cc6677", "#ddcc77"


def section(view: WhyView) -> Section | None:
    """Return curve and table."""
    rows = view["frontier"]
    if rows.is_empty():
        return None
    drawn = _chart(view, rows)
    measure, beaten = rows["measure"][0], view.result.facts["dominated"]
    left = (
        f" {counted(beaten, 'point')} that others beat {'is' if beaten == 1 else 'are'} left out."
        if beaten
        else ""
    )
    lead = tag(
        "p",
        f"The best plan for each of several limits on {measure}, and what it costs more than the plan. The"
        f" knee is the point farthest from the line between both ends, with both axes scaled alike. Dashed"
        f" lines are the ends of intervals.{left}",
    )
    body = join([lead, tag("figure", drawn.place()), _table(view, rows)])
    return Section(view.key("frontier"), f"What {measure} costs", body, (drawn,))


def said(value: float, unit: str) -> str:
    """Return a value of the measure as people read it."""
    return share(value, 1) if unit == "share" else f"{rounded(value)} {unit}"


def _chart(view: WhyView, rows: pl.DataFrame) -> Chart:
    curve, today = rows.filter(~pl.col("today")), rows.filter("today")
    scale, unit = view.scale("frontier", "low", "high"), rows["unit"][0]
    factor, axis = (100.0, "%") if unit == "share" else (1.0, unit)
    series = [
        {
            "type": "line",
            "name": "Frontier",
            "symbol": "circle",
            "symbolSize": 8,
            "lineStyle": {"color": SURE, "width": 2},
            "itemStyle": {"color": SURE},
            "data": [_point(view, row, scale, factor) for row in curve.iter_rows(named=True)],
        }
    ]
    series += [
        {
            "type": "line",
            "name": "Interval",
            "symbol": "none",
            "lineStyle": {"color": QUIET, "width": 1, "type": "dashed"},
            "itemStyle": {"color": QUIET},
            "data": [
                [round(row["value"] * factor, 4), scale.value(row[end])]
                for row in curve.drop_nulls(end).iter_rows(named=True)
            ],
        }
        for end in ("low", "high")
    ]
    marked = (("Knee", curve.filter("knee"), KNEE, "diamond"), ("Today's network", today, TODAY, "rect"))
    series += [
        {
            "type": "scatter",
            "name": name,
            "symbol": symbol,
            "symbolSize": 16,
            "z": 5,
            "itemStyle": {"color": colour, "borderColor": "#fff", "borderWidth": 1},
            "data": [_point(view, row, scale, factor) for row in points.iter_rows(named=True)],
        }
        for name, points, colour, symbol in marked
        if points.height
    ]
    return chart(
        view.key("frontier-curve"),
        _label(view, curve),
        series,
        (HEIGHT, NARROW_HEIGHT),
        xAxis=value_axis(f"{rows['measure'][0]}, {axis}", scale=True),
        yAxis=value_axis(f"more than the plan, {scale.unit}", nameGap=50, scale=True),
    )


def _label(view: WhyView, curve: pl.DataFrame) -> str:
    first, last = (curve.row(at, named=True) for at in (0, -1))
    ends = [said(row["value"], row["unit"]) for row in (first, last)]
    scale = view.scale("frontier", "low", "high")
    return (
        f"Frontier of {first['measure']} in {counted(curve.height, 'point')}: from {ends[0]} to {ends[1]},"
        f" which costs {span(scale, last['low'], last['high'])} {scale.unit} more"
    )


def _point(view: WhyView, row: Mapping[str, Any], scale: Scale, factor: float) -> dict[str, Any]:
    middle = row["objective"] - view.view.plan.objective
    tip = [
        tag("b", said(row["value"], row["unit"])),
        f"{span(scale, row['low'], row['high'])} {scale.unit} more",
        view.moved(row),
    ]
    return {
        "value": [round(row["value"] * factor, 4), scale.value(middle)],
        "tooltip": {"formatter": join(tip, tag("br"))},
    }


def _table(view: WhyView, rows: pl.DataFrame) -> Markup:
    scale = view.scale("frontier", "low", "high")
    columns = [
        Column(rows["measure"][0], numeric=False),
        Column("Costs more", scale.unit, numeric=True),
        Column("Sites"),
        Column("Mark"),
    ]
    cells = [
        [
            said(row["value"], row["unit"]),
            span(scale, row["low"], row["high"]),
            view.moved(row),
            "today's network" if row["today"] else "knee" if row["knee"] else "",
        ]
        for row in rows.iter_rows(named=True)
    ]
    return table(columns, cells)
