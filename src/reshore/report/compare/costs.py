"""Costs of the plans side by side: groups of cost lines, and the way from the first plan to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.compare.beside import Row, amounts, in_scale, tables
from reshore.report.compare.bounds import bounds
from reshore.report.compare.steps import steps
from reshore.report.costs import Group, by_group, cost_name, group_of
from reshore.report.html import Column, Markup, folded, join, tag
from reshore.report.language import say
from reshore.report.section import Section
from reshore.report.sections.costs import COLOURS, DOMINANT
from reshore.report.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.report.compare.view import CompareView
    from reshore.report.words import Scale

ROW = 30
"""Height of a bar and its gap, in pixels."""


def section(view: CompareView) -> Section:
    """Return the charts and the table of costs."""
    groups = [by_group(plan) for plan in view.plans]
    aside = _dominant(groups)
    charts = [
        (say("What each plan costs, and what its best plan can cost"), bounds(view)),
        (say("Present value by group of costs"), _stacked(view, groups, aside)),
        *steps(view),
    ]
    figures = [tag("figure", tag("figcaption", title), drawn.place()) for title, drawn in charts]
    body = join([_lead(aside), *figures, folded(say("All cost lines as a table"), *_table(view))])
    return Section("costs", say("Costs side by side"), body, tuple(drawn for _, drawn in charts))


def _lead(aside: Group | None) -> Markup:
    told = say("Present values over the horizon, which add up to the net present cost.")
    if aside is None:
        return tag("p", told)
    left = say(
        "{group} would dwarf the rest in the first chart and is left out there; a click in the legend shows"
        " it.",
        group=say(aside.value),
    )
    return tag("p", told, " ", left)


def _dominant(groups: Sequence[Mapping[Group, float]]) -> Group | None:
    """Return the group that is most of the costs of some plan, if there is one."""
    for costs in groups:
        total = sum(abs(amount) for amount in costs.values())
        for group, amount in costs.items():
            if abs(amount) > DOMINANT * total:
                return group
    return None


def _stacked(view: CompareView, groups: Sequence[Mapping[Group, float]], aside: Group | None) -> Chart:
    used = [group for group in Group if any(group in costs for costs in groups)]
    scale = view.money.scale(sum(abs(a) for g, a in costs.items() if g is not aside) for costs in groups)
    series = [
        {
            "type": "bar",
            "name": say(group.value),
            "stack": "costs",
            "barWidth": 18,
            "itemStyle": {"color": COLOURS[group]},
            "data": [
                _bar(
                    view,
                    scale,
                    say("{plan}: {what}", plan=name, what=say(group.value)),
                    costs.get(group, 0.0),
                )
                for name, costs in zip(view.names, groups, strict=True)
            ],
        }
        for group in used
    ]
    said = ", ".join(
        say("{plan} {amount}", plan=name, amount=view.money(plan.objective))
        for name, plan in zip(view.names, view.plans, strict=True)
    )
    height = ROW * len(groups) + 56
    return chart(
        "compare-costs",
        say("Costs by group of each plan: {plans}", plans=said),
        series,
        (height, height),
        hidden=[say(aside.value)] if aside else [],
        narrow=NARROW_NAMES,
        xAxis=value_axis(scale.unit),
        yAxis=names_axis(view.names),
    )


def _bar(view: CompareView, scale: Scale, title: str, amount: float) -> dict[str, Any] | None:
    if not amount:
        return None
    tip = join([tag("b", title), tag("br"), view.money(amount)])
    return {"value": scale.value(amount), "tooltip": {"formatter": tip}}


def _table(view: CompareView) -> list[Markup]:
    frame = view.comparison.costs
    scale = view.scale(frame)
    rows = [_line(view, row, scale) for row in frame.iter_rows(named=True)]
    lead = tag(
        "p",
        say(
            "In {unit}; below each amount stands its difference from {first}.",
            unit=scale.unit,
            first=view.names[0],
        ),
    )
    return [
        lead,
        *tables(
            view, [Column(say("Cost")), Column(say("Group"))], rows, lambda count: counted(count, "cost line")
        ),
    ]


def _line(view: CompareView, row: Mapping[str, Any], scale: Scale) -> Row:
    cost = row["cost"]
    return amounts([cost_name(cost), say(group_of(cost).value)], view.values(row), scale, in_scale(scale))
