"""A chart: an ECharts option in the style that all share, and its place on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reshore.report.html import Markup, tag
from reshore.report.palette import INK, QUIET, RULE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

VEIL = "rgba(246, 249, 251, 0.85)"
"""What lies between a legend and the map that is moved below it."""
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
WIDE, PAPER, NARROW = 860, 660, 300
"""Width of a chart that its legend is laid out for, on a laptop, on paper and on a phone, in pixels."""
PHONE = 560
"""Charts narrower than this, in pixels, take the layout for phones."""
LEGEND_ROW, LEGEND_ICON, LEGEND_LETTER = 20, 34, 6.6
"""Height of a row of the legend, width of an icon with its gaps, and of a letter, in pixels."""

CONTAIN = {"outerBoundsMode": "same", "outerBoundsContain": "all"}
"""A grid shrinks until the labels and names of its axes fit in as well."""


@dataclass(frozen=True, slots=True)
class Chart:
    """An ECharts chart.

    Attributes
    ----------
    key
        Identifier, unique on the page.
    label
        What the chart shows, in words, for those who can't see it.
    option
        ECharts option; a custom series names its render function of ``page.js`` as text.
    height, narrow_height
        In pixels, on a laptop and on a phone.
    map
        GeoJSON that the option calls ``world``; None where it has no map.
    """

    key: str
    label: str
    option: Mapping[str, Any]
    height: int
    narrow_height: int
    map: Mapping[str, Any] | None = None

    def place(self) -> Markup:
        """Return the element in which the chart is drawn."""
        return tag(
            "div",
            id=self.key,
            class_="chart map" if self.map else "chart",
            style=f"--height:{self.height}px;--narrow:{self.narrow_height}px",
            role="img",
            aria_label=self.label,
        )


def chart(
    key: str,
    label: str,
    series: Sequence[Mapping[str, Any]],
    plot: tuple[int, int],
    *,
    hidden: Iterable[str] = (),
    narrow: Mapping[str, Any] | None = None,
    world: Mapping[str, Any] | None = None,
    **parts: Any,  # noqa: ANN401
) -> Chart:
    """Return a chart with its legend above and room for it.

    Parameters
    ----------
    key, label
        As in `Chart`.
    series
        ECharts series; each name has a place in the legend.
    plot
        Height without the legend, in pixels, on a laptop and on a phone.
    hidden
        Names of series that start hidden; a click in the legend shows them.
    narrow
        Parts of the option that are different on a phone; each is in the option as well.
    world
        GeoJSON of a map; the option then has a ``geo`` in the place of a ``grid``.
    parts
        Other parts of the ECharts option.
    """
    names = list(dict.fromkeys(one["name"] for one in series))
    wide, paper, phone = (LEGEND_ROW * _legend_rows(names, width) + 12 for width in (WIDE, PAPER, NARROW))
    area = "geo" if world else "grid"
    small = {**(narrow or {}), area: {**(narrow or {}).get(area, {}), "top": phone}}
    inside = {"left": 8, "right": 24, "bottom": 8, **CONTAIN} if area == "grid" else {}
    option = {
        "animation": False,
        "useUTC": True,
        "textStyle": {"fontFamily": FONT, "color": INK},
        "tooltip": {
            "trigger": "item",
            "confine": True,
            "borderColor": RULE,
            "textStyle": {"color": INK, "fontSize": 13},
            "extraCssText": "max-width:340px;white-space:normal;box-shadow:0 2px 10px rgba(28,39,51,.14)",
        },
        "legend": {
            "data": names,
            "top": 4,
            "left": 4 if area == "grid" else 10,
            "itemWidth": 14,
            "itemHeight": 10,
            "selected": dict.fromkeys(hidden, False),
            "textStyle": {"color": INK},
            "backgroundColor": VEIL if world else "transparent",
        },
        **parts,
        area: {**inside, **parts.get(area, {}), "top": wide},
        # Said outright, because a series on a map would follow the countries, of which few have a tooltip.
        "series": [{"tooltip": {"show": True}, **one} for one in series],
    }
    back = _counterpart(option, small)
    between = {"minWidth": PHONE + 1, "maxWidth": WIDE}
    on_paper = {"query": between, "option": {**back, area: {**back[area], "top": paper}}}
    option["media"] = [
        {"query": {"maxWidth": PHONE}, "option": small},
        *([on_paper] if paper > wide else []),
        {"option": back},
    ]
    return Chart(key, label, option, plot[0] + wide, plot[1] + phone, world)


def value_axis(name: str, **parts: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return an axis of amounts: quiet lines, its unit below its middle."""
    return {
        "type": "value",
        "name": name,
        "nameLocation": "middle",
        "nameGap": 30,
        "nameTextStyle": {"color": QUIET},
        "splitLine": {"lineStyle": {"color": RULE}},
        **parts,
        "axisLabel": {"color": QUIET, "hideOverlap": True, **parts.get("axisLabel", {})},
    }


def category_axis(labels: Sequence[str], **parts: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return an axis of names."""
    return {
        "type": "category",
        "data": list(labels),
        "axisLine": {"lineStyle": {"color": RULE}},
        "axisTick": {"show": False},
        "axisLabel": {"color": INK},
        **parts,
    }


def names_axis(labels: Sequence[str], width: int = 170) -> dict[str, Any]:
    """Return an axis of names from top to bottom, cut off where they are longer than `width` pixels."""
    return category_axis(
        labels, inverse=True, axisLabel={"color": INK, "width": width, "overflow": "truncate"}
    )


NARROW_NAMES = {"yAxis": {"axisLabel": {"width": 96}}}
"""What a chart with names from top to bottom changes on a phone."""


def _counterpart(option: Any, narrow: Any) -> Any:  # noqa: ANN401
    """Return what an option has in the places that a narrower one changes, to go back to."""
    if isinstance(narrow, dict):
        return {name: _counterpart(option[name], part) for name, part in narrow.items()}
    if isinstance(narrow, list):
        return [_counterpart(old, new) for old, new in zip(option, narrow, strict=True)]
    return option


def _legend_rows(names: Iterable[str], width: int) -> int:
    rows, used = 1, 0.0
    for name in names:
        item = LEGEND_ICON + LEGEND_LETTER * len(name)
        if used and used + item > width:
            rows, used = rows + 1, 0.0
        used += item
    return rows
