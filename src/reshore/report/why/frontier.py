"""A frontier: what more of one thing costs of another, with its knee and today's network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import Chart, chart, value_axis
from reshore.report.html import Column, Markup, join, table, tag
from reshore.report.language import say, say_many
from reshore.report.palette import QUIET
from reshore.report.section import Section
from reshore.report.why.measures import measure_name, said, shown
from reshore.report.why.view import SURE, span
from reshore.report.words import counted, number

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
    measure, beaten = _measure(view, rows), view.result.facts["dominated"]
    sentences = [
        say(
            "The best plan for each of several limits on {measure}, and what it costs more than the plan. The"
            " knee is the point farthest from the line between both ends, with both axes scaled alike. Dashed"
            " lines are the ends of intervals.",
            measure=measure,
        )
    ]
    if beaten:
        sentences.append(
            say_many(
                "{count} point that others beat is left out.",
                "{count} points that others beat are left out.",
                beaten,
                count=number(beaten),
            )
        )
    body = join([tag("p", " ".join(sentences)), tag("figure", drawn.place()), _table(view, rows)])
    return Section(view.key("frontier"), say("What {measure} costs", measure=measure), body, (drawn,))


def _measure(view: WhyView, rows: pl.DataFrame) -> str:
    return measure_name(view.view, rows["measure"][0])


def _chart(view: WhyView, rows: pl.DataFrame) -> Chart:
    curve, today = rows.filter(~pl.col("today")), rows.filter("today")
    scale, unit = view.scale("frontier", "low", "high"), rows["unit"][0]
    factor, axis = shown(unit)
    series = [
        {
            "type": "line",
            "name": say("Frontier"),
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
            "name": say("Interval"),
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
    marked = (
        (say("Knee"), curve.filter("knee"), KNEE, "diamond"),
        (say("Today's network"), today, TODAY, "rect"),
    )
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
        xAxis=value_axis(say("{measure}, {unit}", measure=_measure(view, rows), unit=axis), scale=True),
        yAxis=value_axis(say("more than the plan, {unit}", unit=scale.unit), nameGap=50, scale=True),
    )


def _label(view: WhyView, curve: pl.DataFrame) -> str:
    first, last = (curve.row(at, named=True) for at in (0, -1))
    ends = [said(row["value"], row["unit"]) for row in (first, last)]
    scale = view.scale("frontier", "low", "high")
    return say(
        "Frontier of {measure} in {points}: from {first} to {last}, which costs {amount} {unit} more",
        measure=_measure(view, curve),
        points=counted(curve.height, "point"),
        first=ends[0],
        last=ends[1],
        amount=span(scale, last["low"], last["high"]),
        unit=scale.unit,
    )


def _point(view: WhyView, row: Mapping[str, Any], scale: Scale, factor: float) -> dict[str, Any]:
    middle = row["objective"] - view.view.plan.objective
    tip = [
        tag("b", said(row["value"], row["unit"])),
        *([say("limit {limit}", limit=_limit(row))] if row["limit"] is not None else []),
        say("{amount} {unit} more", amount=span(scale, row["low"], row["high"]), unit=scale.unit),
        view.moved(row),
    ]
    return {
        "value": [round(row["value"] * factor, 4), scale.value(middle)],
        "tooltip": {"formatter": join(tip, tag("br"))},
    }


def _table(view: WhyView, rows: pl.DataFrame) -> Markup:
    scale = view.scale("frontier", "low", "high")
    measure = _measure(view, rows)
    columns = [
        Column(f"{measure[:1].upper()}{measure[1:]}"),
        Column(say("Limit"), numeric=True),
        Column(say("Costs more"), scale.unit, numeric=True),
        Column(say("Sites")),
        Column(say("Mark")),
    ]
    cells = [
        [
            said(row["value"], row["unit"]),
            _limit(row),
            span(scale, row["low"], row["high"]),
            view.moved(row),
            say("today's network") if row["today"] else say("knee") if row["knee"] else "",
        ]
        for row in rows.iter_rows(named=True)
    ]
    return table(columns, cells)


def _limit(row: Mapping[str, Any]) -> str:
    return "" if row["limit"] is None else said(row["limit"], row["unit"])
