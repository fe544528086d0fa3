"""The map coloured by exposure: what it would cost if a site or a country stopped."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.atlas import map_chart, zoom_buttons
from reshore.report.html import Markup, join, tag
from reshore.report.language import message, say
from reshore.report.network import network
from reshore.report.palette import INK, OTHER, mixed
from reshore.report.section import Section
from reshore.report.stress.view import days
from reshore.report.words import counted, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.chart import Chart
    from reshore.report.network import Network
    from reshore.report.stress.view import StressView

PALE, STRONG = "#f0c9c4", "#a1232f"
"""Colours of the least and the largest impact."""
SHADE = ("#f3e3df", "#dfa79d")
"""Likewise of countries."""
SMALLEST, LARGEST = 8.0, 30.0
"""Diameters of sites, in pixels."""
MOST_LANES = 200

BANDS = (
    (message("Impact in the upper third"), 2 / 3),
    (message("Middle third"), 1 / 3),
    (message("Lower third"), 0.0),
)
"""Names of the bands of impact, and the share of the largest impact above which each begins."""
NO_LOSS, NO_TIME = message("No loss"), message("Recovery not known")


def section(view: StressView) -> Section:
    """Return the map."""
    plan, period = view.view.plan, view.result.period
    shipped = plan["shipments"].filter(pl.col("period") == period)
    net = network(replace(plan, frames={**plan.frames, "shipments": shipped}), view.view.model)
    drawn = _chart(view, net)
    lead = tag(
        "p",
        say(
            "Circles are sites that run in {period}: the larger and darker, the more it costs if they stop"
            " for their time to recover. Countries are shaded likewise, for all their sites at once. Lines"
            " are lanes in use.",
            period=period,
        ),
    )
    figure = tag("figure", zoom_buttons(drawn), drawn.place())
    return Section("exposed", say("Where it breaks"), join([lead, figure]), (drawn,))


def _chart(view: StressView, net: Network) -> Chart:
    sites = {
        row["name"]: row
        for row in view["exposures"].iter_rows(named=True)
        if row["kind"] in {"site", "supplier"} and row["name"] in net.positions
    }
    groups: dict[str, list[dict[str, Any]]] = {}
    most = max((row["impact"] or 0.0 for row in sites.values()), default=0.0) or 1.0
    for row in sorted(sites.values(), key=lambda row: (-(row["impact"] or 0.0), row["name"])):
        groups.setdefault(_group(row, most), []).append(_point(view, net, row, most))
    order = [*(name for name, _ in BANDS), NO_LOSS, NO_TIME]
    series = [_lanes(net), *(_sites(name, groups[name]) for name in order if name in groups)]
    hurt = sum(bool(row["impact"]) for row in sites.values())
    return map_chart(
        "exposed-world",
        say(
            "World map of {sites}, of which {hurt} would cost units if they stopped",
            sites=counted(len(sites), "site"),
            hurt=number(hurt),
        ),
        series,
        net,
        [*sites, *view.view.model["markets"]["market"]],
        _regions(view),
    )


def _group(row: Mapping[str, Any], most: float) -> str:
    if row["impact"] is None:
        return NO_TIME
    if row["impact"] <= 0:
        return NO_LOSS
    return next(name for name, least in BANDS if row["impact"] > least * most)


def _point(view: StressView, net: Network, row: Mapping[str, Any], most: float) -> dict[str, Any]:
    part = (row["impact"] or 0.0) / most
    return {
        "name": view.set_name(row["kind"], row["name"]),
        "value": net.at(row["name"]),
        "symbolSize": round(SMALLEST + (LARGEST - SMALLEST) * sqrt(part), 1),
        "label": {"show": part > 0},
        "tooltip": {"formatter": _tip(view, row)},
    }


def _sites(name: str, points: list[dict[str, Any]]) -> dict[str, Any]:
    shades = {band: mixed(PALE, STRONG, (i + 0.5) / 3) for i, (band, _) in enumerate(reversed(BANDS))}
    colour = shades.get(name, "#ffffff" if name == NO_LOSS else OTHER)
    return {
        "type": "scatter",
        "name": say(name),
        "coordinateSystem": "geo",
        "symbol": "circle",
        "z": 4,
        "itemStyle": {"color": colour, "borderColor": "#7a8896", "borderWidth": 1, "opacity": 0.92},
        "label": {
            "formatter": "{b}",
            "color": INK,
            "fontSize": 12,
            "position": "right",
            "width": 150,
            "overflow": "truncate",
            "textBorderColor": "#fff",
            "textBorderWidth": 3,
        },
        "labelLayout": {"hideOverlap": True},
        "data": points,
    }


def _lanes(net: Network) -> dict[str, Any]:
    lines = [{"coords": piece} for lane in net.lanes[:MOST_LANES] for piece in net.lines(lane)]
    return {
        "type": "lines",
        "name": say("Lanes in use"),
        "coordinateSystem": "geo",
        "polyline": True,
        "silent": True,
        "z": 3,
        "lineStyle": {"color": "#7a8896", "opacity": 0.35, "width": 1, "cap": "round"},
        "itemStyle": {"color": "#7a8896"},
        "data": lines,
    }


def _regions(view: StressView) -> list[dict[str, Any]]:
    countries = view["exposures"].filter((pl.col("kind") == "country") & (pl.col("impact") > 0))
    return [
        {
            "name": row["name"],
            "itemStyle": {"areaColor": mixed(*SHADE, row["index"])},
            "tooltip": {"show": True, "formatter": _tip(view, row)},
        }
        for row in countries.iter_rows(named=True)
    ]


def _tip(view: StressView, row: Mapping[str, Any]) -> Markup:
    impact = say("not known") if row["impact"] is None else view.money(row["impact"])
    lines = [
        tag("b", view.named(row)),
        say("impact {impact}", impact=impact),
        say(
            "recovers in {ttr}, survived {tts}",
            ttr=days(row["ttr"], say("unknown time")),
            tts=days(row["tts"], say("without end")),
        ),
    ]
    return join(lines, tag("br"))
