"""Near ties: the designs that cost nearly the same, as a matrix of sites, with what each costs more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.insight.tied import Ended
from reshore.report.chart import Chart, category_axis, chart, names_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.palette import INK, QUIET
from reshore.report.section import Section
from reshore.report.why.view import span
from reshore.report.words import MINUS, counted, share

if TYPE_CHECKING:
    from reshore.report.why.view import WhyView

USED, ADDED, DROPPED, UNUSED = "Used, as in the plan", "Added", "Dropped", "Not used"
COLOURS = {USED: "#6b87a8", ADDED: "#a9d3c9", DROPPED: "#e7b6bd", UNUSED: "#eef1f4"}
SIGNS = {USED: "", ADDED: "+", DROPPED: MINUS, UNUSED: ""}
ROW = 34
"""Height of a design, in pixels."""
WHOLE = 14
"""Sites up to which all that can be decided have a column; of more, those in which designs differ."""


def section(view: WhyView) -> Section | None:
    """Return matrix and table."""
    if view["designs"].is_empty():
        return None
    drawn = _chart(view)
    figure = [tag("figure", drawn.place())] if drawn else []
    lead = tag(
        "p",
        f"Designs that cost at most {share(view.result.options['near'], 1)} more than the best, each the best"
        " that differs from all before. Beside each stands by how much it costs more than the best plan;"
        f" those that may cost nothing more are ties. {_ended(view)}",
    )
    body = join([lead, *figure, folded("Designs as a table", _table(view)), *_frequency(view)])
    return Section(view.key("near"), "Near ties", body, (drawn,) if drawn else ())


def _ended(view: WhyView) -> str:
    undecided = view["designs"].filter(~pl.col("near")).height
    open_ = f" Of {counted(undecided, 'design')} isn't known whether they are near." if undecided else ""
    ended = view.result.facts["ended"]
    told = "These are all" if ended == Ended.PROVEN else f"The search ended with {ended}"
    return f"{told}.{open_}"


def _chart(view: WhyView) -> Chart | None:
    sites = _columns(view)
    if not sites:
        return None
    rows = view["designs"].to_dicts()
    data: dict[str, list[dict[str, Any]]] = {state: [] for state in COLOURS}
    for at, row in enumerate(rows):
        for number, site in enumerate(sites):
            state = _state(row, site)
            tip = join([tag("b", view.place(site)), f"{_name(row)}: {state.lower()}"], tag("br"))
            data[state].append({"value": [number, at, SIGNS[state]], "tooltip": {"formatter": tip}})
    scale = view.scale("designs", "low", "high")
    labels = [f"{_name(row)}: {span(scale, row['low'], row['high'])}" for row in rows]
    height = ROW * len(rows) + 130
    return chart(
        view.key("near-matrix"),
        f"Matrix of {counted(len(rows), 'design')} and {counted(len(sites), 'site')}; beside each design is"
        f" what it costs more than the best, {scale.unit}",
        [
            {
                "type": "custom",
                "name": state,
                "renderItem": "cell",
                "itemStyle": {"color": COLOURS[state]},
                "label": {"color": INK},
                "encode": {"x": 0, "y": 1},
                "data": points,
            }
            for state, points in data.items()
            if points
        ],
        (height, height),
        narrow={"yAxis": {"axisLabel": {"width": 110}}},
        xAxis=category_axis(
            [view.place(site) for site in sites],
            axisLabel={"color": INK, "rotate": 50, "interval": 0, "width": 110, "overflow": "truncate"},
        ),
        yAxis={
            **names_axis(labels, 240),
            "name": f"costs more, {scale.unit}",
            "nameLocation": "start",
            "nameTextStyle": {"color": QUIET, "align": "right"},
        },
    )


def _columns(view: WhyView) -> list[str]:
    """Return the sites that have a column: in the order of how many near ties use them."""
    used = [set(row) for row in view["designs"]["used"]]
    differ = {site for one in used for site in one} - set.intersection(*used)
    sites = view["sites"].filter(~pl.col("fixed")).sort("frequency", "site", descending=[True, False])
    free = sites["site"].to_list()
    return free if len(free) <= WHOLE else [site for site in free if site in differ]


def _state(row: dict[str, Any], site: str) -> str:
    if site in row["used"]:
        return ADDED if site in row["added"] else USED
    return DROPPED if site in row["dropped"] else UNUSED


def _name(row: dict[str, Any]) -> str:
    name = "the plan" if row["design"] == "run" else row["design"]
    return f"{name[:1].upper()}{name[1:]}{'' if row['near'] else ' (undecided)'}"


def _table(view: WhyView) -> Markup:
    scale = view.scale("designs", "low", "high")
    columns = [
        Column("Design"),
        Column("Against the plan"),
        Column("Costs more", scale.unit, numeric=True),
        Column("Verdict"),
    ]
    rows = view["designs"].to_dicts()
    cells = [
        [
            _name(row),
            view.moved(row),
            span(scale, row["low"], row["high"]),
            "tie" if row["tie"] else "costs more",
        ]
        for row in rows
    ]
    return table(columns, cells, faded=[row["tie"] for row in rows])


def _frequency(view: WhyView) -> list[Markup]:
    rows = view["sites"].filter(~pl.col("fixed")).sort("frequency", "site", descending=[True, False])
    if rows.is_empty():
        return []
    columns = [
        Column("Site"),
        Column("Country"),
        Column("In near ties", "share of them", numeric=True),
        Column("In the plan"),
    ]
    cells = [
        [
            view.place(row["site"]),
            view.view.countries.get(row["country"], row["country"]),
            share(row["frequency"]),
            "yes" if row["in_plan"] else "no",
        ]
        for row in rows.iter_rows(named=True)
    ]
    modules = (
        view["resources"]
        .filter(pl.col("frequency") > 0)
        .sort("frequency", "site", "resource", descending=[True, False, False])
    )
    grown = [
        folded(
            "How many near ties add modules",
            table(
                [Column("Site"), Column("Resource"), Column("In near ties", "share of them", numeric=True)],
                [[view.place(site), resource, share(part)] for site, resource, part in modules.iter_rows()],
            ),
        )
    ]
    return [
        folded("How many near ties use each site", table(columns, cells)),
        *(grown if modules.height else []),
    ]
