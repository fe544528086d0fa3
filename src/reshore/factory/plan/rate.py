"""A rate as users write it: ``400/week``, ``20000/year``, or ``max``."""

from __future__ import annotations

import re
from math import inf

from reshore.errors import UsageError
from reshore.factory.plan.calendars import DAY, WEEK
from reshore.factory.plan.tried import YEAR

MOST = "max"
"""The largest rate that what there is suffices for."""

HOURS = {"day": DAY, "week": WEEK, "month": YEAR / 12, "year": YEAR}

WRITTEN = re.compile(r"\s*(?P<units>[0-9.,eE+]+)\s*(?:/|per\s)\s*(?P<unit>day|week|month|year)\s*")


def weekly(text: str) -> float | None:
    """Return good units a week; None where the largest rate is asked for.

    Raises
    ------
    UsageError
        If it is no rate.
    """
    if text.strip() == MOST:
        return None
    match = WRITTEN.fullmatch(text)
    try:
        units = float(match["units"].replace(",", "")) if match else 0.0
    except ValueError:
        units = 0.0
    if match is None or not 0 < units < inf:
        remedy = f"write units above 0 a {', '.join(HOURS)}, such as 400/week, or {MOST}"
        raise UsageError(f"{text!r} is no rate; {remedy}")
    return units * WEEK / HOURS[match["unit"]]
