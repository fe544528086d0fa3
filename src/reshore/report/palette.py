"""Colours that people with any colour vision can tell apart, and what all charts share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.report.history import Fate

if TYPE_CHECKING:
    from collections.abc import Sequence

INK, QUIET, RULE, LAND, SEA = "#1c2733", "#5b6875", "#dfe4e9", "#e6e9ec", "#f6f9fb"

DISTINCT = ("#332288", "#44aa99", "#cc6677", "#ddcc77", "#88ccee", "#117733", "#aa4499", "#999933", "#882255")
"""Paul Tol's muted scheme, reordered so that neighbours differ most."""
OTHER = "#bcc3ca"
"""What is left over when the distinct colours are used up."""
DARK = frozenset({"#332288", "#117733", "#aa4499", "#882255", "#cc6677", "#999933"})
"""Colours on which a label has to be white."""

GRADES = {"A": "#1b5e8c", "B": "#4a9ab5", "C": "#a9d3c9", "D": "#f1d58a", "E": "#d9742b", "": "#bcc3ca"}
"""Colour of a grade of source; empty = no source."""

FATES = {Fate.RUNS: "#6b87a8", Fate.OPENS: "#117733", Fate.CLOSES: "#cc6677", Fate.UNUSED: "#ffffff"}
"""Colour of what the plan does with a site."""
MODULES = "#332288"

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


def on(colour: str) -> str:
    """Return the colour of a label on a colour."""
    return "#ffffff" if colour in DARK else INK


def mixed(low: str, high: str, share: float) -> str:
    """Return the colour at a share of the way from one to another."""
    ends = [[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in (low, high)]
    return "#" + "".join(f"{round(a + share * (b - a)):02x}" for a, b in zip(*ends, strict=True))


def base(series: Sequence[dict[str, Any]], **parts: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return an ECharts option with what all charts share: font, tooltip, no animation.

    Parameters
    ----------
    series
        The series of the chart.
    parts
        Other parts of the option.
    """
    return {
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
        **parts,
        "series": list(series),
    }


def value_axis(name: str, **parts: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return an axis of amounts: quiet lines, its unit below its middle."""
    return {
        "type": "value",
        "name": name,
        "nameLocation": "middle",
        "nameGap": 30,
        "nameTextStyle": {"color": QUIET},
        "axisLabel": {"color": QUIET, "hideOverlap": True},
        "splitLine": {"lineStyle": {"color": RULE}},
        **parts,
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
