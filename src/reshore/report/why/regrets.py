"""Regrets: what it costs to do without each site of the plan, or to use each that it doesn't use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.insight.rows import Found
from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, join, table, tag
from reshore.report.section import Section
from reshore.report.why.view import SURE, TIE, span
from reshore.report.words import counted

if TYPE_CHECKING:
    import polars as pl

    from reshore.report.why.view import WhyView

ROW = 30
"""Height of a site, in pixels."""
FORCED = {"out": "without it", "in": "with it"}
UNKNOWN = {Found.INFEASIBLE: "rules can't be kept", Found.NO_PLAN: "no plan found in time"}


def section(view: WhyView) -> Section | None:
    """Return bars and table."""
    rows = _rows(view)
    if rows.is_empty():
        return None
    drawn = _chart(view, rows)
    figure = [tag("figure", drawn.place())] if drawn else []
    lead = tag(
        "p",
        "What the best plan without a site costs more than the best plan, or with a site that the plan"
        " doesn't use. Each bar is the interval in which that lies. A grey one holds 0: a tie, of which no"
        " order is known.",
    )
    body = join([lead, *figure, _table(view, rows), *_fixed(view)])
    return Section(view.key("regrets"), "What each site is worth", body, (drawn,) if drawn else ())


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
        told = f"{FORCED[row['forced']]}: {span(scale, row['low'], row['high'])} {scale.unit}"
        tip = join([tag("b", view.place(row["site"])), f"{told}{', a tie' if row['tie'] else ''}"], tag("br"))
        value = [at, scale.value(row["low"]), scale.value(row["high"])]
        data[row["tie"]].append({"value": value, "tooltip": {"formatter": tip}})
    height = ROW * known.height + 56
    return chart(
        view.key("regrets-bars"),
        f"Intervals of the regret of {counted(known.height, 'site')}, of which {len(data[True])} are ties",
        [
            {
                "type": "custom",
                "name": name,
                "renderItem": "bar",
                "itemStyle": {"color": colour},
                "encode": {"x": [1, 2], "y": 0},
                "data": data[tie],
            }
            for tie, name, colour in ((False, "Costs more", SURE), (True, "Tie", TIE))
            if data[tie]
        ],
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=value_axis(f"costs more than the best plan, {scale.unit}", min=0),
        yAxis=names_axis(
            [f"{view.place(row['site'])}, {FORCED[row['forced']]}" for row in known.iter_rows(named=True)],
            220,
        ),
    )


def _table(view: WhyView, rows: pl.DataFrame) -> Markup:
    scale = view.scale("sites", "low", "high")
    columns = [
        Column("Site"),
        Column("Country"),
        Column("Forced"),
        Column("Regret", scale.unit, numeric=True),
        Column("Verdict"),
    ]
    cells = [
        [
            view.place(row["site"]),
            view.view.countries.get(row["country"], row["country"]),
            FORCED[row["forced"]],
            "" if row["found"] in UNKNOWN else span(scale, row["low"], row["high"]),
            UNKNOWN.get(row["found"]) or ("tie" if row["tie"] else "costs more"),
        ]
        for row in rows.iter_rows(named=True)
    ]
    return table(columns, cells, faded=rows["tie"].to_list())


def _fixed(view: WhyView) -> list[Markup]:
    fixed = view["sites"].filter("fixed")
    if fixed.is_empty():
        return []
    named = view.places(fixed["site"], 8)
    return [
        tag("p", f"In every plan, since they are open and have no closing cost: {named}.", class_="small")
    ]
