"""One row, exactly: dynamic programming over the sets of areas to the left (Picard and Queyranne 1981).

What an area adds depends on the set before it alone: half its length times the flow that crosses each of its
ends, and its work with fixed points, since the set tells where it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from reshore.factory.layout.rows import cuts, may_stand, port_work, spans

if TYPE_CHECKING:
    from reshore.factory.layout.rows import Integers, Rows


@njit(cache=True)
def best_order(rows: Rows) -> Integers:
    """Return areas from left to right with the least work."""
    count = len(rows.length)
    cut, span = cuts(rows.flow), spans(rows.length)
    work = np.full(1 << count, np.inf)
    last = np.zeros(1 << count, np.int8)
    work[0] = 0.0
    for placed in range(1 << count):
        for area in range(count):
            if placed >> area & 1 or not may_stand(rows, area, 0, placed):
                continue
            then = placed | 1 << area
            more = rows.length[area] / 2 * (cut[placed] + cut[then])
            more += port_work(rows, area, span[placed] + rows.length[area] / 2)
            if work[placed] + more < work[then]:
                work[then] = work[placed] + more
                last[then] = area
    order = np.zeros(count, np.int64)
    placed = (1 << count) - 1
    for place in range(count - 1, -1, -1):
        order[place] = last[placed]
        placed ^= 1 << order[place]
    return order
