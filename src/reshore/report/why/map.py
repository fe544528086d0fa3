"""A map of two cells: which sites are best where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.report.chart import Chart, category_axis, chart
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import say
from reshore.report.palette import DISTINCT, OTHER, QUIET, mixed
from reshore.report.section import Section
from reshore.report.why.units import cell_name, valued
from reshore.report.why.view import AS_PLANNED, status_of
from reshore.report.words import counted, number, share

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
    sentences = [
        say("Both cells at once, everything decided anew at each point; a colour is a set of sites."),
        *(
            say(
                "In the tables, {cell} is {value}.",
                cell=cell_name(axis["cell"]),
                value=valued(axis["now"], axis["unit"]),
            )
            for axis in (x, y)
            if axis["now"] is not None
        ),
    ]
    lead = tag("p", " ".join(sentences))
    body = join([lead, tag("figure", drawn.place()), folded(say("The map as a table"), _table(view))])
    return Section(view.key("regions"), say("Two causes at once"), body, (drawn,))


def _regions(view: WhyView) -> dict[str, list[dict[str, Any]]]:
    """Return the points of each region, the sites of the plan first, then the largest."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in view["map"].iter_rows(named=True):
        lost = row["used"] is None
        name = say("no plan: {status}", status=status_of(row)) if lost else view.moved(row)
        found.setdefault(name, []).append(row)
    own = say(AS_PLANNED)
    return dict(sorted(found.items(), key=lambda item: (item[0] != own, -len(item[1]), item[0])))


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
        say(
            "Map of {x} and {y}: {regions}; the sites of the plan are best at {count} of {all} points",
            x=cell_name(x["cell"]),
            y=cell_name(y["cell"]),
            regions=counted(len(regions), "region"),
            count=number(len(regions.get(say(AS_PLANNED), []))),
            all=number(view["map"].height),
        ),
        series,
        (height, height),
        xAxis=category_axis([valued(value, x["unit"]) for value in xs], **_title(cell_name(x["cell"]), 30)),
        yAxis=category_axis([valued(value, y["unit"]) for value in ys], **_title(cell_name(y["cell"]), 76)),
    )


def _title(name: str, gap: int) -> dict[str, Any]:
    return {"name": name, "nameLocation": "middle", "nameGap": gap, "nameTextStyle": {"color": QUIET}}


def _tip(view: WhyView, row: Mapping[str, Any], region: str) -> Markup:
    x, y = view.result.facts["axes"]
    cost = [] if row["objective"] is None else [say("costs {cost}", cost=view.money(row["objective"]))]
    at = say("{x}; {y}", x=valued(row["x"], x["unit"]), y=valued(row["y"], y["unit"]))
    return join([tag("b", region), at, *cost], tag("br"))


def _table(view: WhyView) -> Markup:
    x, y = view.result.facts["axes"]
    columns = [
        Column(say("Sites")),
        Column(say("Points"), numeric=True),
        Column(say("Share"), say("of the map"), numeric=True),
    ]
    columns += [Column(cell_name(axis["cell"]), say("from, to"), numeric=True) for axis in (x, y)]
    cells = [
        [
            name,
            number(len(rows)),
            share(len(rows) / view["map"].height),
            *(
                say(
                    "{low} to {high}",
                    low=valued(min(values), axis["unit"]),
                    high=valued(max(values), axis["unit"]),
                )
                for axis, values in ((x, [row["x"] for row in rows]), (y, [row["y"] for row in rows]))
            ),
        ]
        for name, rows in _regions(view).items()
    ]
    return table(columns, cells)
