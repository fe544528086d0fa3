"""A chart on the world map: the part of the world in use, its countries, and what moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.report.chart import NARROW, WIDE, Chart, chart
from reshore.report.html import Markup, tag
from reshore.report.language import message, say
from reshore.report.palette import LAND
from reshore.report.world.shapes import world

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reshore.report.network import Network

HIGHEST = 560
"""Bound on the height of the map, in pixels."""
LEAST_FLATNESS = 0.36
"""The map is at least this high for its width, so that its surroundings are seen."""

BORDERS = message(
    "Borders are those of Natural Earth, which draws who controls a place and takes no side in disputes."
)


def map_chart(
    key: str,
    label: str,
    series: Sequence[Mapping[str, Any]],
    net: Network,
    places: Iterable[str],
    regions: Sequence[Mapping[str, Any]],
    moments: Sequence[str] = (),
) -> Chart:
    """Return a chart on the map.

    Parameters
    ----------
    key, label
        As in `Chart`.
    series
        ECharts series in map coordinates.
    net
        The network that the map shows.
    places
        Sites and markets that it has to hold.
    regions
        ECharts regions: countries that look different from the others.
    moments
        Names of what a slider goes through, first the map as it is. An item of the series and a region then
        have in ``at`` what is different at each of the other moments, as `reshore.report.moments` writes it.
    """
    (west, south), (east, north) = net.frame(places)
    flatness = max((north - south) / (east - west), LEAST_FLATNESS)
    return chart(
        key,
        label,
        series,
        (round(min(WIDE * flatness, HIGHEST)), round(min(NARROW * flatness, HIGHEST)) + 40),
        narrow={"geo": {"right": 52}, "series": [_smaller(one) for one in series]},
        world=world(net.centre),
        **({"moments": list(moments)} if moments else {}),
        geo={
            "map": "world",
            "aspectScale": 1,
            "boundingCoords": [[west, north], [east, south]],
            "left": 4,
            "right": 4,
            "bottom": 4,
            "preserveAspect": "contain",
            "itemStyle": {"areaColor": LAND, "borderColor": "#fff", "borderWidth": 0.6},
            "emphasis": {"disabled": True},
            "select": {"disabled": True},
            "tooltip": {"show": False},
            "regions": regions,
        },
    )


def slider(chart: Chart) -> Markup:
    """Return what chooses the moment that a map shows; print has the first one."""
    first, *others = chart.option["moments"]
    field = f"{chart.key}-moment"
    return tag(
        "div",
        tag("label", say("Period"), for_=field),
        tag(
            "input",
            id=field,
            type="range",
            min="0",
            max=str(len(others)),
            value="0",
            autocomplete="off",
            aria_valuetext=first,
            data_moments=chart.key,
        ),
        tag("output", first, for_=field),
        class_="moments",
    )


def zoom_buttons(chart: Chart) -> Markup:
    """Return the buttons that zoom into a map and out of it."""
    kinds = (
        ("in", "+", say("Zoom in")),
        ("out", "\N{MINUS SIGN}", say("Zoom out")),
        ("reset", "\N{ANTICLOCKWISE OPEN CIRCLE ARROW}", say("Whole network")),
    )
    buttons = [
        tag(
            "button", sign, type="button", title=title, aria_label=title, data_zoom=kind, data_chart=chart.key
        )
        for kind, sign, title in kinds
    ]
    return tag("div", *buttons, class_="zoom")


def _smaller(series: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a series is different on a phone."""
    if "label" not in series:
        return {}
    return {"label": {"fontSize": 10, "width": 92}}
