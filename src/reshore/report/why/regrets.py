"""Regrets: what it costs to do without each site of the plan, or to use each that it doesn't use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.insight.rows import Found
from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, join, table, tag
from reshore.report.language import message, say
from reshore.report.section import Section
from reshore.report.why.view import SURE, TIE, span
from reshore.report.words import counted, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from reshore.report.why.view import WhyView

ROW = 30
"""Height of a site, in pixels."""
FORCED = {"out": message("without it"), "in": message("with it")}
UNKNOWN = {
    Found.INFEASIBLE: message("rules can't be kept"),
    Found.NO_PLAN: message("no plan found in time"),
}


def section(view: WhyView) -> Section | None:
    """Return bars and table."""
    rows = _rows(view)
    if rows.is_empty():
        return None
    drawn = _chart(view, rows)
    figure = [tag("figure", drawn.place())] if drawn else []
    lead = tag(
        "p",
        say(
            "What the best plan without a site costs more than the best plan, or with a site that the plan"
            " doesn't use. Each bar is the interval in which that lies. A grey one holds 0: a tie, of which"
            " no order is known."
        ),
    )
    body = join([lead, *figure, _table(view, rows), *_fixed(view)])
    return Section(view.key("regrets"), say("What each site is worth"), body, (drawn,) if drawn else ())


def _rows(view: WhyView) -> pl.DataFrame:
    """Return the sites that were forced: what is proven of most first, ties by name."""
    forced = view["sites"].drop_nulls("forced")
    return forced.sort(
        "tie", "low", "site", descending=[False, True, False], nulls_last=[False, False, False]
    )


def _chart(view: WhyView, rows: pl.DataFrame) -> Chart | None:
    known = rows.drop_nulls(["low", "high"])
    if known.is_empty():
        return None
    scale = view.money.scale(known["high"])
    data: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    for at, row in enumerate(known.iter_rows(named=True)):
        told = (
            message("{forced}: {amount} {unit}, a tie")
            if row["tie"]
            else message("{forced}: {amount} {unit}")
        )
        amount = span(scale, row["low"], row["high"])
        said = say(told, forced=say(FORCED[row["forced"]]), amount=amount, unit=scale.unit)
        tip = join([tag("b", view.place(row["site"])), said], tag("br"))
        value = [at, scale.value(row["low"]), scale.value(row["high"])]
        data[row["tie"]].append({"value": value, "tooltip": {"formatter": tip}})
    height = ROW * known.height + 56
    return chart(
        view.key("regrets-bars"),
        say(
            "Intervals of the regret of {sites}, of which {ties} are ties",
            sites=counted(known.height, "site"),
            ties=number(len(data[True])),
        ),
        [
            {
                "type": "custom",
                "name": name,
                "renderItem": "bar",
                "itemStyle": {"color": colour},
                "encode": {"x": [1, 2], "y": 0},
                "data": data[tie],
            }
            for tie, name, colour in ((False, say("Costs more"), SURE), (True, say("Tie"), TIE))
            if data[tie]
        ],
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=value_axis(say("costs more than the best plan, {unit}", unit=scale.unit), min=0),
        yAxis=names_axis(
            [
                say("{site}, {forced}", site=view.place(row["site"]), forced=say(FORCED[row["forced"]]))
                for row in known.iter_rows(named=True)
            ],
            220,
        ),
    )


def _table(view: WhyView, rows: pl.DataFrame) -> Markup:
    scale = view.scale("sites", "low", "high")
    columns = [
        Column(say("Site")),
        Column(say("Country")),
        Column(say("Forced")),
        Column(say("Regret"), scale.unit, numeric=True),
        Column(say("Verdict")),
    ]
    cells = [
        [
            view.place(row["site"]),
            view.view.countries.get(row["country"], row["country"]),
            say(FORCED[row["forced"]]),
            "" if row["found"] in UNKNOWN else span(scale, row["low"], row["high"]),
            _verdict(row),
        ]
        for row in rows.iter_rows(named=True)
    ]
    return table(columns, cells, faded=rows["tie"].to_list())


def _verdict(row: Mapping[str, Any]) -> str:
    if row["found"] in UNKNOWN:
        return say(UNKNOWN[row["found"]])
    return say("tie") if row["tie"] else say("costs more")


def _fixed(view: WhyView) -> list[Markup]:
    fixed = view["sites"].filter("fixed")
    if fixed.is_empty():
        return []
    named = view.places(fixed["site"], 8)
    said = say("In every plan, since they are open and have no closing cost: {sites}.", sites=named)
    return [tag("p", said, class_="small")]
