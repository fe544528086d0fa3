"""The world map: sites by what becomes of them and by size, lanes by flow, countries by value added."""

from __future__ import annotations

from math import atan2, degrees, sqrt
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.atlas import map_chart, zoom_buttons
from reshore.report.history import Fate, histories
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.network import network
from reshore.report.palette import FATES, INK, QUIET, mixed
from reshore.report.section import Section
from reshore.report.words import counted, listed, rounded, share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.report.chart import Chart
    from reshore.report.history import History
    from reshore.report.network import Lane, Network
    from reshore.report.view import View

MOST_LANES = 200
"""Lanes drawn; the smaller ones would only cover the map."""

GOODS_NAMED = 8
"""Goods listed when one points at a lane."""

BETWEEN, DELIVERED = "#7a8896", "#2f6fab"
SHADE = "#7fb8ae"
SMALLEST, LARGEST = 8.0, 28.0
"""Diameters of sites, in pixels."""

CROWDED = (600, 150)
"""A site this near to the east and to the north or south of another, in map units, is in its label's way."""


def section(view: View) -> Section:
    """Return the map."""
    net = network(view.plan, view.model)
    drawn = _chart(view, net)
    shown = min(len(net.lanes), MOST_LANES)
    left_out = f" The {shown} largest of {len(net.lanes)} lanes are drawn." if shown < len(net.lanes) else ""
    around = any(len(net.lines(lane)) > 1 for lane in net.lanes[:MOST_LANES])
    leaving = " A line that leaves the map comes back at its other edge." if around else ""
    unit = "tonnes" if net.flow_unit == "t" else "units"
    lead = tag(
        "p",
        "Circles are sites, sized by the value they add; lines are lanes, as wide as the",
        f" {unit} shipped over the horizon, drawn as great circles and not as routes.{leaving}{left_out}",
        " Countries are shaded by their share of value added.",
    )
    figure = tag("figure", zoom_buttons(drawn), drawn.place())
    body = join([lead, figure, folded("Lanes as a table", _table(view, net))])
    return Section("map", "Where", body, (drawn,))


def _table(view: View, net: Network) -> Markup:
    columns = [Column("From"), Column("To"), Column("Flow", net.flow_unit, numeric=True), Column("Goods")]
    rows = [
        [
            view.places[lane.origin],
            view.places[lane.destination],
            rounded(lane.flow),
            listed([_good(view, *good) for good in lane.goods], GOODS_NAMED),
        ]
        for lane in net.lanes
    ]
    return table(columns, rows)


def _good(view: View, product: str, mode: str, units: float) -> str:
    return f"{view.products[product]} {rounded(units)} by {view.modes[mode].lower()}"


def _chart(view: View, net: Network) -> Chart:
    sites = histories(view.plan)
    fates = [fate for fate in Fate if any(site.fate is fate for site in sites.values())]
    series = [
        *_lanes(view, net, net.lanes[:MOST_LANES]),
        *(_sites(view, net, sites, fate) for fate in fates),
        _markets(view, net),
    ]
    return map_chart(
        "map-world",
        f"World map of {counted(len(sites), 'site')} and {counted(len(net.lanes), 'lane')} in use",
        series,
        net,
        [*sites, *view.model["markets"]["market"]],
        _regions(view),
    )


def _regions(view: View) -> list[dict[str, Any]]:
    shares = view.plan.footprint("country", per="horizon")
    regions = []
    for row in shares.iter_rows(named=True):
        tip = join(
            [tag("b", view.countries[row["country"]]), tag("br"), f"{share(row['share'], 1)} of value added"]
        )
        colour = mixed("#d5e3e1", SHADE, max(0.0, min(1.0, row["share"] * 2)))
        regions.append(
            {
                "name": row["country"],
                "itemStyle": {"areaColor": colour},
                "tooltip": {"show": True, "formatter": tip},
            }
        )
    return regions


def _lanes(view: View, net: Network, lanes: Sequence[Lane]) -> list[dict[str, Any]]:
    markets = set(view.model["markets"]["market"])
    largest = max((lane.flow for lane in lanes), default=0.0) or 1.0
    series = []
    for name, colour, market in (("Between sites", BETWEEN, False), ("To markets", DELIVERED, True)):
        kind = [lane for lane in lanes if (lane.destination in markets) is market]
        if not kind:
            continue
        lines, heads = [], []
        for lane in reversed(kind):
            size = sqrt(lane.flow / largest)
            tip = {"formatter": _lane_tip(view, net, lane)}
            pieces = net.lines(lane)
            lines += [
                {"coords": piece, "lineStyle": {"width": round(0.8 + 5.2 * size, 2)}, "tooltip": tip}
                for piece in pieces
            ]
            heads.append(arrow_head(max(pieces, key=len), size, tip))
        series += [
            {
                "type": "lines",
                "name": name,
                "coordinateSystem": "geo",
                "polyline": True,
                "z": 3,
                "lineStyle": {"color": colour, "opacity": 0.5, "cap": "round", "join": "round"},
                "emphasis": {"lineStyle": {"opacity": 0.95}},
                "itemStyle": {"color": colour},
                "data": lines,
            },
            {
                "type": "scatter",
                "name": name,
                "coordinateSystem": "geo",
                "symbol": "triangle",
                "z": 3,
                "itemStyle": {"color": colour, "opacity": 0.9},
                "data": heads,
            },
        ]
    return series


