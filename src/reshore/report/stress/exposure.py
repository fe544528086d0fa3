"""What is exposed: impact against spend, each set in a table, and where goods have one source."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import Chart, chart, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import say
from reshore.report.palette import INK
from reshore.report.section import Section
from reshore.report.stress.view import colour_of, days, many_of, one_of
from reshore.report.words import counted, number, plain, rounded, share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.stress.view import StressView

HEIGHT, NARROW_HEIGHT = 420, 380
SMALLEST, LARGEST = 7.0, 40.0
"""Diameters of bubbles, in pixels."""
LEAST = 1e-3
"""Share of the largest impact above which a set has a bubble; the table has all."""
LABELLED = 8
"""Bubbles with a name beside them."""
LISTED = 15
"""Sets in the first table; the others are folded away."""


def section(view: StressView) -> Section:
    """Return the bubbles and tables."""
    drawn = _chart(view)
    figure = [tag("figure", drawn.place())] if drawn else []
    rows = view["exposures"].sort(
        "impact", "tts", "kind", "name", descending=[True, False, False, False], nulls_last=True
    )
    first, rest = rows.head(LISTED), rows.slice(LISTED)
    more = [folded(counted(rest.height, "more set"), _table(view, rest))] if rest.height else []
    body = join([_lead(view), *figure, _table(view, first), *more, *_concentration(view), *_passages(view)])
    return Section("exposure", say("Exposure"), body, (drawn,) if drawn else ())


def _lead(view: StressView) -> Markup:
    assumed = view["exposures"].filter(pl.col("ttr").is_not_null() & ~pl.col("stated")).height
    sentences = [
        say(
            "What each set would cost if it stopped for its time to recover, with everything else rearranged"
            " as well as can be. Spend is what the goods are worth that it makes, buys or, if neither, moves"
            " in a year. A small spend with a large impact is where risk hides."
        )
    ]
    if assumed:
        sentences.append(
            say("A time to recover with a * is the assumed one ({sets}).", sets=counted(assumed, "set"))
        )
    return tag("p", " ".join(sentences))


def _chart(view: StressView) -> Chart | None:
    costly = pl.col("impact") > LEAST * pl.col("impact").max()
    shown = view["exposures"].filter(costly & (pl.col("spend") > 0))
    if shown.is_empty():
        return None
    spend, impact = view.money.scale(shown["spend"]), view.money.scale(shown["impact"])
    named = {*shown.sort("impact", descending=True).head(LABELLED).select("kind", "name").iter_rows()}
    most = float(shown["units_lost"].to_numpy().max()) or 1.0
    series = []
    for kind in view.kinds():
        rows = shown.filter(pl.col("kind") == kind)
        if rows.height:
            points = [
                {
                    "name": view.set_name(kind, row["name"]),
                    "value": [spend.value(row["spend"]), impact.value(row["impact"])],
                    "symbolSize": round(SMALLEST + (LARGEST - SMALLEST) * sqrt(row["units_lost"] / most), 1),
                    "label": {"show": (kind, row["name"]) in named},
                    "tooltip": {"formatter": _tip(view, row)},
                }
                for row in rows.iter_rows(named=True)
            ]
            series.append(_bubbles(kind, points))
    return chart(
        "exposure-spend",
        say(
            "Impact against spend of {sets}; the largest impact is that of {largest}",
            sets=counted(shown.height, "set"),
            largest=view.named(shown.sort("impact", descending=True).row(0, named=True)),
        ),
        series,
        (HEIGHT, NARROW_HEIGHT),
        xAxis={**value_axis(say("spend a year, {unit}", unit=spend.unit)), "type": "log"},
        yAxis={**value_axis(say("impact, {unit}", unit=impact.unit), nameGap=44), "type": "log"},
    )


def _bubbles(kind: str, points: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": many_of(kind),
        "itemStyle": {"color": colour_of(kind), "opacity": 0.75, "borderColor": "#fff", "borderWidth": 1},
        "label": {
            "formatter": "{b}",
            "position": "right",
            "color": INK,
            "textBorderColor": "#fff",
            "textBorderWidth": 2,
        },
        "labelLayout": {"hideOverlap": True},
        "data": points,
    }


def _tip(view: StressView, row: Mapping[str, Any]) -> Markup:
    lines = [
        tag("b", view.named(row)),
        say(
            "impact {impact}, {units} units lost",
            impact=view.money(row["impact"]),
            units=rounded(row["units_lost"]),
        ),
        say("spend {spend} a year", spend=view.money(row["spend"])),
        say(
            "recovers in {ttr}, survived {tts}",
            ttr=days(row["ttr"], ""),
            tts=days(row["tts"], say("without end")),
        ),
    ]
    return join(lines, tag("br"))


def _table(view: StressView, rows: pl.DataFrame) -> Markup:
    impact, spend = (view.money.scale(rows[column].drop_nulls()) for column in ("impact", "spend"))
    parts = {
        (kind, name, segment): part for kind, name, segment, part in view["exposure_segments"].iter_rows()
    }
    segments = sorted({segment for _, _, segment in parts})
    columns = [
        Column(say("Set")),
        Column(say("Recovers"), say("days"), numeric=True),
        Column(say("Survived"), say("days"), numeric=True),
        Column(say("Impact"), impact.unit, numeric=True),
        Column(say("Impact index"), say("of its kind"), numeric=True),
        Column(say("Units lost"), numeric=True),
        *(Column(plain(segment), say("of its units"), numeric=True) for segment in segments),
        Column(say("Spend"), say("{unit} a year", unit=spend.unit), numeric=True),
    ]
    cells = [
        [
            join([view.set_name(row["kind"], row["name"]), tag("span", one_of(row["kind"]), class_="under")]),
            say("not known")
            if row["ttr"] is None
            else f"{rounded(row['ttr'])}{'' if row['stated'] else '*'}",
            say("no end") if row["tts"] is None else rounded(row["tts"]),
            "" if row["impact"] is None else impact(row["impact"]),
            "" if row["index"] is None else number(row["index"], 2),
            "" if row["units_lost"] is None else rounded(row["units_lost"]),
            *(_share(parts.get((row["kind"], row["name"], segment))) for segment in segments),
            spend(row["spend"]) if row["spend"] else "",
        ]
        for row in rows.iter_rows(named=True)
    ]
    return table(columns, cells)


def _recovery(row: Mapping[str, Any]) -> str:
    if row["ttr"] is None:
        return say("not known")
    return rounded(row["ttr"]) if row["stated"] else f"{rounded(row['ttr'])}*"


def _share(value: float | None) -> str:
    return share(value, 1) if value else ""


def _concentration(view: StressView) -> list[Markup]:
    rows = view["concentration"].sort("value", "product", descending=[True, False])
    if rows.is_empty():
        return []
    value = view.money.scale(rows["value"])
    weekly = say("{unit} a week", unit=value.unit)
    columns = [
        Column(say("Product")),
        Column(say("Value"), weekly, numeric=True),
        Column(say("Sources"), numeric=True),
        Column(say("Herfindahl"), say("by country"), numeric=True),
        Column(say("Herfindahl"), say("by site"), numeric=True),
        Column(say("Single source"), weekly, numeric=True),
    ]
    cells = [
        [
            view.view.products.get(row["product"], row["product"]),
            value(row["value"]),
            str(row["sources"]),
            number(row["by_country"], 2),
            number(row["by_site"], 2),
            value(row["single"]) if row["single"] else "",
        ]
        for row in rows.iter_rows(named=True)
    ]
    note = tag("p", say("1 means that all comes from one place."))
    return [folded(say("Concentration of each product"), note, table(columns, cells))]


def _passages(view: StressView) -> list[Markup]:
    rows = view["passages"].filter(pl.col("value") > 0).sort("value", "passage", descending=[True, False])
    if rows.is_empty():
        return []
    value = view.money.scale(rows["value"])
    columns = [
        Column(say("Passage")),
        Column(say("Value that crosses it"), say("{unit} a week", unit=value.unit), numeric=True),
    ]
    cells = [[plain(passage), value(amount)] for passage, amount in rows.iter_rows()]
    return [folded(say("Passages crossed"), table(columns, cells))]
