"""A map of two cells: which sites are best where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.report.chart import Chart, category_axis, chart
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.palette import DISTINCT, OTHER, QUIET, mixed
from reshore.report.section import Section
from reshore.report.why.view import AS_PLANNED, NO_PLAN
from reshore.report.words import counted, rounded, share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.why.view import WhyView

ROW = 44
"""Height of a value, in pixels."""


def section(view: WhyView) -> Section | None:
    """Return the map and its table."""
    if view["map"].is_empty():
        return None
    drawn = _chart(view)
    x, y = view.result.facts["axes"]
    lead = tag(
        "p",
        "Both cells at once, everything decided anew at each point; a colour is a set of sites."
        f"{_now(x)}{_now(y)}",
    )
    body = join([lead, tag("figure", drawn.place()), folded("The map as a table", _table(view))])
    return Section(view.key("regions"), "Two causes at once", body, (drawn,))


def _now(axis: Mapping[str, Any]) -> str:
    return "" if axis["now"] is None else f" In the tables, {axis['cell']} is {_said(axis['now'], axis)}."


def _said(value: float, axis: Mapping[str, Any]) -> str:
    return f"x{value:g}" if axis["unit"] == "factor" else f"{rounded(value)} {axis['unit']}".strip()


def _regions(view: WhyView) -> dict[str, list[dict[str, Any]]]:
    """Return the points of each region, the sites of the plan first, then the largest."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in view["map"].iter_rows(named=True):
        name = f"{NO_PLAN}: {row['status']}" if row["used"] is None else view.moved(row)
        found.setdefault(name, []).append(row)
    return dict(sorted(found.items(), key=lambda item: (item[0] != AS_PLANNED, -len(item[1]), item[0])))


def _chart(view: WhyView) -> Chart:
    x, y = view.result.facts["axes"]
    xs, ys = (view["map"][name].unique().sort().to_list() for name in ("x", "y"))
    regions = _regions(view)
    palette = {name: mixed(colour, "#ffffff", 0.35) for name, colour in zip(regions, DISTINCT, strict=False)}
    series = [
        {
            "type": "custom",
            "name": name,
            "renderItem": "cell",
            "itemStyle": {"color": palette.get(name, OTHER)},
            "encode": {"x": 0, "y": 1},
            "data": [
                {
                    "value": [xs.index(row["x"]), ys.index(row["y"]), ""],
                    "tooltip": {"formatter": _tip(view, row, name)},
                }
                for row in rows
            ],
        }
        for name, rows in regions.items()
    ]
    height = ROW * len(ys) + 70
    return chart(
        view.key("regions-map"),
        f"Map of {x['cell']} and {y['cell']}: {counted(len(regions), 'region')}; the sites of the plan are"
        f" best at {len(regions.get(AS_PLANNED, []))} of {view['map'].height} points",
        series,
        (height, height),
        xAxis=category_axis([_said(value, x) for value in xs], **_title(x["cell"], 30)),
        yAxis=category_axis([_said(value, y) for value in ys], **_title(y["cell"], 76)),
    )


def _title(name: str, gap: int) -> dict[str, Any]:
    return {"name": name, "nameLocation": "middle", "nameGap": gap, "nameTextStyle": {"color": QUIET}}


def _tip(view: WhyView, row: Mapping[str, Any], region: str) -> Markup:
    x, y = view.result.facts["axes"]
    cost = [] if row["objective"] is None else [f"costs {view.money(row['objective'])}"]
    return join([tag("b", region), f"{_said(row['x'], x)}; {_said(row['y'], y)}", *cost], tag("br"))


def _table(view: WhyView) -> Markup:
    x, y = view.result.facts["axes"]
    columns = [Column("Sites"), Column("Points", numeric=True), Column("Share", "of the map", numeric=True)]
    columns += [Column(axis["cell"], "from, to", numeric=True) for axis in (x, y)]
    cells = [
        [
            name,
            str(len(rows)),
            share(len(rows) / view["map"].height),
            *(
                f"{_said(min(values), axis)} to {_said(max(values), axis)}"
                for axis, values in ((x, [row["x"] for row in rows]), (y, [row["y"] for row in rows]))
            ),
        ]
        for name, rows in _regions(view).items()
    ]
    return table(columns, cells)
