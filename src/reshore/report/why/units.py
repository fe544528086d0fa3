"""Values of cells and their units, in words."""

from __future__ import annotations

from reshore.report.language import message, say
from reshore.report.words import listed, rounded, told

FACTOR = "factor"
"""Unit of a cell whose values multiply what the tables have."""

UNITS = (
    *(message("share"), message("ratio"), message("unit"), message("capacity unit"), message("module")),
    *(message("minute"), message("hour"), message("day"), message("month"), message("year")),
    *(message("person"), message("site"), message("source"), message("shipment"), message("vehicle")),
    *(message("event"), message("degree"), message("digit"), message("share by month")),
)
"""Words that units of the tables are made of."""


def unit_name(unit: str) -> str:
    """Return a unit of the tables in words."""
    every = ["/".join(map(say, one.split("/"))) for one in unit.split(" and ")]
    return listed(every, len(every))


def valued(value: float, unit: str) -> str:
    """Return a value of a cell with its unit; a factor has none."""
    if unit == FACTOR:
        return say("x{factor}", factor=told(value))
    return say("{amount} {unit}", amount=rounded(value), unit=unit_name(unit)).strip()
