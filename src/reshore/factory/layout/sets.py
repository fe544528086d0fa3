"""What the exact search for two rows knows of each set of areas, whatever the order they were placed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reshore.factory.compiled import piece
from reshore.factory.layout.rows import cuts, least_port_work, spans

if TYPE_CHECKING:
    from reshore.factory.layout.rows import Floats, Rows


class Sets(NamedTuple):
    """What is known of each set of areas placed.

    Attributes
    ----------
    cut, span
        Flow to all others, and sum of lengths.
    toward
        Flow of an area to each set within the first half of areas, and within the second:
        areas x 2 x sets.
    ports
        Least work of the others with fixed points.
    tail
        Least that the others add if all stand in one row, measured from where it goes on, without `ports`.
    even
        Least that the others add where both rows are as long.
    ends
        The same by the last area of the longer row: for a lead of nothing, and of all its length. Between the
        two the bound is linear.
    """

    cut: Floats
    span: Floats
    toward: Floats
    ports: Floats
    tail: Floats
    even: Floats
    ends: Floats

    @classmethod
    def of(cls, rows: Rows) -> Sets:
        """Return what flows and lengths say of sets, and room for what looking ahead says."""
        count = len(rows.length)
        return cls(
            cut=cuts(rows),
            span=spans(rows.length),
            toward=_toward(rows.flow),
            ports=spans(least_port_work(rows))[::-1].copy(),
            tail=np.zeros(1 << count),
            even=np.zeros(1 << count),
            ends=np.zeros((1 << count, count, 2)),
        )


def _toward(flow: Floats) -> Floats:
    """Return the flow of each area to the sets within each half of areas."""
    count = len(flow)
    half = (count + 1) // 2
    table = np.zeros((count, 2, 1 << half))
    for area in range(count):
        table[area, 0] = spans(flow[area, :half])
        table[area, 1, : 1 << (count - half)] = spans(flow[area, half:])
    return table


@piece
def flow_to(sets: Sets, area: int, others: int) -> float:
    """Return the flow between an area and a set."""
    half = (sets.toward.shape[0] + 1) // 2
    first, second = others & ((1 << half) - 1), others >> half
    return float(sets.toward[area, 0, first] + sets.toward[area, 1, second])
