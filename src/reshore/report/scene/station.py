"""What a station consists of: a base, a panel, a deck on which units stand, and a lane to reach it by."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reshore.report.scene.places import Footprint, Point

PANEL, DECK = 0.05, 0.6
"""Where the panel and the deck end, as shares of a station along the corridor; the lane is what is left."""
INSET = 0.05
"""What panel and deck leave free at either end, as a share of a station's depth."""
LARGEST_UNIT, FILLED = 1.2, 0.9
"""Edge of a unit at most, in metres, and of the room that it has."""


def lane(footprint: Footprint) -> float:
    """Return the middle of the lane, in metres from a station's left."""
    return footprint.along * (DECK + 1) / 2


def berths(footprint: Footprint, units: int) -> list[Point]:
    """Return where units stand on the deck of a station, from its lower left corner."""
    columns, rows = _grid(footprint, units)
    wide, deep = _deck(footprint)
    left, low = PANEL * footprint.along, INSET * footprint.deep
    return [
        (left + (n % columns + 0.5) * wide / columns, low + (n // columns + 0.5) * deep / rows)
        for n in range(units)
    ]


def unit_edge(footprint: Footprint, units: int) -> float:
    """Return how large a unit may be that stands here among others, and goes by the lane."""
    columns, rows = _grid(footprint, units)
    wide, deep = _deck(footprint)
    return min(LARGEST_UNIT, FILLED * min(wide / columns, deep / rows, footprint.along * (1 - DECK)))


def _deck(footprint: Footprint) -> Point:
    return (DECK - PANEL) * footprint.along, (1 - 2 * INSET) * footprint.deep


def _grid(footprint: Footprint, units: int) -> tuple[int, int]:
    """Return the columns and rows of units that leave most room to each."""
    wide, deep = _deck(footprint)
    columns = max(range(1, units + 1), key=lambda count: min(wide / count, deep / ceil(units / count)))
    return columns, ceil(units / columns)
