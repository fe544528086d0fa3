"""One row, exactly: dynamic programming over the sets of areas to the left (Picard and Queyranne 1981).

What an area adds depends on the set before it alone: half its length times the flow that crosses each of its
ends, and its work with fixed points, since the set tells where it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.factory.compiled import kernel
from reshore.factory.layout.rows import cuts, may_stand, port_work, spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.factory.layout.rows import Floats, Integers, Rows


def best_order(rows: Rows) -> Integers:
    """Return areas from left to right with the least work."""
    count = len(rows.length)
    work, last = np.full(1 << count, np.inf), np.zeros(1 << count, np.int8)
    work[0] = 0.0
    _reach_all(rows, cuts(rows), spans(rows.length), work, last)
    order, placed = np.zeros(count, np.int64), (1 << count) - 1
    for place in reversed(range(count)):
        order[place] = last[placed]
        placed ^= 1 << int(last[placed])
    return order


@kernel
def _reach_all(rows: Rows, cut: Floats, span: Floats, work: Floats, last: NDArray[np.int8]) -> None:
    """Set the least work of each set, and its last area then."""
    for placed in range(len(cut)):
        for area in range(len(rows.length)):
            if placed >> area & 1 or not may_stand(rows, area, 0, placed):
                continue
            then = placed | 1 << area
            more = rows.length[area] / 2 * (cut[placed] + cut[then])
            more += port_work(rows, area, span[placed] + rows.length[area] / 2)
            if work[placed] + more < work[then]:
                work[then] = work[placed] + more
                last[then] = area
