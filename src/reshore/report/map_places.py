"""Sites and markets on the map: sites by what becomes of them, as large as the value they add."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report import moments
from reshore.report.history import Fate
from reshore.report.html import Markup, join, tag
from reshore.report.language import message, say
from reshore.report.palette import DELIVERED, FATES, INK, QUIET
from reshore.report.words import counted, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.report.history import History
    from reshore.report.network import Network
    from reshore.report.view import View

SMALLEST, LARGEST = 8.0, 28.0
"""Diameters of sites, in pixels."""

CROWDED = (600, 150)
"""A site this near to the east and to the north or south of another, in map units, is in its label's way."""

NAMES = {
    Fate.RUNS: message("Site runs throughout"),
    Fate.OPENS: message("Site opens"),
    Fate.CLOSES: message("Site closes"),
    Fate.UNUSED: message("Site not opened"),
}


def site_series(view: View, net: Network, sites: Mapping[str, History]) -> list[dict[str, Any]]:
    """Return the series of sites, one for each fate that there is."""
    added = dict(view.plan.footprint("site", per="horizon").select("site", "amount").iter_rows())
    left = _labelled_left(net, [site for site in sites if site in added])
    items = _items(view, net, sites, added, left)
    return [
        _series(fate, sorted(data, key=lambda item: -item["symbolSize"]))
        for fate in Fate
        if (data := [items[site.site] for site in sites.values() if site.fate is fate])
    ]


def market_series(view: View, net: Network) -> dict[str, Any]:
    """Return the series of markets."""
    totals = view.plan["service"].group_by("market").agg(pl.col("demand", "served").sum())
    asked = {market: (demand, served) for market, demand, served in totals.iter_rows()}
    data = []
    for market in view.model["markets"]["market"]:
        demand, served = asked.get(market, (0.0, 0.0))
        told = say(
            "market: {served} of {demand} units delivered", served=rounded(served), demand=rounded(demand)
        )
        lines = [tag("b", view.places[market]), join([told])]
        tip = {"formatter": join(lines, tag("br"))}
        data.append({"name": view.places[market], "value": net.at(market), "tooltip": tip})
    return {
        "type": "scatter",
        "name": say("Market"),
        "coordinateSystem": "geo",
        "symbol": "rect",
        "symbolSize": 9,
        "z": 4,
        "itemStyle": {"color": DELIVERED, "borderColor": "#fff", "borderWidth": 1.2},
        "data": data,
    }


def added_by_period(view: View) -> dict[str, list[float]]:
    """Return the value that each site adds, by period in time order; sites that add none have no row."""
    rows = view.plan.footprint("site").select("site", "period", "amount").iter_rows()
    amounts = {(site, period): amount for site, period, amount in rows}
    return {site: [amounts.get((site, one), 0.0) for one in view.periods] for site, _ in amounts}


def _items(
    view: View, net: Network, sites: Mapping[str, History], added: Mapping[str, float], left: set[str]
) -> dict[str, dict[str, Any]]:
    largest = max(added.values(), default=0.0) or 1.0
    by_period = added_by_period(view)
    none = [0.0] * len(view.periods)
    paces = moments.paces({site: by_period.get(site, none) for site in sites}, view.months)
    running = _running(view)
    items = {}
    for name, site in sites.items():
        value = max(added.get(name, 0.0), 0.0)
        on = running[name]
        sizes = [_size(pace) if runs else 0.0 for pace, runs in zip(paces[name], on, strict=True)]
        items[name] = {
            "name": view.places[name],
            "value": net.at(name),
            "symbolSize": _size(value / largest),
            "label": {
                "show": bool(value) or site.fate in {Fate.OPENS, Fate.CLOSES},
                "position": "left" if name in left else "right",
            },
            "tooltip": {"formatter": _tip(view, site, added)},
            "at": moments.symbol(sizes, _told(view, by_period.get(name, none), on)),
        }
    return items


def _size(share: float) -> float:
    return round(SMALLEST + (LARGEST - SMALLEST) * sqrt(share), 1)


def _running(view: View) -> dict[str, list[bool]]:
    rows = view.plan["sites"].select("site", "period", "open").iter_rows()
    on = {(site, period) for site, period, runs in rows if runs}
    return {
        site: [(site, period) in on for period in view.periods]
        for site in view.plan["sites"]["site"].unique(maintain_order=True)
    }


def _told(view: View, added: Sequence[float], running: Sequence[bool]) -> list[str]:
    told = []
    for period, amount, runs in zip(view.periods, added, running, strict=True):
        if not runs:
            told.append("")
        elif amount:
            told.append(
                join([say("adds value {amount} in {period}", amount=view.money(amount), period=period)])
            )
        else:
            told.append(join([say("runs in {period}", period=period)]))
    return told


def _series(fate: Fate, data: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": say(NAMES[fate]),
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


def _tip(view: View, site: History, added: Mapping[str, float]) -> Markup:
    lines = [
        tag("b", view.places[site.site]),
        join([say("{country}: {fate}", country=view.countries[site.country], fate=site.words)]),
        *(
            [join([say("value added {amount}", amount=view.money(added[site.site]))])]
            if added.get(site.site)
            else []
        ),
        *([join([counted(site.modules, "capacity module")])] if site.modules else []),
    ]
    return join(lines, tag("br"))
