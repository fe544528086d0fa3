"""The way of a product through its plant: stop by stop, and where units stand at each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.report.scene import station

if TYPE_CHECKING:
    from reshore.factory.plan.result import PlantResult
    from reshore.report.scene.places import Ground, Opening, Place


@dataclass(frozen=True, slots=True)
class Berth:
    """Where a unit stands, and the x of the lane that leads there from the corridor."""

    x: float
    y: float
    lane: float


@dataclass(frozen=True, slots=True)
class Stop:
    """A group of stations, an area or a dock on the way.

    Attributes
    ----------
    hours
        That a unit stays.
    berths
        Where; units take them in turn.
    """

    hours: float
    berths: tuple[Berth, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """The way of a product.

    Attributes
    ----------
    stops
        In turn.
    edge
        Of a unit, in metres: what all stations on the way have room for.
    """

    stops: tuple[Stop, ...]
    edge: float


def route(ground: Ground, result: PlantResult, product: str) -> Route:
    """Return the way of a product: from where most of it comes from, along its line, to where it goes."""
    rows = result["stations"].filter(pl.col("product") == product).sort("number").to_dicts()
    line = [row["group"] for row in rows]
    stops, edges = [], []
    for row in rows:
        units = row["servers"] // row["copies"] * row["batch"]
        parts = ground.parts(row["group"])
        spots = tuple(berth for part in parts for berth in _at_stations(part, units))
        stops.append(Stop(row["hours"], spots))
        edges.append(station.unit_edge(parts[0].footprint, units))
    before = _ends(ground, result["flows"], line[0], "origin", line)[:1]
    after = _ends(ground, result["flows"], line[-1], "destination", line)
    return Route((*before, *stops, *after), min(edges))


def _ends(ground: Ground, flows: pl.DataFrame, name: str, side: str, seen: list[str]) -> list[Stop]:
    """Return the stops on that side of one, following the heaviest flow to a dock or to another line.

    Reworks within the line aren't followed, nor ways back to what was `seen`.
    """
    here = {"origin": "destination", "destination": "origin"}[side]
    ways = flows.filter((pl.col(here) == name) & ~pl.col(side).is_in(seen).fill_null(False))
    if ways.is_empty():
        return []
    way = ways.sort("kg", descending=True, maintain_order=True).row(0, named=True)
    if way[side] is None:
        docks = [opening for opening in ground.openings if opening.kind == "dock"]
        return [_at_dock(ground, docks, name, way["metres"])] if docks else []
    parts = ground.parts(way[side])
    spots = [berth for part in parts for berth in _at_stations(part, 1)]
    stop = Stop(0.0, tuple(spots))
    if parts[0].product is not None:
        return [stop]
    return [stop, *_ends(ground, flows, way[side], side, [*seen, way[side]])]


def _at_stations(place: Place, units: int) -> list[Berth]:
    """Return where units stand in a block; in an area it is the middle."""
    footprint = place.footprint
    if place.product is None:
        middle = place.x + place.length / 2
        return [Berth(middle, place.y + place.depth / 2, middle)]
    lane, spots = station.lane(footprint), station.berths(footprint, units)
    return [Berth(left + x, low + y, left + lane) for left, low in place.corners for x, y in spots]


def _at_dock(ground: Ground, docks: list[Opening], name: str, metres: float) -> Stop:
    """Return the dock that is as far from a group or area as its flow says, a unit inside the wall."""
    parts, half = ground.parts(name), station.LARGEST_UNIT / 2
    stations = sum(len(part.corners) for part in parts)

    def miss(dock: Opening) -> float:
        ways = (abs(part.x + part.length / 2 - dock.x) * len(part.corners) for part in parts)
        return abs(sum(ways) / stations - metres)

    dock = min(docks, key=miss)
    x = min(max(dock.x, half), ground.length - half)
    return Stop(0.0, (Berth(x, min(max(dock.y, half), ground.width - half), x),))
