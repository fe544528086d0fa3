"""Sorting within kernels, in room that is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.factory.compiled import piece

if TYPE_CHECKING:
    from reshore.factory.layout.rows import Floats, Integers


@piece
def sort_by(key: Floats, order: Integers, count: int) -> None:
    """Write the numbers from 0 to one below the count, by their keys from the least on (heap sort)."""
    for place in range(count):
        order[place] = place
    for root in range(count // 2 - 1, -1, -1):
        _sift(key, order, root, count)
    for end in range(count - 1, 0, -1):
        order[0], order[end] = order[end], order[0]
        _sift(key, order, 0, end)


@piece
def _sift(key: Floats, order: Integers, root: int, end: int) -> None:
    """Let an entry sink to where none below it has a larger key."""
    entry = order[root]
    while 2 * root + 1 < end:
        child = 2 * root + 1
        if child + 1 < end and key[order[child]] < key[order[child + 1]]:
            child += 1
        if key[order[child]] <= key[entry]:
            break
        order[root] = order[child]
        root = child
    order[root] = entry
