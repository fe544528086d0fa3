"""The world map: sites by what becomes of them and by size, lanes by flow, countries by value added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.report import moments
from reshore.report.atlas import BORDERS, map_chart, slider, zoom_buttons
from reshore.report.history import histories
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say, say_many
from reshore.report.map_lanes import GOODS_NAMED, goods, lane_series
from reshore.report.map_places import added_by_period, market_series, site_series
from reshore.report.network import network
from reshore.report.palette import LAND, SHADES, mixed
from reshore.report.section import Section
from reshore.report.words import counted, listed, number, rounded, share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.chart import Chart
    from reshore.report.network import Network
    from reshore.report.view import View

MOST_LANES = 200
"""Lanes drawn; the smaller ones would only cover the map."""

SLIDER = message(
    "The slider shows one period instead: what runs then, with sizes and widths by the month, on one scale"
    " for all periods."
)


def section(view: View) -> Section:
    """Return the map."""
    net = network(view.plan, view.model)
    drawn = _chart(view, net)
    controls = [slider(drawn), zoom_buttons(drawn)] if len(view.periods) > 1 else [zoom_buttons(drawn)]
    figure = tag(
        "figure",
        tag("div", *controls, class_="controls"),
        drawn.place(),
        tag("p", say(BORDERS), class_="small"),
    )
    body = join(
        [
            tag("p", _lead(net)),
            *([tag("p", say(SLIDER), class_="on-screen")] if len(view.periods) > 1 else []),
            figure,
            folded(say("Lanes as a table"), _lane_table(view, net)),
            folded(say("Sites by period as a table"), _site_table(view)),
        ]
    )
    return Section("map", say("Where"), body, (drawn,))


def _lead(net: Network) -> str:
    sentences = [
        say(
            "Circles are sites, sized by the value they add; lines are lanes, as wide as the tonnes shipped"
            " over the horizon, drawn as great circles and not as routes."
        )
        if net.flow_unit == "t"
        else say(
            "Circles are sites, sized by the value they add; lines are lanes, as wide as the units shipped"
            " over the horizon, drawn as great circles and not as routes."
        )
    ]
    drawn = net.lanes[:MOST_LANES]
    if cut := sum(len(net.lines(lane)) > 1 for lane in drawn):
        sentences.append(
            say_many(
                "{count} lane leaves the map and comes back at its other edge; no cut crosses fewer.",
                "{count} lanes leave the map and come back at its other edge; no cut crosses fewer.",
                cut,
                count=number(cut),
            )
        )
    if len(drawn) < len(net.lanes):
        sentences.append(
            say(
                "The {drawn} largest of {all} lanes are drawn.",
                drawn=number(len(drawn)),
                all=number(len(net.lanes)),
            )
        )
    sentences.append(say("Countries are shaded by their share of value added."))
    return " ".join(sentences)


def _lane_table(view: View, net: Network) -> Markup:
    unit = say(net.flow_unit)
    columns = [
        Column(say("From")),
        Column(say("To")),
        Column(say("Flow"), unit, numeric=True),
        Column(say("Goods")),
        *(Column(period, unit, numeric=True) for period in view.periods),
    ]
    rows = [
        [
            view.places[lane.origin],
            view.places[lane.destination],
            rounded(lane.flow),
            listed([goods(view, *good) for good in lane.goods], GOODS_NAMED),
            *(rounded(flow) if flow else "" for flow in lane.flows),
        ]
        for lane in net.lanes
    ]
    return table(columns, rows)


def _site_table(view: View) -> Markup:
    added = added_by_period(view)
    scale = view.money.scale(amount for row in added.values() for amount in row)
    columns = [
        Column(say("Site")),
        *(Column(period, scale.unit, numeric=True) for period in view.periods),
    ]
    rows = [[view.places[site], *(scale(amount) for amount in row)] for site, row in added.items()]
    return join([tag("p", say("Value added by site and period.")), table(columns, rows)])


def _chart(view: View, net: Network) -> Chart:
    sites = histories(view.plan)
    series = [
        *lane_series(view, net, net.lanes[:MOST_LANES]),
        *site_series(view, net, sites),
        market_series(view, net),
    ]
    return map_chart(
        "map-world",
        say(
            "World map of {sites} and {lanes} in use",
            sites=counted(len(sites), "site"),
            lanes=counted(len(net.lanes), "lane"),
        ),
        series,
        net,
        [*sites, *view.model["markets"]["market"]],
        _regions(view),
        [say("Whole horizon"), *view.periods],
    )


def _regions(view: View) -> list[dict[str, Any]]:
    shares = dict(view.plan.footprint("country", per="horizon").select("country", "share").iter_rows())
    rows = view.plan.footprint("country").select("country", "period", "share").iter_rows()
    found = {(country, period): part for country, period, part in rows}
    return [
        _region(view, country, part, {period: found.get((country, period), 0.0) for period in view.periods})
        for country, part in shares.items()
    ]


def _region(view: View, country: str, part: float, parts: Mapping[str, float]) -> dict[str, Any]:
    told = [
        say("{share} of value added in {period}", share=share(one, 1), period=period)
        if one
        else say("no value added in {period}", period=period)
        for period, one in parts.items()
    ]
    lines = [tag("b", view.countries[country]), join([say("{share} of value added", share=share(part, 1))])]
    return {
        "name": country,
        "itemStyle": {"areaColor": _shade(part)},
        "tooltip": {"show": True, "formatter": join(lines, tag("br"))},
        "at": moments.area([_shade(one) for one in parts.values()], [join([one]) for one in told]),
    }


def _shade(part: float) -> str:
    return mixed(*SHADES, min(1.0, part * 2)) if part > 0 else LAND
