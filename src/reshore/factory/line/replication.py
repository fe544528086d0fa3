"""One replication: a kernel from empty to the end, with more room wherever it runs out of it."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np

from reshore.factory.line.codes import Share, Status
from reshore.factory.line.encode import free_units
from reshore.factory.line.kernel import advance, begin
from reshore.factory.line.line import Basis
from reshore.factory.line.records import BIN, ENDLESS, LEFT, NONE, UNIT, records
from reshore.factory.line.release import Plan
from reshore.factory.line.serial import follow
from reshore.factory.line.state import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.factory.line.line import Line
    from reshore.factory.line.records import Floats, Integers


def by_events(empty: State, number: int, start: float, until: float) -> tuple[State, Integers]:
    """Run a line with the event kernel.

    Parameters
    ----------
    empty
        The line as `encode` gives it, with room for series up to `until`; it is left as it is.
    number
        Of the replication, which is part of the key of all its luck.
    start
        Hours at which meters are set to zero: the warm-up.
    until
        Hours at which it ends, unless the last planned unit leaves before.

    Returns
    -------
    state
        At the end.
    before
        Units good, and scrapped, until `start`; shape: 2, products.
    """
    state = _with_timers(_copied(empty, number))
    begin(state)
    state = _run(state, start, advance)
    before = np.array([state.products.finished, state.products.scrapped])
    for meter in (state.shares, state.energy, state.peak):
        meter[:] = 0
    state.pools.integral = 0
    state.pools.peak = 0
    state.clock.measuring = 1
    if state.clock.status[0] == Status.REACHED:
        state = _run(state, until, advance)
    return state, before


def by_recursion(empty: State, number: int, start: float, until: float) -> tuple[State, Integers]:
    """Run a line that `is_serial` with the event-free kernel; takes and gives what `by_events` does."""
    state = _copied(empty, number)
    way, at = [], int(state.products.first[0])
    while at != NONE:
        way.append(at)
        at = int(state.steps.next[at])
    rooms = [int(room) + 2 for room in (*state.groups.buffer, *state.products.limit) if room < ENDLESS]
    steps, left = np.array(way), np.zeros((len(way) + 1, max(rooms, default=2)))
    state = _run(state, until, lambda state: follow(state, steps, left, start))
    time = until - start
    state.shares[:, Share.STARVED] = np.maximum(time - state.shares.sum(axis=1), 0.0)
    before = state.output[:, : round(start / BIN)].sum(axis=1).astype(np.int64)
    return state, np.array([before, np.zeros_like(before)])


def is_serial(line: Line) -> bool:
    """Tell whether a line is one that `by_recursion` can run.

    It has one product without store, and single servers that its units go through once each, always open,
    which fail, if at all, while they work and with enough crews; nothing is reworked or scrapped, moved,
    taken of pools or put in.
    """
    product = line.products[0]
    return (
        len(line.products) == 1
        and product.store is None
        and not isinstance(product.release, Plan)
        and line.crews is None
        and line.moves is None
        and len({step.group for step in line.steps}) == len(line.steps)
        and not any(step.takes or task.good < 1 for step in line.steps for task in step.tasks)
        and all(
            group.servers == group.batch == 1
            and not group.opens
            and (group.failures is None or group.failures.basis is Basis.WORKING)
            for group in line.groups
        )
    )


def _copied(empty: State, number: int) -> State:
    state = State._make(array.copy() for array in empty)
    state.clock.replication = number
    return state


def _run(state: State, until: float, kernel: Callable[[State], None]) -> State:
    state.clock.until = until
    kernel(state)
    while state.clock.status[0] in {Status.UNITS_FULL, Status.LEFT_FULL}:
        more = _more_units if state.clock.status[0] == Status.UNITS_FULL else _more_left
        state = more(state)
        kernel(state)
    return state


def _with_timers(state: State) -> State:
    """Return a state with a tree that has room for all its timers; those that were set stay set."""
    timers = len(state.servers) + len(state.products) + len(state.calendars)
    if state.clock.moving[0] != NONE:
        timers += len(state.units)
    leaves = 1 << (timers - 1).bit_length()
    times, owners = np.full(2 * leaves, inf), np.zeros(2 * leaves, np.int64)
    had = int(state.clock.leaves[0])
    times[leaves : leaves + had] = state.times[had:]
    owners[leaves:] = np.arange(leaves)
    _play(times, owners, leaves)
    state.clock.leaves = leaves
    return state._replace(times=times, owners=owners)


def _play(times: Floats, owners: Integers, leaves: int) -> None:
    for node in range(leaves - 1, 0, -1):
        best = 2 * node if times[2 * node] <= times[2 * node + 1] else 2 * node + 1
        times[node], owners[node] = times[best], owners[best]


def _more_units(state: State) -> State:
    """Return a state with twice the places for units, when none is free."""
    had = len(state.units)
    units = records(UNIT, 2 * had)
    units[:had], units[had:] = state.units, free_units(had, 2 * had)
    state.clock.unit = had
    again = np.concatenate([state.again, np.zeros_like(state.again)])
    return _with_timers(state._replace(units=units, again=again))


def _more_left(state: State) -> State:
    """Return a state with room for more units that have left: all that are inside can leave at once."""
    left = records(LEFT, 2 * len(state.left) + len(state.units))
    left[: len(state.left)] = state.left
    return state._replace(left=left)
