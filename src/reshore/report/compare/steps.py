"""The way from the cost of the first plan to those of the others: a waterfall of one, bars of several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.compare.beside import in_scale, signed
from reshore.report.html import join, tag
from reshore.report.language import message, say
from reshore.report.sections.waterfall import LESS, MORE, SUM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.compare.view import CompareView
    from reshore.report.costs import Group
    from reshore.report.words import Scale

ROW = 30
"""Height of a step and its gap, in pixels."""
BAR = 11
"""Height of one of several bars of a group, with its gap, in pixels."""

DEARER, CHEAPER, WHOLE = message("Costs more"), message("Costs less"), message("Altogether")
COLOURS_OF_STEPS = {DEARER: MORE, CHEAPER: LESS, WHOLE: SUM}


def steps(view: CompareView) -> list[tuple[str, Chart]]:
    """Return the chart with its title; none where no group of costs differs."""
    changes = {other: view.moves(other) for other in view.others}
    if not any(changes.values()):
        return []
    if len(changes) == 1:
        title = say("From {first} to {plan}", first=view.names[0], plan=view.names[1])
        return [(title, _waterfall(view, changes[1]))]
    return [(say("Difference from {first} by group", first=view.names[0]), _differences(view, changes))]


def _waterfall(view: CompareView, changes: Mapping[Group, float]) -> Chart:
    scale = view.money.scale(changes.values())
    steps: list[tuple[str, str, float, float]] = []
    at = 0.0
    for group, change in changes.items():
        steps.append((say(group.value), DEARER if change > 0 else CHEAPER, at, at + change))
        at += change
    steps.append((say(WHOLE), WHOLE, 0.0, at))
    written = in_scale(scale)
    labels = [
        say("{name}: {amount}", name=name, amount=written(end - start)) for name, _, start, end in steps
    ]
    series = [
        {
            "type": "custom",
            "name": say(kind),
            "renderItem": "bar",
            "itemStyle": {"color": colour},
            "encode": {"x": [1, 2], "y": 0},
            "data": [
                _step(view, scale, row, name, start, end)
                for row, (name, used, start, end) in enumerate(steps)
                if used == kind
            ],
        }
        for kind, colour in COLOURS_OF_STEPS.items()
        if any(used == kind for _, used, *_ in steps)
    ]
    height = ROW * len(steps) + 56
    return chart(
        "compare-steps",
        say(
            "Steps from the cost of {first} to that of {plan}, {unit}: {steps}",
            first=view.names[0],
            plan=view.names[1],
            unit=scale.unit,
            steps=", ".join(labels),
        ),
        series,
        (height, height),
        narrow={"yAxis": {"axisLabel": {"width": 128}}},
        xAxis=value_axis(scale.unit),
        yAxis=names_axis(labels, 240),
    )


def _step(view: CompareView, scale: Scale, row: int, name: str, start: float, end: float) -> dict[str, Any]:
    tip = join([tag("b", name), tag("br"), signed(end - start, view.money)])
    ends = sorted((scale.value(start), scale.value(end)))
    return {"value": [row, *ends], "tooltip": {"formatter": tip}}


def _differences(view: CompareView, changes: Mapping[int, Mapping[Group, float]]) -> Chart:
    largest: dict[Group, float] = {}
    for one in changes.values():
        for group, change in one.items():
            largest[group] = max(largest.get(group, 0.0), abs(change))
    shown = sorted(largest, key=lambda group: -largest[group])
    scale = view.money.scale(largest.values())
    series = [
        {
            "type": "bar",
            "name": view.names[other],
            "barWidth": BAR - 2,
            "itemStyle": {"color": view.colours[other]},
            "data": [
                _change(
                    view,
                    scale,
                    say("{plan}: {what}", plan=view.names[other], what=say(group.value)),
                    changes[other].get(group, 0.0),
                )
                for group in shown
            ],
        }
        for other in view.others
    ]
    height = (BAR * len(series) + 14) * len(shown) + 56
    return chart(
        "compare-steps",
        say(
            "Differences in cost from {first} by group; the largest are in {groups}",
            first=view.names[0],
            groups=", ".join(say(group.value) for group in shown[:3]),
        ),
        series,
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=value_axis(scale.unit),
        yAxis=names_axis([say(group.value) for group in shown]),
    )


def _change(view: CompareView, scale: Scale, title: str, change: float) -> dict[str, Any]:
    tip = join([tag("b", title), tag("br"), signed(change, view.money)])
    return {"value": scale.value(change), "tooltip": {"formatter": tip}}
