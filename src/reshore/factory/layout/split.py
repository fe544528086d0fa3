"""How short the longer of two rows can be: areas split between them as evenly as possible, exactly."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from reshore.factory.layout.rows import FREE

if TYPE_CHECKING:
    from reshore.factory.layout.rows import Integers, Rows


def shortest_rows(rows: Rows) -> tuple[float, Integers]:
    """Return the length of the longer row where that is least, and the row of each area then.

    Sums of lengths that the free areas can have are the bits of a whole number, a shift by a length adds it.
    """
    unit = gcd(*(int(length) for length in rows.length))
    length = [int(length) // unit for length in rows.length]
    free = [area for area in range(len(length)) if rows.row[area] == FREE]
    base = sum(length[area] for area in range(len(length)) if rows.row[area] == 0)
    whole = sum(length)
    sums = [1 << base]
    for area in free:
        sums.append(sums[-1] | sums[-1] << length[area])
    best = _nearest(sums[-1], whole)
    row, left = rows.row.copy(), best
    for place in range(len(free) - 1, -1, -1):
        stays = sums[place] >> left & 1
        row[free[place]] = 1 if stays else 0
        left -= 0 if stays else length[free[place]]
    return float(max(best, whole - best) * unit), row


def _nearest(sums: int, whole: int) -> int:
    """Return the sum among the bits that is nearest to half of the whole."""
    half = whole // 2
    below = (sums & ((1 << (half + 1)) - 1)).bit_length() - 1
    above = sums >> (half + 1)
    if above == 0:
        return below
    over = half + (above & -above).bit_length()
    return below if below >= 0 and whole - below <= over else over
