"""What the plan costs against another one, such as that of today's network: from one sum to the other."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, isfinite, log10
from typing import TYPE_CHECKING, Any

from reshore.report.against import Difference, label_of, moved_by, name_of
from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.costs import Group, by_group
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import say
from reshore.report.palette import INK
from reshore.report.section import Section
from reshore.report.words import share

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reshore.plan.plan import Plan
    from reshore.report.view import View
    from reshore.report.words import Scale

LESS, MORE, SUM = "#117733", "#cc6677", "#6b87a8"
"""Colours of what makes the plan cheaper, of what makes it dearer, and of the two sums."""

ROW = 34
"""Height of a row and its gap, in pixels."""

ROOM = 0.25
"""Room below the lowest figure, as a share of what the chart spans."""


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the waterfall, from one level of cost to another.

    Attributes
    ----------
    name
        What it is called.
    start, end
        Levels; of a sum, where the chart begins and the sum.
    bound
        Of a sum, what no plan can be below; None where it is no sum, or nothing is proven.
    sums
        Whether it is a sum.
    """

    name: str
    start: float
    end: float
    bound: float | None = None
    sums: bool = False


def section(view: View) -> Section | None:
    """Return the waterfall from the other plan to this one; None where there is no other."""
    other = view.against
    if other is None:
        return None
    drawn = _chart(view, other)
    parts = [
        tag("p", join(_lead(view, other), " ")),
        tag("figure", drawn.place()),
        folded(say("By group of costs as a table"), _groups(view, other)),
        folded(say("By country as a table"), _countries(view, other)),
    ]
    title = say("Against {plan}", plan=name_of(other, view.plan))
    return Section("against", title, join(parts), (drawn,))


def _lead(view: View, other: Plan) -> list[str]:
    difference = Difference.of(view.plan, other)
    parts = [
        say(
            "From what {plan} costs to what this plan costs, in present value, group by group: to the left is"
            " cheaper. The axis doesn't begin at 0.",
            plan=name_of(other, view.plan),
        )
    ]
    if isfinite(difference.low) and isfinite(difference.high):
        parts.append(
            say(
                "A whisker goes from a plan's cost down to what no plan can be below: a better one may lie"
                " between."
            )
        )
    if other.scenario != view.plan.scenario:
        parts.append(
            say("The two are of different scenarios: what these change in the tables is part of it.")
        )
    return parts


def _steps(view: View, other: Plan, least: float) -> list[Step]:
    steps = [Step(label_of(other, view.plan), least, other.objective, _bound(other), sums=True)]
    level = other.objective
    for group, amount in _moves(view, other).items():
        steps.append(Step(say(group.value), level, level + amount))
        level += amount
    return [*steps, Step(say("This plan"), least, view.plan.objective, _bound(view.plan), sums=True)]


def _moves(view: View, other: Plan) -> dict[Group, float]:
    """Return what each group adds, savings first."""
    return dict(sorted(moved_by(view.plan, other).items(), key=lambda item: item[1]))


def _bound(plan: Plan) -> float | None:
    return plan.bound if isfinite(plan.bound) else None


def _start(view: View, other: Plan) -> float:
    """Return where the axis begins: below all that is drawn, at a round amount."""
    levels = [level for step in _steps(view, other, view.plan.objective) for level in (step.start, step.end)]
    levels += [bound for plan in (view.plan, other) if (bound := _bound(plan)) is not None]
    span = max(levels) - min(levels) or abs(max(levels)) or 1.0
    step = 10.0 ** floor(log10(span)) / 2
    return floor((min(levels) - ROOM * span) / step) * step


def _chart(view: View, other: Plan) -> Chart:
    start = _start(view, other)
    steps = _steps(view, other, start)
    scale = view.money.scale(step.end - step.start for step in steps if not step.sums)
    kinds = {
        say("Present value"): (SUM, [i for i, step in enumerate(steps) if step.sums]),
        say("Costs less"): (
            LESS,
            [i for i, step in enumerate(steps) if not step.sums and step.end < step.start],
        ),
        say("Costs more"): (
            MORE,
            [i for i, step in enumerate(steps) if not step.sums and step.end >= step.start],
        ),
    }
    series = [
        one
        for kind, (colour, rows) in kinds.items()
        if rows
        for one in (_bars(view, scale, kind, colour, steps, rows), _labels(scale, kind, steps, rows))
    ]
    height = ROW * len(steps) + 48
    moves = ", ".join(
        say("{name} {amount}", name=step.name, amount=_signed(view.money, step.end - step.start))
        for step in steps
        if not step.sums
    )
    return chart(
        "against-waterfall",
        say(
            "Cost of {plan}, {amount}, changed by {moves}, to that of this plan, {cost}",
            plan=name_of(other, view.plan),
            amount=view.money(other.objective),
            moves=moves or say("nothing"),
            cost=view.money(view.plan.objective),
        ),
        [*series, *_whiskers(view, scale, steps)],
        (height, height),
        narrow=NARROW_NAMES,
        grid={"right": 70},
        xAxis=value_axis(scale.unit, min=scale.value(start), scale=True),
        yAxis=names_axis([step.name for step in steps]),
    )


