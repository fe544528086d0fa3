"""The countries of the world as GeoJSON in map coordinates, for a chosen middle of the map."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from reshore.report.world.projection import project

if TYPE_CHECKING:
    from reshore.report.world.projection import Points

UNITS = 2000
"""Map units in a radius of the sphere; coordinates are whole numbers of them."""

MERIDIAN_STEP = 2.0
"""Degrees of latitude between points along the edge of the map."""


def to_map(points: Points, centre: float, *, wrap: bool = True) -> list[list[int]]:
    """Return map coordinates of longitudes and latitudes in degrees, shape (n, 2)."""
    rounded: list[list[int]] = np.rint(project(points, centre, wrap=wrap) * UNITS).astype(int).tolist()
    return rounded


def world(centre: float) -> dict[str, Any]:
    """Return the countries as a GeoJSON feature collection in map coordinates.

    A feature's name is the country's alpha-3 code, or its name where it has none.

    Parameters
    ----------
    centre
        Longitude in the middle of the map; the map is cut half a turn away from it.
    """
    features = []
    for name, polygons in _countries():
        pieces = [piece for polygon in polygons for piece in _cut(polygon, centre)]
        shapes = [[to_map(ring, centre, wrap=False) for ring in piece] for piece in pieces]
        geometry = {"type": "MultiPolygon", "coordinates": shapes}
        features.append({"type": "Feature", "properties": {"name": name}, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


@cache
def _countries() -> list[tuple[str, list[list[Points]]]]:
    data = json.loads(files(__package__).joinpath("countries.json").read_text(encoding="utf-8"))
    return [
        (
            country["code"] or country["name"],
            [[_decode(ring, data["scale"]) for ring in polygon] for polygon in country["polygons"]],
        )
        for country in data["countries"]
    ]


def _decode(steps: list[int], scale: int) -> Points:
    return np.cumsum(np.array(steps).reshape(-1, 2), axis=0) / scale


def _cut(polygon: list[Points], centre: float) -> list[list[Points]]:
    """Return the parts of a polygon within half a turn of the centre, each moved there by whole turns."""
    outer = polygon[0][:, 0] - centre
    first, last = np.floor((np.array([outer.min(), outer.max()]) + 180.0) / 360.0).astype(int)
    parts = []
    for turn in range(first, last + 1):
        west = centre - 180.0 + 360.0 * turn
        rings = [_clip(_clip(ring, west, 1.0), west + 360.0, -1.0) for ring in polygon]
        parts.append([ring - [360.0 * turn, 0.0] for ring in rings if len(ring) > 2])
    return [part for part in parts if part]


def _clip(ring: Points, edge: float, side: float) -> Points:
    """Return the part of a ring east (side 1) or west (-1) of a meridian (Sutherland and Hodgman 1974)."""
    inside = side * (ring[:, 0] - edge) >= 0
    if inside.all():
        return ring
    kept: list[Points] = []
    for i in range(len(ring)):
        here, there = ring[i - 1], ring[i]
        if inside[i] != inside[i - 1]:
            share = (edge - here[0]) / (there[0] - here[0])
            crossing = np.array([edge, here[1] + share * (there[1] - here[1])])
            if kept and kept[-1][0] == edge:
                kept.extend(_along(kept[-1], crossing))
            kept.append(crossing)
        if inside[i]:
            kept.append(there)
    if len(kept) > 2 and kept[0][0] == edge and kept[-1][0] == edge:
        kept.extend(_along(kept[-1], kept[0]))
    return np.array(kept).reshape(-1, 2)


def _along(start: Points, end: Points) -> list[Points]:
    """Return points between two on a meridian, which the map shows bent."""
    steps = int(abs(end[1] - start[1]) / MERIDIAN_STEP)
    return [start + (end - start) * (i / (steps + 1)) for i in range(1, steps + 1)]
