"""Axes of a plant's charts: where they end, and lines across them at a value."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import TYPE_CHECKING, Any

from reshore.report.chart import NARROW_NAMES, value_axis
from reshore.report.palette import INK, QUIET

if TYPE_CHECKING:
    from collections.abc import Sequence

NICE = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
"""Ends of axes, times a power of ten."""
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
"""Steps of axes, times a power of ten."""
SPREAD = 0.1
"""Least width of an axis, as a share of the largest value on it."""
MARGIN = 1.02
"""Room above the highest line of a chart."""
PARTS = 4
"""Steps of an axis, about."""
TALLEST = 860
"""Bound on the height of a chart's rows, in pixels, so that it goes on a sheet of paper."""
PRECISION = 9
"""Decimals to which ECharts places a line; by default it rounds to two."""
ROUNDING = 1e-12
"""Share of a value that may be lost in floating point."""
NARROW_SHARES = {**NARROW_NAMES, "xAxis": {"splitNumber": 2}}
"""What a chart with names from top to bottom and an axis of shares changes on a phone."""


def share_axis(most: float = 100.0) -> dict[str, Any]:
    """Return an axis of percentages from 0 on."""
    label = {"color": QUIET, "hideOverlap": True, "formatter": "{value}%"}
    return value_axis("", min=0, max=most, splitNumber=5, axisLabel=label)


def top(value: float) -> float:
    """Return the end of an axis on which a line at a value is well in sight."""
    return _least(NICE, MARGIN * value) if value > 0 else 1.0


def around(values: Sequence[float]) -> dict[str, float]:
    """Return ends and step of an axis for values.

    The ends are at least a tenth of the largest value apart, so that noise looks small.
    """
    low, high = min(values), max(values)
    if high - low < SPREAD * high:
        middle = (low + high) / 2
        low, high = middle - SPREAD * high / 2, middle + SPREAD * high / 2
    step = _least(STEPS, (high - low) / PARTS) if high > low else 1.0
    return {
        "min": round(floor(low / step) * step, PRECISION),
        "max": round(ceil(high / step) * step or step, PRECISION),
        "interval": step,
    }


def height_of(rows: int, each: int) -> int:
    """Return the height of a chart with so many rows, below which its axis stands, in pixels."""
    return min(rows * each, TALLEST) + 48


def line_at(name: str, axis: str, value: float, style: str = "dashed") -> dict[str, Any]:
    """Return a series that is a line at a value.

    Parameters
    ----------
    name
        In the legend.
    axis
        The axis of the value, `xAxis` or `yAxis`.
    value
        In units of the axis.
    style
        ``solid`` or ``dashed``.
    """
    line = {"color": INK, "width": 2 if style == "solid" else 1.5, "type": style}
    return {
        "type": "line",
        "name": name,
        "data": [],
        "symbol": "none",
        "lineStyle": line,
        "itemStyle": {"color": INK, "opacity": 0},
        "markLine": {
            "symbol": "none",
            "silent": True,
            "precision": PRECISION,
            "label": {"show": False},
            "lineStyle": line,
            "data": [{axis: round(value, PRECISION)}],
        },
    }


def _least(sizes: Sequence[float], value: float) -> float:
    """Return the least of some sizes, times a power of ten, that isn't below a value above 0."""
    unit = 10.0 ** floor(log10(value))
    least = value * (1 - ROUNDING)
    return next((size * unit for size in sizes if size * unit >= least), 10 * unit)
