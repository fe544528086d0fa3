"""What would overturn a plan: both ends of each cell, and the values at which other sites are best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.insight.sensitivity.breakeven import Verdict
from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.section import Section
from reshore.report.why.view import NO_PLAN, span
from reshore.report.words import counted, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.why.view import WhyView

ROW = 44
"""Height of a cell's bars, in pixels."""
FADED = 0.35
"""Opacity of a bar that may be 0."""
COLOURS = {"low": "#44aa99", "high": "#882255"}


def section(view: WhyView) -> Section | None:
    """Return tornado and break-evens."""
    if view["tornado"].is_empty():
        return None
    drawn = _chart(view)
    figure = [tag("figure", drawn.place())] if drawn else []
    lead = tag(
        "p",
        "Each cell is a number of the tables, set to both of its ends with all else as it is and everything"
        " decided anew. Bars are what the best plan found then costs more or less than the plan; a pale one"
        " may be 0.",
    )
    parts = [
        lead,
        *figure,
        folded("Both ends as a table", _ends(view)),
        tag("h3", "Break-evens"),
        _flips(view),
    ]
    return Section(view.key("cells"), "What would overturn it", join(parts), (drawn,) if drawn else ())


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
            "name": f"At the {end} end",
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
        f"Tornado of {counted(len(names), 'cell')}; sites change at {counted(moved, 'end')}",
        series,
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=value_axis(f"more than the plan, {scale.unit}"),
        yAxis=names_axis(names, 260),
    )


def _tip(view: WhyView, row: Mapping[str, Any]) -> Markup:
    scale = view.scale("tornado", "low", "high")
    more = f"{span(scale, row['low'], row['high'])} {scale.unit} more{', a tie' if row['tie'] else ''}"
    return join(
        [tag("b", row["cell"]), f"{_value(row['value'], row['unit'])}: {more}", view.moved(row)], tag("br")
    )


def _value(value: float, unit: str) -> str:
    return f"x{value:g}" if unit == "factor" else f"{rounded(value)} {unit}".strip()


def _ends(view: WhyView) -> Markup:
    scale = view.scale("tornado", "low", "high")
    columns = [
        Column("Cell"),
        Column("Value", numeric=True),
        Column("Costs more", scale.unit, numeric=True),
        Column("Sites"),
    ]
    rows = view["tornado"].to_dicts()
    cells = [
        [
            row["cell"],
            _value(row["value"], row["unit"]),
            row["status"] if row["used"] is None else span(scale, row["low"], row["high"]),
            view.moved(row),
        ]
        for row in rows
    ]
    return table(columns, cells, faded=[row["tie"] for row in rows])


def _flips(view: WhyView) -> Markup:
    columns = [Column("Cell"), Column("Between", numeric=True), Column("Going up"), Column("How sure")]
    rows = view["breakevens"].to_dicts()
    cells = [[row["cell"], _between(row), _change(view, row), _sure(row)] for row in rows]
    return table(columns, cells, faded=[row["verdict"] != Verdict.FIRM for row in rows])


def _between(row: Mapping[str, Any]) -> str:
    return f"{rounded(row['low'])} and {_value(row['high'], row['unit'])}"


def _change(view: WhyView, row: Mapping[str, Any]) -> str:
    if row["verdict"] == Verdict.NONE:
        return f"the same sites: {view.places(row['below'])}" if row["below"] is not None else NO_PLAN
    if row["opens"] is None:
        sides = [NO_PLAN if row[side] is None else view.places(row[side]) for side in ("below", "above")]
        return f"{sides[0]} below, {sides[1]} above"
    moves = [f"{verb} {view.places(row[verb])}" for verb in ("opens", "closes") if row[verb]]
    return ", ".join(moves)


def _sure(row: Mapping[str, Any]) -> str:
    if row["verdict"] == Verdict.TIED:
        return f"not firm: a tie from {rounded(row['tie_low'])} to {rounded(row['tie_high'])}"
    words = {Verdict.FIRM: "proven on both sides", Verdict.NONE: "none found", Verdict.UNKNOWN: "not known"}
    return words[Verdict(row["verdict"])]
