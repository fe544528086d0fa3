"""What is due at this moment: lists of servers, stores, pools and groups that the kernel works off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.factory.compiled import piece
from reshore.factory.line.codes import Due
from reshore.factory.line.records import NONE
from reshore.factory.line.waiting import withdraw

if TYPE_CHECKING:
    from reshore.factory.line.state import State


@piece
def leave(state: State, s: int) -> None:
    """Let the units that are done try to leave a server."""
    clock = state.clock[0]
    state.servers[s].next_due = clock.leaving
    clock.leaving = s


@piece
def let_leave(state: State, i: int) -> None:
    """Let the server that has waited longest in a list try again to be left."""
    s = state.waiting[i].first
    withdraw(state, s)
    leave(state, s)


@piece
def start(state: State, s: int) -> None:
    """Let a service try to begin or to go on; of those that ask together, in the line's order."""
    clock = state.clock[0]
    before, after = NONE, clock.starting
    while after != NONE and after < s:
        before, after = after, state.servers[after].next_due
    state.servers[s].next_due = after
    if before == NONE:
        clock.starting = s
    else:
        state.servers[before].next_due = s


@piece
def let_in(state: State, i: int) -> None:
    """Let units that wait go into a store."""
    store, clock = state.stores[i], state.clock[0]
    if state.waiting[clock.shelves + i].first != NONE and store.listed == 0:
        store.listed = 1
        store.next = clock.stores
        clock.stores = i


@piece
def look(state: State, g: int) -> None:
    """Let a group see what it can do now; units that wait go on servers before others come in."""
    group = state.groups[g]
    if state.waiting[state.clock[0].rooms + g].first != NONE:
        put(state, Due.ROOM, g)
    if group.free > 0 and group.waiting > 0:
        put(state, Due.LOAD, g)
    elif group.outside != NONE:
        put(state, Due.OUTSIDE, g)


@piece
def put(state: State, kind: int, g: int) -> None:
    """Put a group on a list, in the order of the line."""
    before = len(state.groups)
    while state.due[kind, before] != NONE and state.due[kind, before] < g:
        before = state.due[kind, before]
    if state.due[kind, before] != g:
        state.due[kind, g] = state.due[kind, before]
        state.due[kind, before] = g


@piece
def first(state: State, kind: int) -> int:
    """Return the first group of a list."""
    return int(state.due[kind, len(state.groups)])


@piece
def drop(state: State, kind: int) -> None:
    """Take the first group off a list."""
    g = state.due[kind, len(state.groups)]
    state.due[kind, len(state.groups)] = state.due[kind, g]
