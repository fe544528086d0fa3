"""The network as it lies on the map: lanes by flow, the middle of the map, the part of the world in use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.report.language import message
from reshore.report.world.projection import best_centre, great_circle, split_at_edge
from reshore.report.world.shapes import UNITS, to_map

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reshore.plan.plan import Plan
    from reshore.report.world.projection import Points
    from reshore.tables.model import Model

MARGIN = 0.06
"""Room around the used part of the world, as a share of its size."""
LABEL_ROOM = 0.11
"""Room for labels beyond the easternmost place, likewise."""

SMALLEST_SPAN = 0.5 * UNITS
"""The map shows at least this much, in map units, so that a small network is seen in its country."""


@dataclass(frozen=True, slots=True)
class Lane:
    """All that goes from one place to another, over the horizon.

    Attributes
    ----------
    origin, destination
        Identifiers.
    flow
        What the width of the line shows, in the unit of `flow_unit`.
    flows
        The same by period, in time order.
    goods
        Units by product and mode, largest first.
    way
        Longitudes and latitudes of the great circle, shape (n, 2).
    """

    origin: str
    destination: str
    flow: float
    flows: tuple[float, ...]
    goods: tuple[tuple[str, str, float], ...]
    way: Points

    @property
    def ends(self) -> tuple[str, str]:
        """Origin and destination."""
        return self.origin, self.destination


@dataclass(frozen=True, slots=True)
class Network:
    """The used lanes on a map.

    Attributes
    ----------
    lanes
        Largest flow first.
    flow_unit
        ``t``; ``units`` where nothing shipped has a mass.
    positions
        Longitude and latitude of sites and markets.
    centre
        Longitude in the middle of the map.
    """

    lanes: tuple[Lane, ...]
    flow_unit: str
    positions: Mapping[str, tuple[float, float]]
    centre: float

    def at(self, place: str) -> list[int]:
        """Return the map coordinates of a place."""
        return to_map(np.array([self.positions[place]]), self.centre)[0]

    def lines(self, lane: Lane) -> list[list[list[int]]]:
        """Return the lane in map coordinates, in pieces where the edge of the map cuts it."""
        return [to_map(piece, self.centre, wrap=False) for piece in split_at_edge(lane.way, self.centre)]

    def frame(self, places: Iterable[str]) -> list[list[float]]:
        """Return west-south and east-north corners of the part of the map that holds places and lanes."""
        points = [self.at(place) for place in places]
        points += [point for lane in self.lanes for line in self.lines(lane) for point in line]
        low, high = np.min(points, axis=0), np.max(points, axis=0)
        high[0] += LABEL_ROOM * (high[0] - low[0])
        middle, half = (low + high) / 2, np.maximum((high - low) / 2 * (1 + 2 * MARGIN), SMALLEST_SPAN / 2)
        corners: list[list[float]] = [(middle - half).tolist(), (middle + half).tolist()]
        return corners


def network(plan: Plan, model: Model) -> Network:
    """Lay a plan's network on the map."""
    positions = {**_positions(model, "sites", "site"), **_positions(model, "markets", "market")}
    shipped = plan["shipments"]
    by_mass = bool(shipped["mass"].sum())
    flow = pl.col("mass") / 1000 if by_mass else pl.col("units")
    lanes = []
    for (origin, destination), frame in shipped.group_by("origin", "destination", maintain_order=True):
        amounts = dict(frame.group_by("period").agg(flow.sum()).iter_rows())
        lane = Lane(
            origin=str(origin),
            destination=str(destination),
            flow=frame.select(flow.sum()).item(),
            flows=tuple(amounts.get(period, 0.0) for period in plan["periods"]["period"]),
            goods=_goods(frame),
            way=great_circle(positions[str(origin)], positions[str(destination)]),
        )
        lanes.append(lane)
    lanes.sort(key=lambda lane: (-lane.flow, lane.origin, lane.destination))
    ways = [(lane.way, lane.flow) for lane in lanes]
    still = [(np.array([position]), 0.0) for position in positions.values()]
    centre = best_centre(ways or still)
    return Network(tuple(lanes), message("t") if by_mass else message("units"), positions, centre)


def _positions(model: Model, table: str, key: str) -> dict[str, tuple[float, float]]:
    rows: Sequence[tuple[str, float, float]] = model[table].select(key, "longitude", "latitude").rows()
    return {place: (longitude, latitude) for place, longitude, latitude in rows}


def _goods(frame: pl.DataFrame) -> tuple[tuple[str, str, float], ...]:
    goods = frame.group_by("product", "mode").agg(pl.col("units").sum())
    ordered = goods.sort("units", "product", "mode", descending=[True, False, False])
    return tuple(ordered.select("product", "mode", "units").iter_rows())
