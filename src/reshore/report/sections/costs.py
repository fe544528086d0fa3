"""What the plan costs: by kind and by country, the dominant group set aside so that the rest can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from reshore.report.costs import GROUPS, NAMES, Group, by_group
from reshore.report.html import Column, Markup, folded, join, table, tag, text
from reshore.report.palette import DISTINCT, OTHER, base, category_axis, value_axis
from reshore.report.section import Chart, Section
from reshore.report.words import plain, share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.report.view import View
    from reshore.report.words import Scale

DOMINANT = 0.6
"""A group that is more than this share of all costs is set aside in the charts at first."""

ROW = 30
"""Height of a bar and its gap, in pixels."""

COLOURS = dict(zip(Group, (*DISTINCT[:6], "#882255", "#999933", OTHER), strict=True))

Cells: TypeAlias = dict[tuple[Group, str], float]


def section(view: View) -> Section:
    """Return the charts and the table of costs."""
    aside = _dominant(view)
    charts = (_by_kind(view, aside), _by_country(view, aside))
    figures = [
        tag("figure", tag("figcaption", title), chart.place())
        for title, chart in zip(("By kind of cost", "By country"), charts, strict=True)
    ]
    body = join([_lead(view, aside), *figures, folded("All cost lines as a table", _table(view))])
    return Section("costs", "What it costs", body, charts)


def _dominant(view: View) -> Group | None:
    groups = by_group(view.plan)
    total = sum(abs(amount) for amount in groups.values())
    return next((group for group, amount in groups.items() if abs(amount) > DOMINANT * total), None)


def _lead(view: View, aside: Group | None) -> Markup:
    parts = ["Present values over the horizon; investment is charged as an annuity while it serves."]
    if aside:
        groups = by_group(view.plan)
        amount, total = groups[aside], sum(abs(value) for value in groups.values())
        parts.append(
            f" {aside.value} ({view.money(amount)}, {share(abs(amount) / total)}) would dwarf the rest and start hidden:"
            " click the legend to show them."
        )
    return tag("p", *parts)


def _by_kind(view: View, aside: Group | None) -> Chart:
    costs = [(cost, amount) for cost, amount in view.plan.costs("cost").iter_rows() if amount]
    labels = [NAMES.get(cost, plain(cost)) for cost, _ in costs]
    cells = {
        (GROUPS.get(cost, Group.OTHER), label): amount
        for (cost, amount), label in zip(costs, labels, strict=True)
    }
    return _bars(view, "costs-kind", labels, cells, aside, "Costs by kind")


def _by_country(view: View, aside: Group | None) -> Chart:
    cells: Cells = {}
    totals: dict[str, float] = {}
    for cost, country, amount in view.plan.costs(["cost", "country"]).iter_rows():
        label = view.countries.get(country, country) if country else "No country"
        key = (GROUPS.get(cost, Group.OTHER), label)
        cells[key] = cells.get(key, 0.0) + amount
        totals[label] = totals.get(label, 0.0) + (0.0 if key[0] is aside else abs(amount))
    labels = sorted(totals, key=lambda label: (-totals[label], label))
    return _bars(view, "costs-country", labels, cells, aside, "Costs by country")


def _bars(
    view: View, key: str, labels: Sequence[str], cells: Cells, aside: Group | None, title: str
) -> Chart:
    groups = [group for group in Group if any(group is used for used, _ in cells)]
    shown = [amount for (group, _), amount in cells.items() if group is not aside]
    scale = view.money.scale(shown)
    series = [
        {
            "type": "bar",
            "name": group.value,
            "stack": "costs",
            "barWidth": 18,
            "itemStyle": {"color": COLOURS[group]},
            "data": [_bar(view, scale, group, label, cells.get((group, label))) for label in labels],
        }
        for group in groups
    ]
    option = base(
        series,
        legend={
            "top": 0,
            "left": 0,
            "itemWidth": 14,
            "itemHeight": 10,
            "selected": {aside.value: False} if aside else {},
        },
        grid={"left": 8, "right": 24, "top": 64, "bottom": 40, "containLabel": True},
        xAxis=value_axis(scale.unit),
        yAxis=category_axis(labels, inverse=True, axisLabel={"width": 150, "overflow": "truncate"}),
        media=[{"query": {"maxWidth": 500}, "option": {"yAxis": {"axisLabel": {"width": 96}}}}],
    )
    said = ", ".join(f"{label} {view.money(_sum(cells, label))}" for label in labels[:8])
    return Chart(key, option, f"{title}: {said}", 112 + ROW * len(labels))


def _sum(cells: Cells, label: str) -> float:
    return sum(amount for (_, name), amount in cells.items() if name == label)


def _bar(view: View, scale: Scale, group: Group, label: str, amount: float | None) -> dict[str, Any] | None:
    if not amount:
        return None
    tip = join([tag("b", label), tag("br"), f"{group.value}: {view.money(amount)}"])
    return {"value": scale.value(amount), "tooltip": {"formatter": tip}}


def _table(view: View) -> Markup:
    costs = view.plan.costs("cost")
    total = view.plan.objective
    scale = view.money.scale(costs["amount"])
    columns = [
        Column("Cost"),
        Column("Group"),
        Column("Present value", scale.unit, numeric=True),
        Column("Share", "of the total", numeric=True),
    ]
    rows = [
        [
            text(NAMES.get(cost, plain(cost))),
            GROUPS.get(cost, Group.OTHER).value,
            scale(amount),
            share(amount / total, 1) if total else "",
        ]
        for cost, amount in costs.iter_rows()
    ]
    return table(columns, [*rows, ["Total", "", scale(total), share(1.0)]])
