"""Lists of servers that wait for the same: a pool, room in a group or a store, a vehicle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.factory.compiled import piece
from reshore.factory.line.records import NONE

if TYPE_CHECKING:
    from reshore.factory.line.state import State


@piece
def wait(state: State, i: int, s: int) -> None:
    """Put a server into a list, behind those that have waited longer."""
    server, waiting = state.servers[s], state.waiting[i]
    before, after = waiting.last, NONE
    while before != NONE and longer(state, s, before):
        before, after = state.servers[before].back, before
    server.waits, server.back, server.next = i, before, after
    if before == NONE:
        waiting.first = s
    else:
        state.servers[before].next = s
    if after == NONE:
        waiting.last = s
    else:
        state.servers[after].back = s


@piece
def withdraw(state: State, s: int) -> None:
    """Take a server out of the list that it waits in, if it does."""
    server = state.servers[s]
    if server.waits == NONE:
        return
    waiting = state.waiting[server.waits]
    if server.back == NONE:
        waiting.first = server.next
    else:
        state.servers[server.back].next = server.next
    if server.next == NONE:
        waiting.last = server.back
    else:
        state.servers[server.next].back = server.back
    server.waits = NONE


@piece
def longer(state: State, one: int, other: int) -> bool:
    """Tell whether a server has waited longer than another; if as long, the one earlier on the line has."""
    since, others = state.servers[one].since, state.servers[other].since
    return bool(since < others or (since == others and one < other))
