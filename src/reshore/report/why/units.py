"""Cells, their values and their units, in words."""

from __future__ import annotations

from reshore.report.language import message, say
from reshore.report.retold import retold
from reshore.report.words import listed, rounded, told
from reshore.tables import schema

FACTOR = "factor"
"""Unit of a cell whose values multiply what the tables have."""

ADDRESS = (message("{columns} of {table} where {condition}"), message("{columns} of {table}"))
"""What a cell is called that has no name of its own."""

UNITS = (
    *(message("share"), message("ratio"), message("unit"), message("capacity unit"), message("module")),
    *(message("minute"), message("hour"), message("day"), message("month"), message("year")),
    *(message("person"), message("site"), message("source"), message("shipment"), message("vehicle")),
    *(message("event"), message("degree"), message("digit"), message("share by month")),
)
"""Words that units of the tables are made of."""


def cell_name(cell: str) -> str:
    """Return what a cell is called."""
    table = cell.partition(" of ")[2].partition(" where ")[0]
    return retold(cell, ADDRESS, columns=_both) if table in schema.tables() else cell


def unit_name(unit: str) -> str:
    """Return a unit of the tables in words."""
    return _both(" and ".join("/".join(map(say, one.split("/"))) for one in unit.split(" and ")))


def valued(value: float, unit: str) -> str:
    """Return a value of a cell with its unit; a factor has none."""
    if unit == FACTOR:
        return say("x{factor}", factor=told(value))
    return say("{amount} {unit}", amount=rounded(value), unit=unit_name(unit)).strip()


def end(value: float, unit: str) -> str:
    """Return an end of an interval of values, to three figures; a factor is marked as one."""
    return say("x{factor}", factor=rounded(value)) if unit == FACTOR else rounded(value)


def _both(text: str) -> str:
    parts = text.split(" and ")
    return listed(parts, len(parts))
