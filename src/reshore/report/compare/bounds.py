"""What each plan costs, and how far below that the best plan for the same case may be."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Markup, join, tag
from reshore.report.language import say
from reshore.report.palette import INK
from reshore.report.words import Scale

if TYPE_CHECKING:
    from reshore.report.compare.view import CompareView

ROW = 32
"""Height of a plan, in pixels."""
DIGITS = 4
"""Figures of a cost before and after the point that tell plans apart which cost nearly the same."""


def bounds(view: CompareView) -> Chart:
    """Return the chart: a point is what a plan costs, a whisker goes down to its bound."""
    plans = view.plans
    scale = view.money.scale(plan.objective for plan in plans)
    scale = Scale(scale.factor, scale.unit, DIGITS - 1, scale.word)
    points = [
        {"value": [scale.value(plan.objective), row], "tooltip": {"formatter": _tip(view, row)}}
        for row, plan in enumerate(plans)
    ]
    whiskers = [
        {
            "value": [row, scale.value(plan.bound), scale.value(plan.objective)],
            "tooltip": {"formatter": _tip(view, row)},
        }
        for row, plan in enumerate(plans)
        if isfinite(plan.bound)
    ]
    series: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "name": say("The plan"),
            "symbolSize": 11,
            "z": 4,
            "itemStyle": {"color": view.colours[0], "borderColor": "#fff", "borderWidth": 1},
            "data": points,
        }
    ]
    if whiskers:
        series.append(
            {
                "type": "custom",
                "name": say("Where the best plan lies"),
                "renderItem": "whisker",
                "itemStyle": {"color": INK},
                "encode": {"x": [1, 2], "y": 0},
                "data": whiskers,
            }
        )
    height = ROW * len(plans) + 56
    said = ", ".join(
        say("{plan} {amount}", plan=name, amount=_interval(view, row)) for row, name in enumerate(view.names)
    )
    return chart(
        "compare-bounds",
        say("Cost of each plan and what no plan for its case can be below: {plans}", plans=said),
        series,
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=value_axis(scale.unit, scale=True),
        yAxis=names_axis(view.names),
    )


def _interval(view: CompareView, row: int) -> str:
    plan = view.plans[row]
    if not isfinite(plan.bound):
        return view.money(plan.objective)
    return say("{amount}, at least {bound}", amount=view.money(plan.objective), bound=view.money(plan.bound))


def _tip(view: CompareView, row: int) -> Markup:
    plan = view.plans[row]
    lines = [tag("b", view.names[row]), join([view.money(plan.objective)])]
    if isfinite(plan.bound):
        lines.append(join([say("No plan costs less than {amount}", amount=view.money(plan.bound))]))
    return join(lines, tag("br"))
