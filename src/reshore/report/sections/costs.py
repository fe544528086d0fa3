"""What the plan costs: by kind and by country, the dominant group set aside so that the rest can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.costs import Group, by_group, cost_name, group_of
from reshore.report.html import Column, Markup, folded, join, table, tag, text
from reshore.report.language import say
from reshore.report.palette import DISTINCT, OTHER
from reshore.report.section import Section
from reshore.report.words import share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.report.view import View
    from reshore.report.words import Scale

DOMINANT = 0.6
"""A group that is more than this share of all costs is set aside in the charts at first."""

MOST_COUNTRIES = 12
"""Bars by country; the smallest countries share the last one."""

ROW = 30
"""Height of a bar and its gap, in pixels."""

COLOURS = dict(zip(Group, (*DISTINCT[:4], DISTINCT[6], *DISTINCT[4:6], *DISTINCT[:6:-1], OTHER), strict=True))

Cells: TypeAlias = dict[tuple[Group, str], float]


def section(view: View) -> Section:
    """Return the charts and the table of costs."""
    aside = _dominant(view)
    charts = (_by_kind(view, aside), _by_country(view, aside))
    figures = [
        tag("figure", tag("figcaption", title), drawn.place())
        for title, drawn in zip((say("By kind of cost"), say("By country")), charts, strict=True)
    ]
    body = join([_lead(view, aside), *figures, folded(say("All cost lines as a table"), _table(view))])
    return Section("costs", say("What it costs"), body, charts)


def _dominant(view: View) -> Group | None:
    groups = by_group(view.plan)
    total = sum(abs(amount) for amount in groups.values())
    largest = (group for group, amount in groups.items() if total > abs(amount) > DOMINANT * total)
    return next(largest, None)


def _lead(view: View, aside: Group | None) -> Markup:
    parts = [
        say(
            "Present values over the horizon. Investment is charged as a level yearly amount over the life"
            " of the asset; what falls after the horizon isn't counted: this is less than the money spent."
        )
    ]
    if aside:
        groups = by_group(view.plan)
        amount, total = groups[aside], sum(abs(value) for value in groups.values())
        parts.append(
            say(
                "{group} ({amount}, {share}) would dwarf the rest: they are left out of the first chart, and"
                " a click in the legend shows them in the second.",
                group=say(aside.value),
                amount=view.money(amount),
                share=share(abs(amount) / total),
            )
        )
    return tag("p", join(parts, " "))


def _by_kind(view: View, aside: Group | None) -> Chart:
    costs = [
        (cost, amount)
        for cost, amount in view.plan.costs("cost").iter_rows()
        if amount and group_of(cost) is not aside
    ]
    labels = [cost_name(cost) for cost, _ in costs]
    cells = {(group_of(cost), label): amount for (cost, amount), label in zip(costs, labels, strict=True)}
    return _bars(view, "costs-kind", labels, cells, aside, say("Costs by kind"))


def _by_country(view: View, aside: Group | None) -> Chart:
    amounts = list(view.plan.costs(["cost", "country"]).iter_rows())
    totals: dict[str, float] = {}
    for cost, country, amount in amounts:
        seen = 0.0 if group_of(cost) is aside else abs(amount)
        totals[country or ""] = totals.get(country or "", 0.0) + seen
    ranked = sorted(totals, key=lambda country: (-totals[country], country))
    names = {country: view.countries[country] if country else say("No country") for country in ranked}
    if len(ranked) > MOST_COUNTRIES:
        names |= dict.fromkeys(ranked[MOST_COUNTRIES - 1 :], say("Other countries"))
    cells: Cells = {}
    for cost, country, amount in amounts:
        key = (group_of(cost), names[country or ""])
        cells[key] = cells.get(key, 0.0) + amount
    labels = list(dict.fromkeys(names[country] for country in ranked))
    return _bars(view, "costs-country", labels, cells, aside, say("Costs by country"))


def _bars(
    view: View, key: str, labels: Sequence[str], cells: Cells, aside: Group | None, title: str
) -> Chart:
    groups = [group for group in Group if any(group is used for used, _ in cells)]
    shown = [amount for (group, _), amount in cells.items() if group is not aside]
    scale = view.money.scale(shown)
    series = [
        {
            "type": "bar",
            "name": say(group.value),
            "stack": "costs",
            "barWidth": 18,
            "itemStyle": {"color": COLOURS[group]},
            "data": [_bar(view, scale, group, label, cells.get((group, label))) for label in labels],
        }
        for group in groups
    ]
    said = ", ".join(
        say("{name} {amount}", name=label, amount=view.money(_sum(cells, label))) for label in labels[:8]
    )
    height = ROW * len(labels) + 56
    return chart(
        key,
        say("{title}: {figures}", title=title, figures=said),
        series,
        (height, height),
        hidden=[say(aside.value)] if aside in groups else [],
        narrow=NARROW_NAMES,
        xAxis=value_axis(scale.unit),
        yAxis=names_axis(labels),
    )


def _sum(cells: Cells, label: str) -> float:
    return sum(amount for (_, name), amount in cells.items() if name == label)


def _bar(view: View, scale: Scale, group: Group, label: str, amount: float | None) -> dict[str, Any] | None:
    if not amount:
        return None
    told = say("{name}: {amount}", name=say(group.value), amount=view.money(amount))
    tip = join([tag("b", label), tag("br"), told])
    return {"value": scale.value(amount), "tooltip": {"formatter": tip}}


def _table(view: View) -> Markup:
    costs = view.plan.costs("cost")
    total = view.plan.objective
    earned = by_group(view.plan).get(Group.REVENUE, 0.0)
    spent = total - earned
    scale = view.money.scale(costs["amount"])
    columns = [
        Column(say("Cost")),
        Column(say("Group")),
        Column(say("Present value"), scale.unit, numeric=True),
        Column(say("Share"), say("of all costs") if earned else say("of the total"), numeric=True),
    ]
    rows = [
        [
            text(cost_name(cost)),
            say(group_of(cost).value),
            scale(amount),
            share(amount / spent, 1) if spent and group_of(cost) is not Group.REVENUE else "",
        ]
        for cost, amount in costs.iter_rows()
    ]
    return table(columns, rows, total=[say("Total"), "", scale(total), "" if earned else share(1.0)])