def _bars(
    view: View, scale: Scale, kind: str, colour: str, steps: Sequence[Step], rows: Sequence[int]
) -> dict[str, Any]:
    return {
        "type": "custom",
        "name": kind,
        "renderItem": "bar",
        "itemStyle": {"color": colour},
        "encode": {"x": [1, 2], "y": 0},
        "data": [
            {
                "value": [row, *sorted((scale.value(steps[row].start), scale.value(steps[row].end)))],
                "tooltip": {"formatter": _tip(view, steps[row])},
            }
            for row in rows
        ],
    }


def _labels(scale: Scale, kind: str, steps: Sequence[Step], rows: Sequence[int]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": kind,
        "symbolSize": 0.01,
        "silent": True,
        "data": [
            {
                "value": [scale.value(max(steps[row].start, steps[row].end)), row],
                "label": {"formatter": _amount(scale, steps[row])},
            }
            for row in rows
        ],
        "label": {"show": True, "position": "right", "distance": 6, "color": INK, "fontSize": 12},
    }


def _whiskers(view: View, scale: Scale, steps: Sequence[Step]) -> list[dict[str, Any]]:
    data = [
        {
            "value": [row, scale.value(step.bound), scale.value(step.end)],
            "tooltip": {"formatter": _tip(view, step)},
        }
        for row, step in enumerate(steps)
        if step.bound is not None
    ]
    whiskers = {
        "type": "custom",
        "name": say("Where the best plan lies"),
        "renderItem": "whisker",
        "itemStyle": {"color": INK},
        "encode": {"x": [1, 2], "y": 0},
        "z": 5,
        "data": data,
    }
    return [whiskers] if data else []


def _tip(view: View, step: Step) -> Markup:
    told = [_amount(view.money, step)]
    if step.bound is not None:
        told.append(say("No plan costs less than {amount}", amount=view.money(step.bound)))
    return join([tag("b", step.name), *(join([tag("br"), one]) for one in told)])


def _amount(write: Callable[[float], str], step: Step) -> str:
    return write(step.end) if step.sums else _signed(write, step.end - step.start)


def _signed(write: Callable[[float], str], amount: float) -> str:
    return say("+{amount}", amount=write(amount)) if amount > 0 else write(amount)


def _groups(view: View, other: Plan) -> Markup:
    ours, theirs = by_group(view.plan), by_group(other)
    rows = {say(group.value): (theirs.get(group, 0.0), ours.get(group, 0.0)) for group in _moves(view, other)}
    return _beside(view, say("Group"), rows, other)


def _countries(view: View, other: Plan) -> Markup:
    ours, theirs = (dict(plan.costs("country").iter_rows()) for plan in (view.plan, other))
    pairs = {country: (theirs.get(country, 0.0), ours.get(country, 0.0)) for country in {**theirs, **ours}}
    ranked = sorted(pairs, key=lambda country: (pairs[country][1] - pairs[country][0], country or ""))
    names = {
        country: view.countries.get(country, country) if country else say("No country") for country in ranked
    }
    return _beside(view, say("Country"), {names[country]: pairs[country] for country in ranked}, other)


def _beside(view: View, what: str, rows: Mapping[str, tuple[float, float]], other: Plan) -> Markup:
    sums = (other.objective, view.plan.objective)
    scale = view.money.scale([*sums, *(amount for pair in rows.values() for amount in pair)])
    change = view.money.scale([sums[1] - sums[0], *(after - before for before, after in rows.values())])
    columns = [
        Column(what),
        Column(label_of(other, view.plan), scale.unit, numeric=True),
        Column(say("This plan"), scale.unit, numeric=True),
        Column(say("Difference"), change.unit, numeric=True),
        Column(say("Change"), say("of what it was"), numeric=True),
    ]
    cells = [[label, *_cells(scale, change, *pair)] for label, pair in rows.items()]
    return table(columns, cells, total=[say("Total"), *_cells(scale, change, *sums)])


def _cells(scale: Scale, change: Scale, before: float, after: float) -> list[str]:
    relative = share((after - before) / abs(before), 1) if before else ""
    return [scale(before), scale(after), change(after - before), relative]
