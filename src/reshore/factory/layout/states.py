"""Left parts of arrangements in two rows, as the exact search holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.factory.layout.rows import Floats

NONE = -1
"""Last area of a longer row where both rows are as long."""


class States(NamedTuple):
    """Left parts of arrangements.

    Attributes
    ----------
    work
        What the areas placed add: all work between two of them, and their part of that with those to come.
    lead
        By how much the longer row is longer.
    last
        Area at its end, or `NONE`.
    side
        Areas that stand in it.
    row
        Which row it is; 0 where rows can be swapped.
    closed
        Whether nothing more comes into the shorter row.
    parent
        State before the last area was placed.
    bound
        No arrangement with this left part makes less work.
    """

    work: Floats
    lead: Floats
    last: NDArray[np.int8]
    side: NDArray[np.int32]
    row: NDArray[np.int8]
    closed: NDArray[np.bool_]
    parent: NDArray[np.int32]
    bound: Floats

    @classmethod
    def of(cls, room: int) -> States:
        """Return room for so many."""
        return cls(
            work=np.zeros(room),
            lead=np.zeros(room),
            last=np.zeros(room, np.int8),
            side=np.zeros(room, np.int32),
            row=np.zeros(room, np.int8),
            closed=np.zeros(room, np.bool_),
            parent=np.zeros(room, np.int32),
            bound=np.zeros(room),
        )

    def larger(self, room: int) -> States:
        """Return more room with these in it."""
        states = States.of(room)
        old: tuple[NDArray[Any], ...] = self
        new: tuple[NDArray[Any], ...] = states
        for target, source in zip(new, old, strict=True):
            target[: len(source)] = source
        return states
