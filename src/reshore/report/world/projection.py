"""The Equal Earth projection, great circles, and the longitude at which the map is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

Points: TypeAlias = "NDArray[np.float64]"
"""Longitudes and latitudes in degrees, or coordinates of the map, shape (n, 2)."""

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = np.sqrt(3) / 2

QUIET_CUTS = (-169.0, -28.0)
"""Longitudes that cross the least land: Bering Strait and mid-Atlantic."""

LOCAL = 180
"""A network that leaves a gap wider than this, in degrees, is put in the middle of the map."""

ARC_STEP = 2.5
"""Degrees between the points of a great circle."""


def project(points: Points, centre: float = 0.0, *, wrap: bool = True) -> Points:
    """Return the Equal Earth coordinates of points, in radii of the sphere.

    From Šavrič, Patterson and Jenny, "The Equal Earth map projection" (2018).

    Parameters
    ----------
    points
        Longitudes and latitudes in degrees, shape (n, 2).
    centre
        Longitude in the middle of the map.
    wrap
        Whether longitudes are first brought to within 180 degrees of the centre.
    """
    lon = points[:, 0] - centre
    if wrap:
        lon = (lon + 180.0) % 360.0 - 180.0
    theta = np.arcsin(M * np.sin(np.radians(points[:, 1])))
    t2 = theta**2
    t6 = t2**3
    x = np.radians(lon) * np.cos(theta) / (M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)))
    y = theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))
    return np.column_stack([x, y])


def great_circle(start: tuple[float, float], end: tuple[float, float]) -> Points:
    """Return points of the shortest way over the sphere; longitudes run on across 180 degrees."""
    a, b = _unit(start), _unit(end)
    angle = float(np.arccos(np.clip(a @ b, -1.0, 1.0)))
    if angle < 1e-9:
        return np.array([start, end])
    share = np.linspace(0.0, 1.0, max(2, int(np.degrees(angle) / ARC_STEP) + 1))[:, None]
    way = (np.sin((1 - share) * angle) * a + np.sin(share * angle) * b) / np.sin(angle)
    lon = np.unwrap(np.degrees(np.arctan2(way[:, 1], way[:, 0])), period=360.0)
    return np.column_stack([lon, np.degrees(np.arcsin(np.clip(way[:, 2], -1.0, 1.0)))])


def split_at_edge(points: Points, centre: float) -> list[Points]:
    """Return the pieces of a line that lie within 180 degrees of the centre, cut at the edges of the map."""
    lon = points[:, 0] - centre
    turn = np.floor((lon + 180.0) / 360.0)
    pieces: list[list[tuple[float, float]]] = [[]]
    for i in range(len(points)):
        if i and turn[i] != turn[i - 1]:
            edge = 360.0 * max(turn[i], turn[i - 1]) - 180.0
            share = (edge - lon[i - 1]) / (lon[i] - lon[i - 1])
            lat = float(points[i - 1, 1] + share * (points[i, 1] - points[i - 1, 1]))
            side = 180.0 if turn[i] > turn[i - 1] else -180.0
            pieces[-1].append((centre + side, lat))
            pieces.append([(centre - side, lat)])
        pieces[-1].append((centre + float(lon[i] - 360.0 * turn[i]), float(points[i, 1])))
    return [np.array(piece) for piece in pieces if len(piece) > 1]


def best_centre(lines: Iterable[tuple[Points, float]]) -> float:
    """Return the middle longitude of the map, half a turn from the longitude at which the map is cut.

    The cut goes where no line crosses: through the widest such gap, there through quiet water (`QUIET_CUTS`)
    where the gap holds some. Where lines go all around the world it goes where the fewest cross, of these
    through quiet water and where less flows.

    Parameters
    ----------
    lines
        Great circles, with the flow on each.
    """
    crossing, flows = np.zeros(360, dtype=int), np.zeros(360)
    for points, flow in lines:
        lon = points[:, 0]
        first, last = int(np.floor(lon.min())), int(np.floor(lon.max()))
        crossed = np.unique(np.arange(first, last + 1) % 360)
        crossing[crossed] += 1
        flows[crossed] += flow
    fewest = crossing.min()
    start, width = _widest_gap(crossing > fewest)
    if not fewest and width > LOCAL:
        return _centred(start + width / 2 + 180.0)
    quiet = [cut for cut in QUIET_CUTS if crossing[int(cut) % 360] == fewest]
    if not fewest:
        quiet = [cut for cut in quiet if (cut - start) % 360 < width]
    cuts = quiet or [start + width / 2]
    return _centred(min(cuts, key=lambda cut: flows[int(cut) % 360]) + 180.0)


def _widest_gap(used: NDArray[np.bool_]) -> tuple[int, int]:
    """Return start and length of the longest run of false values on the circle."""
    if not used.any():
        return 0, len(used)
    at = np.flatnonzero(used)
    widths = np.diff(np.append(at, at[0] + len(used))) - 1
    widest = int(widths.argmax())
    return int(at[widest]) + 1, int(widths[widest])


def _centred(lon: float) -> float:
    return (lon + 180.0) % 360.0 - 180.0


def _unit(point: tuple[float, float]) -> NDArray[np.float64]:
    lon, lat = np.radians(point[0]), np.radians(point[1])
    return np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
