"""Near ties: the designs that cost nearly the same, as a matrix of sites, with what each costs more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.insight.tied import Ended
from reshore.report.chart import Chart, category_axis, chart, names_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say
from reshore.report.palette import INK, QUIET
from reshore.report.retold import retold
from reshore.report.section import Section
from reshore.report.why.view import span
from reshore.report.words import MINUS, counted, share

if TYPE_CHECKING:
    from reshore.report.why.view import WhyView

USED, ADDED = message("Used, as in the plan"), message("Added")
DROPPED, UNUSED = message("Dropped"), message("Not used")
COLOURS = {USED: "#6b87a8", ADDED: "#a9d3c9", DROPPED: "#e7b6bd", UNUSED: "#eef1f4"}
SIGNS = {USED: "", ADDED: "+", DROPPED: MINUS, UNUSED: ""}
ENDED = {
    Ended.PROVEN: message("These are all."),
    Ended.MOST: message("The search ended with as many as were asked for."),
    Ended.TIME: message("The search ended when no other design was found in time."),
}
OWN = message("the plan")
DESIGNS = (message("design {number}"), message("without {site}"), message("with {site}"))
"""What designs are called, that of the plan apart."""
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
        say(
            "Designs that cost at most {share} more than the best, each the best that differs from all"
            " before. Beside each stands by how much it costs more than the best plan; those that may cost"
            " nothing more are ties.",
            share=share(view.result.options["near"], 1),
        ),
        " ",
        _ended(view),
    )
    body = join([lead, *figure, folded(say("Designs as a table"), _table(view)), *_frequency(view)])
    return Section(view.key("near"), say("Near ties"), body, (drawn,) if drawn else ())


def _ended(view: WhyView) -> str:
    undecided = view["designs"].filter(~pl.col("near")).height
    sentences = [say(ENDED[Ended(view.result.facts["ended"])])]
    if undecided:
        sentences.append(
            say("Of {designs} isn't known whether they are near.", designs=counted(undecided, "design"))
        )
    return " ".join(sentences)


def _chart(view: WhyView) -> Chart | None:
    sites = _columns(view)
    if not sites:
        return None
    rows = view["designs"].to_dicts()
    data: dict[str, list[dict[str, Any]]] = {state: [] for state in COLOURS}
    for at, row in enumerate(rows):
        for number, site in enumerate(sites):
            state = _state(row, site)
            said = say("{design}: {state}", design=_name(view, row), state=say(state).lower())
            tip = join([tag("b", view.place(site)), said], tag("br"))
            data[state].append({"value": [number, at, SIGNS[state]], "tooltip": {"formatter": tip}})
    scale = view.scale("designs", "low", "high")
    labels = [
        say("{design}: {amount}", design=_name(view, row), amount=span(scale, row["low"], row["high"]))
        for row in rows
    ]
    height = ROW * len(rows) + 130
    return chart(
        view.key("near-matrix"),
        say(
            "Matrix of {designs} and {sites}; beside each design is what it costs more than the best, {unit}",
            designs=counted(len(rows), "design"),
            sites=counted(len(sites), "site"),
            unit=scale.unit,
        ),
        [
            {
                "type": "custom",
                "name": say(state),
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
            "name": say("costs more, {unit}", unit=scale.unit),
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


def _name(view: WhyView, row: dict[str, Any]) -> str:
    own = row["design"] == "run"
    name = say(OWN) if own else retold(row["design"], DESIGNS, site=view.place)
    name = f"{name[:1].upper()}{name[1:]}"
    return name if row["near"] else say("{design} (undecided)", design=name)


def _table(view: WhyView) -> Markup:
    scale = view.scale("designs", "low", "high")
    columns = [
        Column(say("Design")),
        Column(say("Against the plan")),
        Column(say("Costs more"), scale.unit, numeric=True),
        Column(say("Verdict")),
    ]
    rows = view["designs"].to_dicts()
    cells = [
        [
            _name(view, row),
            view.moved(row),
            span(scale, row["low"], row["high"]),
            say("tie") if row["tie"] else say("costs more"),
        ]
        for row in rows
    ]
    return table(columns, cells, faded=[row["tie"] for row in rows])


def _frequency(view: WhyView) -> list[Markup]:
    rows = view["sites"].filter(~pl.col("fixed")).sort("frequency", "site", descending=[True, False])
    if rows.is_empty():
        return []
    columns = [
        Column(say("Site")),
        Column(say("Country")),
        Column(say("In near ties"), say("share of them"), numeric=True),
        Column(say("In the plan")),
    ]
    cells = [
        [
            view.place(row["site"]),
            view.view.countries.get(row["country"], row["country"]),
            share(row["frequency"]),
            say("yes") if row["in_plan"] else say("no"),
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
            say("How many near ties add modules"),
            table(
                [
                    Column(say("Site")),
                    Column(say("Resource")),
                    Column(say("In near ties"), say("share of them"), numeric=True),
                ],
                [[view.place(site), resource, share(part)] for site, resource, part in modules.iter_rows()],
            ),
        )
    ]
    return [
        folded(say("How many near ties use each site"), table(columns, cells)),
        *(grown if modules.height else []),
    ]
