"""Timers: which of them rings next, kept in a tournament tree.

A timer is one of a server, a product's release, a calendar, or a unit on its way; of those that ring
together, the first in this order goes first. Unlike in a heap of events,
a timer is set anew or stopped in place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.factory.compiled import piece

if TYPE_CHECKING:
    from reshore.factory.line.state import State


@piece
def ring(state: State, timer: int, time: float) -> None:
    """Let a timer ring at a time, whatever it was set to; infinite: never."""
    times, owners = state.times, state.owners
    node = timer + state.clock[0].leaves
    owner = timer
    times[node] = time
    while node > 1:
        beside = node ^ 1
        if times[beside] < time or (times[beside] == time and beside < node):
            time = times[beside]
            owner = owners[beside]
        node >>= 1
        times[node] = time
        owners[node] = owner
