"""The world map: sites by what becomes of them and by size, lanes by flow, countries by value added."""

from __future__ import annotations

from math import atan2, degrees, sqrt
from typing import TYPE_CHECKING, Any

from reshore.report.history import Fate, histories
from reshore.report.html import Markup, join, tag
from reshore.report.network import network
from reshore.report.palette import FATES, INK, LAND, QUIET, base, mixed
from reshore.report.section import Chart, Section
from reshore.report.words import counted, rounded, share
from reshore.report.world.shapes import world

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reshore.report.history import History
    from reshore.report.network import Lane, Network
    from reshore.report.view import View

MOST_LANES = 200
"""Lanes drawn; the smaller ones would only cover the map."""

GOODS_NAMED = 8
"""Goods listed when one points at a lane."""

SITES, LANES = "#d9742b", "#6a51a3"
BETWEEN, DELIVERED = "#7a8896", "#2f6fab"
SHADE = "#7fb8ae"
SMALLEST, LARGEST = 8.0, 30.0
"""Diameters of sites, in pixels."""


def section(view: View) -> Section:
    """Return the map."""
    net = network(view.plan, view.model)
    chart = _chart(view, net)
    shown = min(len(net.lanes), MOST_LANES)
    left_out = f" The {shown} largest of {len(net.lanes)} lanes are drawn." if shown < len(net.lanes) else ""
    unit = "tonnes" if net.flow_unit == "t" else "units"
    lead = tag(
        "p",
        f"Circles are sites, sized by the value they add; lines are lanes, as wide as the {unit} shipped over the"
        f" horizon, drawn as great circles and not as routes.{left_out} Countries are shaded by their share of value"
        " added.",
    )
    figure = tag("figure", _buttons(chart), chart.place(), class_="zooms")
    return Section("map", "Where", join([lead, figure]), (chart,))


def _buttons(chart: Chart) -> Markup:
    kinds = (
        ("in", "+", "Zoom in"),
        ("out", "\N{MINUS SIGN}", "Zoom out"),
        ("reset", "\N{ANTICLOCKWISE OPEN CIRCLE ARROW}", "Whole network"),
    )
    buttons = [
        tag(
            "button", sign, type="button", title=title, aria_label=title, data_zoom=kind, data_chart=chart.key
        )
        for kind, sign, title in kinds
    ]
    return tag("div", *buttons, class_="zoom")


def _chart(view: View, net: Network) -> Chart:
    sites = histories(view.plan)
    drawn = net.lanes[:MOST_LANES]
    option = base(
        [
            *_lanes(view, net, drawn),
            *(
                _sites(view, net, sites, fate)
                for fate in Fate
                if any(site.fate is fate for site in sites.values())
            ),
            _markets(view, net),
        ],
        geo={
            "map": "world",
            "aspectScale": 1,
            "boundingCoords": net.frame([*sites, *view.model["markets"]["market"]]),
            "left": 4,
            "right": 4,
            "top": 44,
            "bottom": 4,
            "preserveAspect": "contain",
            "itemStyle": {"areaColor": LAND, "borderColor": "#fff", "borderWidth": 0.6},
            "emphasis": {"disabled": True},
            "select": {"disabled": True},
            "tooltip": {"show": True},
            "regions": _regions(view),
        },
        legend={"top": 6, "left": 8, "itemWidth": 16, "itemHeight": 10, "textStyle": {"fontSize": 12}},
    )
    label = f"World map of {counted(len(sites), 'site')} and {counted(len(net.lanes), 'lane')} in use"
    return Chart("map-world", option, label, 520, world(net.centre))


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
            heads.append(_head(max(pieces, key=len), size, tip))
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


def _head(piece: Sequence[Sequence[int]], size: float, tip: Mapping[str, str]) -> dict[str, Any]:
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
        *(
            join([f"{view.products[product]}: {rounded(units)} by {view.modes[mode].lower()}"])
            for product, mode, units in lane.goods[:GOODS_NAMED]
        ),
    ]
    if len(lane.goods) > GOODS_NAMED:
        lines.append(join([f"and {len(lane.goods) - GOODS_NAMED} more"]))
    return join(lines, tag("br"))


def _sites(view: View, net: Network, sites: Mapping[str, History], fate: Fate) -> dict[str, Any]:
    added = dict(view.plan.footprint("site", per="horizon").select("site", "amount").iter_rows())
    largest = max(added.values(), default=0.0) or 1.0
    data = []
    for site in sites.values():
        if site.fate is not fate:
            continue
        value = max(added.get(site.site, 0.0), 0.0)
        data.append(
            {
                "name": view.places[site.site],
                "value": net.at(site.site),
                "symbolSize": round(SMALLEST + (LARGEST - SMALLEST) * sqrt(value / largest), 1),
                "label": {"show": bool(value) or fate in {Fate.OPENS, Fate.CLOSES}},
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
            "position": "right",
            "color": INK,
            "fontSize": 12,
            "fontWeight": 600 if fate is Fate.OPENS else 400,
            "textBorderColor": "#fff",
            "textBorderWidth": 3,
        },
        "labelLayout": {"hideOverlap": True},
        "data": data,
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
    service = view.plan["service"]
    totals = {
        market: (demand, served)
        for market, demand, served in _service(service.select("market", "demand", "served").iter_rows())
    }
    data = []
    for market in view.model["markets"]["market"]:
        demand, served = totals.get(market, (0.0, 0.0))
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


def _service(rows: Iterable[tuple[str, float, float]]) -> Iterable[tuple[str, float, float]]:
    totals: dict[str, tuple[float, float]] = {}
    for market, demand, served in rows:
        before = totals.get(market, (0.0, 0.0))
        totals[market] = (before[0] + demand, before[1] + served)
    return ((market, demand, served) for market, (demand, served) in totals.items())
