"""Checks of buildings: there is room beside the corridor, and what is in them has a place and a speed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.problem import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import View

PLACE = re.compile(r"(?P<name>[^@]+)@(?P<x>\d+(?:\.\d+)?)(?::(?:top|bottom))?")
"""A dock or a feed: its name, metres from the left end, its side."""


def have_room_for_areas(view: View) -> Iterator[Fault]:
    """Check that a corridor leaves room beside it."""
    yield from view.tell(
        "buildings",
        "aisle",
        view.rows("buildings").filter(pl.col("aisle") >= pl.col("width")),
        lambda row: (
            f"aisle {row['aisle']:g} leaves no room in building {row['building']!r}, {row['width']:g} m wide"
        ),
        "write a narrower aisle; two rows of areas share the rest of the width",
    )


def openings_have_places(view: View) -> Iterator[Fault]:
    """Check that docks and feeds can be read, each with a name of its own and a place within the length."""
    for row in view.rows("buildings").iter_rows(named=True):
        for column in ("docks", "feeds"):
            names: set[str] = set()
            for text in (row[column] or "").split():
                found = PLACE.fullmatch(text)
                if found is None:
                    problem = f"{column}: {show(text)} is not of the form name@x, name@x:top or name@x:bottom"
                    remedy = "write such as d1@12.5:top, x metres from the left end"
                    yield view.fault("buildings", row, column, problem, remedy)
                    continue
                if float(found["x"]) > row["length"]:
                    problem = f"{column}: {show(text)} lies beyond the building, {row['length']:g} m long"
                    yield view.fault("buildings", row, column, problem, "x is metres from the left end")
                if found["name"] in names:
                    problem = f"{column}: {show(found['name'])} is named twice"
                    yield view.fault("buildings", row, column, problem, "give each a name of its own")
                names.add(found["name"])


def vehicles_have_a_speed(view: View) -> Iterator[Fault]:
    """Check that vehicles take time, as else their number means nothing."""
    wrong = view.rows("buildings").filter(pl.col("vehicles").is_not_null(), pl.col("vehicle_speed").is_null())
    yield from view.tell(
        "buildings",
        "vehicle_speed",
        wrong,
        lambda row: f"vehicle_speed of building {row['building']!r} is empty, so that vehicles take no time",
        "write their speed in metres a minute, or leave vehicles empty",
    )
