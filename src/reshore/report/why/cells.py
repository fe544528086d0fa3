"""What would overturn a plan: both ends of each cell, and the values at which other sites are best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.insight.sensitivity.breakeven import Verdict
from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say
from reshore.report.section import Section
from reshore.report.why.units import FACTOR, cell_name, end, valued
from reshore.report.why.view import NO_PLAN, span, status_of
from reshore.report.words import counted, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.why.view import WhyView

ROW = 44
"""Height of a cell's bars, in pixels."""
FADED = 0.35
"""Opacity of a bar that may be 0."""
COLOURS = {"low": "#44aa99", "high": "#882255"}
ENDS = {"low": message("At the low end"), "high": message("At the high end")}
PROVEN = {
    Verdict.FIRM: message("proven on both sides"),
    Verdict.NONE: message("none found"),
    Verdict.UNKNOWN: message("not known"),
}
"""How sure a break-even is, ties apart."""


def section(view: WhyView) -> Section | None:
    """Return tornado and break-evens."""
    if view["tornado"].is_empty():
        return None
    drawn = _chart(view)
    figure = [tag("figure", drawn.place())] if drawn else []
    lead = tag(
        "p",
        say(
            "Each cell is a number of the tables, set to both of its ends with all else as it is and"
            " everything decided anew. Bars are what the best plan found then costs more or less than the"
            " plan; a pale one may be 0."
        ),
    )
    parts = [
        lead,
        *figure,
        folded(say("Both ends as a table"), _ends(view)),
        tag("h3", say("Break-evens")),
        _flips(view),
    ]
    return Section(view.key("cells"), say("What would overturn it"), join(parts), (drawn,) if drawn else ())


def _chart(view: WhyView) -> Chart | None:
    rows = view["tornado"].drop_nulls("objective")
    if rows.is_empty():
        return None
    names = rows["cell"].unique(maintain_order=True).to_list()
    costs = {(row["cell"], row["end"]): row for row in rows.iter_rows(named=True)}
    base = view.view.plan.objective
    scale = view.money.scale(rows["objective"] - base)
    series = [
        {
            "type": "bar",
            "name": say(ENDS[end]),
            "barWidth": 13,
            "itemStyle": {"color": COLOURS[end]},
            "data": [
                {
                    "value": scale.value(costs[name, end]["objective"] - base),
                    "itemStyle": {"opacity": FADED if costs[name, end]["tie"] else 1},
                    "tooltip": {"formatter": _tip(view, costs[name, end])},
                }
                if (name, end) in costs
                else {"value": None}
                for name in names
            ],
        }
        for end in COLOURS
    ]
    moved = sum(bool(row["added"] or row["dropped"]) for row in costs.values())
    height = ROW * len(names) + 60
    return chart(
        view.key("cells-tornado"),
        say(
            "Tornado of {cells}; sites change at {ends}",
            cells=counted(len(names), "cell"),
            ends=counted(moved, "end"),
        ),
        series,
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=value_axis(say("more than the plan, {unit}", unit=scale.unit)),
        yAxis=names_axis([cell_name(name) for name in names], 260),
    )


def _tip(view: WhyView, row: Mapping[str, Any]) -> Markup:
    scale = view.scale("tornado", "low", "high")
    told = (
        message("{value}: {amount} {unit} more, a tie")
        if row["tie"]
        else message("{value}: {amount} {unit} more")
    )
    said = say(
        told,
        value=valued(row["value"], row["unit"]),
        amount=span(scale, row["low"], row["high"]),
        unit=scale.unit,
    )
    return join([tag("b", cell_name(row["cell"])), said, view.moved(row)], tag("br"))


def _ends(view: WhyView) -> Markup:
    scale = view.scale("tornado", "low", "high")
    columns = [
        Column(say("Cell")),
        Column(say("Value"), numeric=True),
        Column(say("Costs more"), scale.unit, numeric=True),
        Column(say("Sites")),
    ]
    rows = view["tornado"].to_dicts()
    cells = [
        [
            cell_name(row["cell"]),
            valued(row["value"], row["unit"]),
            status_of(row) if row["used"] is None else span(scale, row["low"], row["high"]),
            view.moved(row),
        ]
        for row in rows
    ]
    return table(columns, cells, faded=[row["tie"] for row in rows])


def _flips(view: WhyView) -> Markup:
    columns = [
        Column(say("Cell")),
        Column(say("Between"), numeric=True),
        Column(say("Going up")),
        Column(say("How sure")),
    ]
    rows = view["breakevens"].to_dicts()
    cells = [[cell_name(row["cell"]), _between(row), _change(view, row), _sure(row)] for row in rows]
    return table(columns, cells, faded=[row["verdict"] != Verdict.FIRM for row in rows])


def _between(row: Mapping[str, Any]) -> str:
    unit = row["unit"]
    above = end(row["high"], unit) if unit == FACTOR else valued(row["high"], unit)
    return say("{low} and {high}", low=end(row["low"], unit), high=above)


def _change(view: WhyView, row: Mapping[str, Any]) -> str:
    if row["verdict"] == Verdict.NONE:
        if row["below"] is None:
            return say(NO_PLAN)
        return say("the same sites: {sites}", sites=view.places(row["below"]))
    if row["opens"] is None:
        below, above = (
            say(NO_PLAN) if row[side] is None else view.places(row[side]) for side in ("below", "above")
        )
        return say("{below} below, {above} above", below=below, above=above)
    moves = [say("opens {sites}", sites=view.places(row["opens"]))] if row["opens"] else []
    moves += [say("closes {sites}", sites=view.places(row["closes"]))] if row["closes"] else []
    return ", ".join(moves)


def _sure(row: Mapping[str, Any]) -> str:
    if row["verdict"] == Verdict.TIED:
        low, high = rounded(row["tie_low"]), rounded(row["tie_high"])
        return say("not firm: a tie from {low} to {high}", low=low, high=high)
    return say(PROVEN[Verdict(row["verdict"])])
