"""Lanes on the map: lines as wide as what flows, with an arrow head each."""

from __future__ import annotations

from math import atan2, degrees, sqrt
from typing import TYPE_CHECKING, Any

from reshore.report import moments
from reshore.report.html import Markup, join, tag
from reshore.report.language import message, say
from reshore.report.palette import BETWEEN, DELIVERED
from reshore.report.words import number, rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.report.network import Lane, Network
    from reshore.report.view import View

GOODS_NAMED = 8
"""Goods listed when one points at a lane."""

NARROWEST, WIDEST = 0.8, 6.0
"""Widths of lines, in pixels."""

KINDS = ((message("Between sites"), BETWEEN, False), (message("To markets"), DELIVERED, True))
"""What lanes are told apart by: a name, a colour, and whether they end at a market."""


def lane_series(view: View, net: Network, lanes: Sequence[Lane]) -> list[dict[str, Any]]:
    """Return the series of lanes: lines and heads for those between sites, and for those to markets."""
    markets = set(view.model["markets"]["market"])
    largest = max((lane.flow for lane in lanes), default=0.0) or 1.0
    paces = moments.paces({lane.ends: lane.flows for lane in lanes}, view.months)
    series = []
    for name, colour, market in KINDS:
        kind = [lane for lane in reversed(lanes) if (lane.destination in markets) is market]
        if not kind:
            continue
        lines, heads = [], []
        for lane in kind:
            share, shares = lane.flow / largest, paces[lane.ends]
            pieces = net.lines(lane)
            at = moments.width([_width(one) for one in shares], _told(view, net, lane))
            line = {
                "lineStyle": {"width": _width(share)},
                "tooltip": {"formatter": _tip(view, net, lane)},
                "at": at,
            }
            lines += [{"coords": piece, **line} for piece in pieces]
            head = arrow_head(max(pieces, key=len), share)
            heads.append({**head, "at": moments.symbol([_head(one) for one in shares])})
        series += [_lines(say(name), colour, lines), _heads(say(name), colour, heads)]
    return series


def arrow_head(piece: Sequence[Sequence[int]], share: float) -> dict[str, Any]:
    """Return an arrow head just past the middle of a line, for its share of the largest flow."""
    i = max(1, round(0.55 * (len(piece) - 1)))
    (x0, y0), (x1, y1) = piece[i - 1], piece[i]
    return {
        "value": [x1, y1],
        "symbolSize": _head(share),
        "symbolRotate": round(degrees(atan2(y1 - y0, x1 - x0)) - 90, 1),
    }


def goods(view: View, product: str, mode: str, units: float) -> str:
    """Return what goes by one mode in words."""
    return say(
        "{product} {amount} by {mode}",
        product=view.products[product],
        amount=rounded(units),
        mode=view.modes[mode].lower(),
    )


def _width(share: float) -> float:
    return round(NARROWEST + (WIDEST - NARROWEST) * sqrt(share), 2) if share else 0.0


def _head(share: float) -> float:
    return round(5.5 + 5.5 * sqrt(share), 1) if share else 0.0


def _lines(name: str, colour: str, lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "lines",
        "name": name,
        "coordinateSystem": "geo",
        "polyline": True,
        "z": 3,
        "lineStyle": {"color": colour, "opacity": 0.5, "cap": "round", "join": "round"},
        "emphasis": {"lineStyle": {"opacity": 0.95}},
        "itemStyle": {"color": colour},
        "data": lines,
    }


def _heads(name: str, colour: str, heads: list[dict[str, Any]]) -> dict[str, Any]:
    # A head lets the pointer through to its line, which says what flows.
    return {
        "type": "scatter",
        "name": name,
        "coordinateSystem": "geo",
        "symbol": "triangle",
        "silent": True,
        "z": 3,
        "itemStyle": {"color": colour, "opacity": 0.9},
        "data": heads,
    }


def _told(view: View, net: Network, lane: Lane) -> list[str]:
    return [
        join(
            [say("{amount} {unit} in {period}", amount=rounded(flow), unit=say(net.flow_unit), period=period)]
        )
        if flow
        else ""
        for period, flow in zip(view.periods, lane.flows, strict=True)
    ]


def _tip(view: View, net: Network, lane: Lane) -> Markup:
    lines = [
        tag("b", f"{view.places[lane.origin]} \N{RIGHTWARDS ARROW} {view.places[lane.destination]}"),
        join([say("{amount} {unit} over the horizon", amount=rounded(lane.flow), unit=say(net.flow_unit))]),
        *(join([goods(view, *good)]) for good in lane.goods[:GOODS_NAMED]),
    ]
    if len(lane.goods) > GOODS_NAMED:
        lines.append(join([say("and {count} more", count=number(len(lane.goods) - GOODS_NAMED))]))
    return join(lines, tag("br"))
