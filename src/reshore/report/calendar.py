"""Time on charts: an axis over the periods of a plan, and days as charts count them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reshore.report.palette import QUIET, RULE

if TYPE_CHECKING:
    from datetime import date

    from reshore.report.view import View


def time_axis(view: View) -> dict[str, Any]:
    """Return an axis from the first day of the plan to the day after its last."""
    bounds = view.bounds()
    return {
        "type": "time",
        "min": milliseconds(bounds[view.periods[0]][0]),
        "max": milliseconds(bounds[view.periods[-1]][1]),
        "axisLabel": {"color": QUIET, "hideOverlap": True},
        "axisLine": {"lineStyle": {"color": RULE}},
        "splitLine": {"show": True, "lineStyle": {"color": RULE}},
    }


def milliseconds(day: date) -> int:
    """Return a day as charts count time."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)
