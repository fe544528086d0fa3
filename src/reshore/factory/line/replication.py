"""One replication: the kernel from time to time, with more room wherever it runs out of it."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np

from reshore.factory.line import arrays
from reshore.factory.line.arrays import NONE, State, Status, records
from reshore.factory.line.encode import free_units
from reshore.factory.line.kernel import advance, begin

if TYPE_CHECKING:
    from reshore.factory.line.arrays import Floats, Integers


class Replication:
    """A run of a line from empty on.

    Parameters
    ----------
    empty
        The line as `encode` gives it; it is left as it is.
    number
        Of the replication, which is part of the key of all its luck.

    Attributes
    ----------
    state
        Where it stands.
    """

    def __init__(self, empty: State, number: int) -> None:
        state = State(*(array.copy() for array in empty))
        state.clock.replication = number
        self.state = _with_timers(state)
        begin(self.state)

    def until(self, hours: float) -> bool:
        """Go on until a time.

        Returns
        -------
        reached
            False if a plan's last unit left before.

        Raises
        ------
        LockedError
            If time stands still.
        """
        clock = self.state.clock
        clock.until = hours
        advance(self.state)
        while clock.status[0] in {Status.UNITS_FULL, Status.LEFT_FULL}:
            more = _more_units if clock.status[0] == Status.UNITS_FULL else _more_left
            self.state = more(self.state)
            clock = self.state.clock
            advance(self.state)
        return bool(clock.status[0] == Status.REACHED)

    def measure(self) -> None:
        """Read all meters from here on."""
        state = self.state
        for array in (state.shares, state.energy, state.peak):
            array[:] = 0
        state.pools.integral = 0
        state.pools.peak = 0
        state.clock.measuring = 1


def _with_timers(state: State) -> State:
    """Return a state with a tree of its timers, none of them set but those that it had."""
    timers = len(state.servers) + len(state.products) + len(state.calendars)
    if state.clock.moving[0] != NONE:
        timers += len(state.units)
    size = 1 << (timers - 1).bit_length()
    times, owners = np.full(2 * size, inf), np.zeros(2 * size, np.int64)
    had = int(state.clock.leaves[0])
    times[size : size + had] = state.times[had:]
    owners[size:] = np.arange(size)
    _play(times, owners, size)
    state.clock.leaves = size
    return state._replace(times=times, owners=owners)


def _play(times: Floats, owners: Integers, size: int) -> None:
    for node in range(size - 1, 0, -1):
        left = 2 * node
        best = left if times[left] <= times[left + 1] else left + 1
        times[node], owners[node] = times[best], owners[best]


def _more_units(state: State) -> State:
    """Return a state with twice the places for units, called where none is free."""
    had = len(state.units)
    units = records(arrays.UNIT, 2 * had)
    units[:had], units[had:] = state.units, free_units(had, 2 * had)
    state.clock.unit = had
    again = np.concatenate([state.again, np.zeros_like(state.again)])
    return _with_timers(state._replace(units=units, again=again))


def _more_left(state: State) -> State:
    """Return a state with room for all units inside, and more, among those that have left."""
    left = records(arrays.LEFT, 2 * len(state.left) + len(state.units))
    left[: len(state.left)] = state.left
    return state._replace(left=left)
