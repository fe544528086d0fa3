"""The arrays that the kernels of the layout read, and what they share."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reshore.factory.compiled import piece
from reshore.factory.layout.areas import End

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.factory.layout.areas import Areas

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

SCALE = 1000
"""Lengths count in whole thousandths, so that sums of them are exact."""

FREE = -1
"""Row of an area that is fixed to none, and area of an end that none is fixed to."""


class Rows(NamedTuple):
    """A layout to be found.

    Attributes
    ----------
    length, flow
        Of each area, in thousandths; between areas.
    total
        Flow of each area to all others.
    port_x, port_flow
        Fixed points, and their flows: ports x areas.
    row
        That an area is fixed to, or `FREE`.
    ends
        Area fixed to the left and right end of each row, or `FREE`: rows x 2.
    aisle
        Added to the distance between areas in different rows.
    room
        Longest that a row may be.
    rows
        1 or 2.
    alike
        Whether the two rows can be swapped.
    """

    length: Floats
    flow: Floats
    total: Floats
    port_x: Floats
    port_flow: Floats
    row: Integers
    ends: Integers
    aisle: float
    room: float
    rows: int
    alike: bool

    @classmethod
    def of(cls, areas: Areas, rows: int, aisle: float, room: float) -> Rows:
        """Return the arrays of areas to be laid out; the room in the areas' unit of length."""
        count = len(areas.names)
        row, ends = np.full(count, FREE if rows == 2 else 0, np.int64), np.full((2, 2), FREE, np.int64)
        for area, spot in areas.fixed.items():
            row[area] = spot.row
            if spot.end:
                ends[spot.row, 0 if spot.end is End.LEFT else 1] = area
        flow = np.array(areas.flow, np.float64)
        np.fill_diagonal(flow, 0)
        port_flow = np.array([port.flow for port in areas.ports], np.float64).reshape(-1, count)
        return cls(
            length=np.rint(areas.length * SCALE),
            flow=flow,
            total=flow.sum(axis=1),
            port_x=np.rint(np.array([port.x for port in areas.ports], np.float64) * SCALE),
            port_flow=port_flow,
            row=row,
            ends=ends,
            aisle=float(aisle * SCALE),
            room=inf if room == inf else float(np.floor(room * SCALE + 0.5)),
            rows=rows,
            alike=rows == 2 and bool((row == FREE).all()),
        )


@piece
def port_work(rows: Rows, area: int, x: float) -> float:
    """Return the work between an area with its centre at x and all fixed points."""
    work = 0.0
    for port in range(len(rows.port_x)):
        work += rows.port_flow[port, area] * abs(x - rows.port_x[port])
    return work


@piece
def may_stand(rows: Rows, area: int, row: int, placed: int) -> bool:
    """Say whether an area may come next in a row, after the areas of a set in whatever row."""
    first, last = rows.ends[row]
    if rows.row[area] not in (FREE, row):
        return False
    begun = first in (FREE, area) or placed >> first & 1 == 1
    return bool(begun and (last == FREE or placed >> last & 1 == 0))


def least_port_work(rows: Rows) -> Floats:
    """Return the least work of each area with fixed points: it stands at one of them, or at an end."""
    low = rows.length / 2
    high = rows.length.sum() - low
    places = np.vstack([low, high, *(np.clip(x, low, high) for x in rows.port_x)])
    away = np.abs(places[:, None] - rows.port_x[:, None])
    least: Floats = (rows.port_flow * away).sum(axis=1).min(axis=0)
    return least


def spans(length: Floats) -> Floats:
    """Return the sum of lengths of each set of areas (as bits)."""
    span = np.zeros(1)
    for one in length:
        span = np.concatenate([span, span + one])
    return span


def cuts(rows: Rows) -> Floats:
    """Return the flow between each set of areas and all others."""
    cut = np.zeros(1)
    for area, total in enumerate(rows.total):
        cut = np.concatenate([cut, cut + total - 2 * spans(rows.flow[area, :area])])
    return cut
