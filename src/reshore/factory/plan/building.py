"""A building: its floor, its docks and feeds, and what it gives the line in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACE = re.compile(r"(?P<name>[^@]+)@(?P<x>\d+(?:\.\d+)?)(?::(?P<side>top|bottom))?")

SIDES = {"top": 0, "bottom": 1}
"""Side of the corridor -> its row."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A dock, or a feed of power or chilled water.

    Attributes
    ----------
    name
        Unique among the docks, or the feeds, of its building.
    x
        Metres from the left end.
    row
        Row of areas that it lies behind, 0 = top; None = not said.
    """

    name: str
    x: float
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    """A building.

    Attributes
    ----------
    site, name
        Which.
    length, width, aisle
        In metres: inside, and of the corridor along the length.
    docks, feeds
        Where goods, power and chilled water come in.
    power, cooling
        kW to be had; None = no limit.
    crews, vehicles
        None = no limit.
    speed
        Of a vehicle, in metres a minute; None = moves take no time.
    cost
        Of a square metre a year.
    """

    site: str
    name: str
    length: float
    width: float
    aisle: float
    docks: tuple[Opening, ...] = ()
    feeds: tuple[Opening, ...] = ()
    power: float | None = None
    cooling: float | None = None
    crews: int | None = None
    vehicles: int | None = None
    speed: float | None = None
    cost: float = 0.0

    @property
    def place(self) -> str:
        """Where it is written, for messages."""
        return f"buildings {self.site}/{self.name}"

    @property
    def depth(self) -> float:
        """Depth of each of the two rows beside the corridor, in metres."""
        return (self.width - self.aisle) / 2

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Building:
        """Return the building that a row of `buildings` describes."""
        return cls(
            name=row["building"],
            speed=row["vehicle_speed"],
            docks=_openings(row["docks"]),
            feeds=_openings(row["feeds"]),
            **{name: row[name] for name in _SAME},
        )


_SAME = ("site", "length", "width", "aisle", "power", "cooling", "crews", "vehicles", "cost")
"""Columns that are taken as they are."""


def _openings(cell: str | None) -> tuple[Opening, ...]:
    found = (PLACE.fullmatch(word) for word in (cell or "").split())
    return tuple(
        Opening(match["name"], float(match["x"]), SIDES[match["side"]] if match["side"] else None)
        for match in found
        if match is not None
    )
