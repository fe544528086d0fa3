"""Where things stand in the arrays of a simulation, and how rows become records."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from reshore.factory.line.records import WEEK, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np

    from reshore.factory.line.line import Line
    from reshore.factory.line.records import Records


class Places:
    """Where things stand in their arrays."""

    def __init__(self, line: Line) -> None:
        self.group = {group.name: at for at, group in enumerate(line.groups)}
        self.product = {product.name: at for at, product in enumerate(line.products)}
        self.pool = {pool.name: at for at, pool in enumerate(line.pools)}
        self.step = {(step.product, step.name): at for at, step in enumerate(line.steps)}
        self.store = {
            name: at for at, name in enumerate(p.name for p in line.products if p.store is not None)
        }
        closing = (group.opens for group in line.groups if group.opens and group.opens != ((0.0, WEEK),))
        self.calendar = {opens: at for at, opens in enumerate(dict.fromkeys(closing))}


def table(dtype: np.dtype[Any], rows: Sequence[Mapping[str, Any]]) -> Records:
    """Return rows as records; what a row leaves out is 0."""
    filled = records(dtype, len(rows))
    for at, row in enumerate(rows):
        for name, value in row.items():
            filled[name][at] = value
    return filled


def spans(sizes: Iterable[int]) -> list[tuple[int, int]]:
    """Return from where to where each of some lists lies, one behind the other."""
    return list(pairwise(accumulate(sizes, initial=0)))
