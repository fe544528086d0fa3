"""What planning for many futures is worth, and how far the plan may be from the best: intervals."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say
from reshore.report.robust.view import MINE, between
from reshore.report.section import Section
from reshore.report.words import share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.robust.view import RobustView

ROW = 34
"""Height of a row and its gap, in pixels."""

VALUES = ("value of perfect information", "value of planning for all futures", "optimality gap")
"""Figures that are differences; the others are expected costs."""

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "wait and see": message("Knowing the future: each with its own best plan"),
        "plan for all futures": message("The best plan for all futures"),
        "plan for the mean future": message("The plan for the mean future"),
        "value of perfect information": message("Value of perfect information"),
        "value of planning for all futures": message("Value of planning for all futures"),
        "least expected cost, at least": message("Least expected cost of any plan, over all draws"),
        "expected cost in a sample of its own": message("This plan, over draws it has not seen"),
        "optimality gap": message("Optimality gap over all draws"),
    }
)
"""What people call the figures."""


def section(view: RobustView) -> Section | None:
    """Return intervals as a chart and a table; None where nothing was found out."""
    rows = _rows(view)
    if rows.is_empty():
        return None
    drawn = _chart(view, rows)
    figure = [tag("figure", drawn.place())] if drawn else []
    body = [
        tag("p", join(_lead(rows), " ")),
        *figure,
        folded(say("All figures as a table"), _table(view, rows)) if drawn else _table(view, rows),
    ]
    title = say("What planning for many futures is worth")
    return Section("futures-worth", title, join(body), (drawn,) if drawn else ())


def figure(view: RobustView, name: str) -> dict[str, Any] | None:
    """Return the row of a figure: name, level (text, empty where it is no estimate), low, high."""
    rows = _rows(view).filter(name=name)
    return rows.row(0, named=True) if rows.height else None


def _rows(view: RobustView) -> pl.DataFrame:
    """Return the figures with their names apart from the confidence of their interval."""
    parts = pl.col("figure").str.extract_groups(r"^(?<name>.*?)(?: \((?<level>\d+) %\))?$")
    return view["worth"].select(parts.alias("parts"), "low", "high").unnest("parts")


def _lead(rows: pl.DataFrame) -> list[str]:
    known = set(rows["name"])
    said = []
    if "wait and see" in known:
        said.append(
            say(
                "What is proven lies between the ends of an interval: searches end within a gap. Knowing the"
                " future costs least, the plan for all futures more, and planning for the mean alone most."
            )
        )
    if "optimality gap" in known:
        said.append(
            say(
                "The futures planned for are a sample. Searches with other draws bound what any plan costs"
                " over all draws from below; the decisions of this plan were tried in draws of their own."
                " These intervals hold with {level} confidence.",
                level=share(int(rows.filter(name="optimality gap")["level"][0]) / 100),
            )
        )
    return said


def _chart(view: RobustView, rows: pl.DataFrame) -> Chart | None:
    costs = rows.filter(~pl.col("name").is_in(VALUES)).drop_nulls(["low", "high"])
    if costs.is_empty():
        return None
    scale = view.money.scale(costs["high"])
    labels = [_name(row) for row in costs.iter_rows(named=True)]
    series = [
        {
            "type": "custom",
            "name": say("Expected cost"),
            "renderItem": "bar",
            "itemStyle": {"color": MINE},
            "encode": {"x": [1, 2], "y": 0},
            "data": [
                {
                    "value": [at, scale.value(row["low"]), scale.value(row["high"])],
                    "tooltip": {"formatter": _tip(view, row)},
                }
                for at, row in enumerate(costs.iter_rows(named=True))
            ],
        }
    ]
    said = "; ".join(_said(view, row) for row in costs.iter_rows(named=True))
    height = ROW * len(labels) + 56
    return chart(
        "futures-worth-intervals",
        say("Expected costs: {figures}", figures=said),
        series,
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=value_axis(scale.unit, scale=True),
        yAxis=names_axis(labels, width=290),
    )


def _name(row: Mapping[str, Any]) -> str:
    return say(NAMES[row["name"]])


def _said(view: RobustView, row: Mapping[str, Any]) -> str:
    amount = between(view.money, row["low"], row["high"])
    return say("{name} {amount}", name=_name(row), amount=amount)


def _tip(view: RobustView, row: Mapping[str, Any]) -> Markup:
    return join([tag("b", _name(row)), between(view.money, row["low"], row["high"])], tag("br"))


def _table(view: RobustView, rows: pl.DataFrame) -> Markup:
    columns = [
        Column(say("Figure")),
        Column(say("At least"), numeric=True),
        Column(say("At most"), numeric=True),
        Column(say("Confidence"), numeric=True),
    ]
    cells = [
        [
            _name(row),
            *(say("no end") if row[end] is None else view.money(row[end]) for end in ("low", "high")),
            share(int(row["level"]) / 100) if row["level"] else say("proven"),
        ]
        for row in rows.iter_rows(named=True)
    ]
    return table(columns, cells)
