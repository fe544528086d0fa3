"""The plans on one map: sites and lanes that all have, and those that only one or some have."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.atlas import BORDERS, map_chart, zoom_buttons
from reshore.report.history import Fate, histories
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import say
from reshore.report.network import Network, network
from reshore.report.palette import DISTINCT, INK
from reshore.report.section import Section
from reshore.report.words import counted, listed, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.report.chart import Chart
    from reshore.report.compare.view import CompareView
    from reshore.report.network import Lane

MOST_LANES = 200
"""Lanes drawn: those that not all plans have, then the largest."""
ALL, SOME = "#98a3ae", DISTINCT[-1]
"""Colours of what all plans have, and of what more than one has but not all."""
SITE = 13
"""Diameter of a site, in pixels."""
NARROWEST, WIDEST = 0.8, 5.0
"""Widths of lanes, in pixels."""

Flows = dict[int, float]
"""What flows on a lane, by place of the plan."""


def section(view: CompareView) -> Section | None:
    """Return map and table of lanes; None where no plan runs a site that is used."""
    if not _sites(view):
        return None
    nets = [network(one.plan, one.model) for one in view.views]
    flows = _flows(nets)
    net = _together(nets)
    drawn = _chart(view, net, flows)
    lead = say(
        "Sites that run at some time and lanes that carry something, by which plans have them; a line is as"
        " wide as the most that any plan ships on it over the horizon."
    )
    figure = tag("figure", zoom_buttons(drawn), drawn.place())
    borders = tag("p", say(BORDERS), class_="small")
    lanes = folded(say("Lanes that differ as a table"), *_table(view, net, flows))
    return Section("map", say("On the map"), join([tag("p", lead), figure, borders, lanes]), (drawn,))


def _flows(nets: Sequence[Network]) -> dict[tuple[str, str], Flows]:
    """Return flows by lane; lanes that not all plans use come first, then the largest."""
    flows: dict[tuple[str, str], Flows] = {}
    for at, net in enumerate(nets):
        for lane in net.lanes:
            if lane.flow > 0:
                flows.setdefault(lane.ends, {})[at] = lane.flow
    order = sorted(flows, key=lambda ends: (len(flows[ends]) == len(nets), -max(flows[ends].values()), ends))
    return {ends: flows[ends] for ends in order}


def _together(nets: Sequence[Network]) -> Network:
    """Return the network of all plans, with the first plan's middle of the map."""
    lanes = {lane.ends: lane for net in reversed(nets) for lane in net.lanes}
    places = {place: at for net in reversed(nets) for place, at in net.positions.items()}
    return replace(nets[0], lanes=tuple(lanes.values()), positions=places)


def _sites(view: CompareView) -> dict[str, set[int]]:
    """Return which plans run each site at some time, and make or move something there or change it."""
    having: dict[str, set[int]] = {}
    for at, plan in enumerate(view.plans):
        ends = pl.concat([plan["shipments"]["origin"], plan["shipments"]["destination"]])
        used = {*ends, *plan["production"]["site"]}
        for site, history in histories(plan).items():
            if history.fate is not Fate.UNUSED and (site in used or history.opens or history.closes):
                having.setdefault(site, set()).add(at)
    return having


def _kinds(view: CompareView) -> dict[str, tuple[str, str]]:
    """Return name and colour of what all plans have, each plan alone, and some of several."""
    kinds = {"all": (say("In all plans"), ALL)}
    if len(view.plans) > 2:
        kinds["some"] = (say("In some of them"), SOME)
    for at, (name, colour) in enumerate(zip(view.names, view.colours, strict=True)):
        kinds[str(at)] = (say("Only in {plan}", plan=name), colour)
    return kinds


def _kind(view: CompareView, having: set[int]) -> str:
    if len(having) == len(view.plans):
        return "all"
    return str(min(having)) if len(having) == 1 else "some"