def arrow_head(piece: Sequence[Sequence[int]], size: float, tip: Mapping[str, str]) -> dict[str, Any]:
    """Return an arrow head just past the middle of a line."""
    i = max(1, round(0.55 * (len(piece) - 1)))
    (x0, y0), (x1, y1) = piece[i - 1], piece[i]
    return {
        "value": [x1, y1],
        "symbolSize": [round(5 + 5 * size, 1), round(6 + 6 * size, 1)],
        "symbolRotate": round(degrees(atan2(y1 - y0, x1 - x0)) - 90, 1),
        "tooltip": tip,
    }


def _lane_tip(view: View, net: Network, lane: Lane) -> Markup:
    lines = [
        tag("b", f"{view.places[lane.origin]} \N{RIGHTWARDS ARROW} {view.places[lane.destination]}"),
        join([f"{rounded(lane.flow)} {net.flow_unit} over the horizon"]),
        *(join([_good(view, *good)]) for good in lane.goods[:GOODS_NAMED]),
    ]
    if len(lane.goods) > GOODS_NAMED:
        lines.append(join([f"and {len(lane.goods) - GOODS_NAMED} more"]))
    return join(lines, tag("br"))


def _sites(view: View, net: Network, sites: Mapping[str, History], fate: Fate) -> dict[str, Any]:
    added = dict(view.plan.footprint("site", per="horizon").select("site", "amount").iter_rows())
    largest = max(added.values(), default=0.0) or 1.0
    left = _labelled_left(net, [site for site in sites if site in added])
    data: list[dict[str, Any]] = []
    for site in sites.values():
        if site.fate is not fate:
            continue
        value = max(added.get(site.site, 0.0), 0.0)
        data.append(
            {
                "name": view.places[site.site],
                "value": net.at(site.site),
                "symbolSize": round(SMALLEST + (LARGEST - SMALLEST) * sqrt(value / largest), 1),
                "label": {
                    "show": bool(value) or fate in {Fate.OPENS, Fate.CLOSES},
                    "position": "left" if site.site in left else "right",
                },
                "tooltip": {"formatter": _site_tip(view, site, added)},
            }
        )
    data.sort(key=lambda item: -item["symbolSize"])
    return {
        "type": "scatter",
        "name": f"Site {fate.value}",
        "coordinateSystem": "geo",
        "symbol": "circle",
        "z": 5 if fate in {Fate.OPENS, Fate.CLOSES} else 4,
        "itemStyle": {
            "color": FATES[fate],
            "borderColor": QUIET if fate is Fate.UNUSED else "#fff",
            "borderWidth": 1.2,
            "opacity": 0.92,
        },
        "label": {
            "formatter": "{b}",
            "color": INK,
            "fontSize": 12,
            "width": 190 if fate is Fate.OPENS else 130,
            "overflow": "truncate",
            "fontWeight": 600 if fate is Fate.OPENS else 400,
            "textBorderColor": "#fff",
            "textBorderWidth": 3,
        },
        "labelLayout": {"hideOverlap": True},
        "data": data,
    }


def _labelled_left(net: Network, sites: Sequence[str]) -> set[str]:
    """Return the sites that have another close to their east, where their label would lie on it."""
    points = {site: net.at(site) for site in sites}
    return {
        site
        for site, (x, y) in points.items()
        if any(0 < u - x < CROWDED[0] and abs(v - y) < CROWDED[1] for u, v in points.values())
    }


def _site_tip(view: View, site: History, added: Mapping[str, float]) -> Markup:
    lines = [
        tag("b", view.places[site.site]),
        join([f"{view.countries[site.country]}: {site.words}"]),
        *([join([f"value added {view.money(added[site.site])}"])] if added.get(site.site) else []),
        *([join([counted(site.modules, "capacity module")])] if site.modules else []),
    ]
    return join(lines, tag("br"))


def _markets(view: View, net: Network) -> dict[str, Any]:
    totals = view.plan["service"].group_by("market").agg(pl.col("demand", "served").sum())
    asked = {market: (demand, served) for market, demand, served in totals.iter_rows()}
    data = []
    for market in view.model["markets"]["market"]:
        demand, served = asked.get(market, (0.0, 0.0))
        lines = [
            tag("b", view.places[market]),
            join([f"market: {rounded(served)} of {rounded(demand)} units delivered"]),
        ]
        data.append(
            {
                "name": view.places[market],
                "value": net.at(market),
                "tooltip": {"formatter": join(lines, tag("br"))},
            }
        )
    return {
        "type": "scatter",
        "name": "Market",
        "coordinateSystem": "geo",
        "symbol": "rect",
        "symbolSize": 9,
        "z": 4,
        "itemStyle": {"color": DELIVERED, "borderColor": "#fff", "borderWidth": 1.2},
        "data": data,
    }