def _chart(view: CompareView, net: Network, flows: Mapping[tuple[str, str], Flows]) -> Chart:
    sites = _sites(view)
    lanes = {lane.ends: lane for lane in net.lanes}
    drawn = [lanes[ends] for ends in list(flows)[:MOST_LANES]]
    largest = max((max(one.values()) for one in flows.values()), default=1.0)
    series = []
    for kind, (name, colour) in _kinds(view).items():
        lines = [
            line
            for lane in reversed(drawn)
            if _kind(view, set(flows[lane.ends])) == kind
            for line in _lines(view, net, lane, flows[lane.ends], largest)
        ]
        circles = [_circle(view, net, site, at) for site, at in sites.items() if _kind(view, at) == kind]
        series += [_lane_series(name, colour, lines, kind)] if lines else []
        series += [_site_series(name, colour, circles, kind)] if circles else []
    differing = sum(len(having) < len(view.plans) for having in sites.values())
    return map_chart(
        "compare-map",
        say(
            "World map of {sites} and {lanes} of all plans; {differing} not in all of them",
            sites=counted(len(sites), "site"),
            lanes=counted(len(drawn), "lane"),
            differing=counted(differing, "site"),
        ),
        series,
        net,
        [*sites, *(end for ends in flows for end in ends)],
        [],
    )


def _lines(view: CompareView, net: Network, lane: Lane, flows: Flows, largest: float) -> list[dict[str, Any]]:
    width = NARROWEST + (WIDEST - NARROWEST) * sqrt(max(flows.values()) / largest)
    tip = {"formatter": _lane_tip(view, net, lane, flows)}
    return [
        {"coords": piece, "lineStyle": {"width": round(width, 2)}, "tooltip": tip}
        for piece in net.lines(lane)
    ]


def _lane_tip(view: CompareView, net: Network, lane: Lane, flows: Flows) -> Markup:
    told = [
        join([say("{plan}: {amount} {unit}", plan=name, amount=_amount(flows, at), unit=say(net.flow_unit))])
        for at, name in enumerate(view.names)
    ]
    return join([tag("b", _way(view, lane.ends)), *told], tag("br"))


def _way(view: CompareView, ends: tuple[str, str]) -> str:
    return " \N{RIGHTWARDS ARROW} ".join(map(view.place, ends))


def _amount(flows: Flows, at: int) -> str:
    return rounded(flows[at]) if at in flows else say("nothing")


def _circle(view: CompareView, net: Network, site: str, having: set[int]) -> dict[str, Any]:
    told = listed([view.names[at] for at in sorted(having)])
    tip = join([tag("b", view.place(site)), join([say("in {plans}", plans=told)])], tag("br"))
    return {"name": view.place(site), "value": net.at(site), "tooltip": {"formatter": tip}}


def _lane_series(name: str, colour: str, lines: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    return {
        "type": "lines",
        "name": name,
        "coordinateSystem": "geo",
        "polyline": True,
        "z": 3 if kind == "all" else 4,
        "lineStyle": {"color": colour, "opacity": 0.35 if kind == "all" else 0.75, "cap": "round"},
        "emphasis": {"lineStyle": {"opacity": 0.95}},
        "itemStyle": {"color": colour},
        "data": lines,
    }


def _site_series(name: str, colour: str, circles: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": name,
        "coordinateSystem": "geo",
        "symbolSize": SITE - 4 if kind == "all" else SITE,
        "z": 5 if kind == "all" else 6,
        "itemStyle": {"color": colour, "borderColor": "#fff", "borderWidth": 1.2},
        "label": {
            "show": kind != "all",
            "formatter": "{b}",
            "position": "right",
            "color": INK,
            "fontSize": 12,
            "fontWeight": 600,
            "width": 170,
            "overflow": "truncate",
            "textBorderColor": "#fff",
            "textBorderWidth": 3,
        },
        "labelLayout": {"hideOverlap": True},
        "data": circles,
    }


def _table(view: CompareView, net: Network, flows: Mapping[tuple[str, str], Flows]) -> list[Markup]:
    differing = {ends: one for ends, one in flows.items() if len(one) < len(view.plans)}
    if not differing:
        return [tag("p", say("All plans use the same lanes."))]
    unit = say(net.flow_unit)
    columns = [
        Column(say("From")),
        Column(say("To")),
        *(Column(name, unit, numeric=True) for name in view.names),
    ]
    rows = [
        [*map(view.place, ends), *(rounded(one[at]) if at in one else "" for at in range(len(view.plans)))]
        for ends, one in differing.items()
    ]
    return [table(columns, rows)]
