"""Services that run and that wait: what they take of pools, and who of those that wait starts next."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from reshore.factory.compiled import piece
from reshore.factory.line.codes import Kind, Phase
from reshore.factory.line.meters import mark, use
from reshore.factory.line.records import NONE
from reshore.factory.line.timers import ring
from reshore.factory.line.waiting import longer, wait, withdraw

if TYPE_CHECKING:
    from reshore.factory.line.state import State


@piece
def resume(state: State, s: int) -> None:
    """Let a service begin or go on if its pools have what it needs, else wait for the first that hasn't."""
    server = state.servers[s]
    lack = _lack(state, s)
    if lack == NONE:
        _run(state, s)
    else:
        server.since = state.clock[0].now
        wait(state, lack, s)
    mark(state, s)


@piece
def _lack(state: State, s: int) -> int:
    """Return the first pool that has too little left for a service, people that it has kept aside."""
    server = state.servers[s]
    step = state.steps[server.step]
    for n in range(step.needs, step.needs_end):
        need = state.needs[n]
        pool = state.pools[need.pool]
        if (server.staffed == 0 or pool.kind != Kind.PEOPLE) and pool.used + need.amount > pool.capacity:
            return int(need.pool)
    return NONE


@piece
def _run(state: State, s: int) -> None:
    server, now = state.servers[s], state.clock[0].now
    step = state.steps[server.step]
    for n in range(step.needs, step.needs_end):
        need = state.needs[n]
        if server.staffed == 0 or state.pools[need.pool].kind != Kind.PEOPLE:
            use(state, need.pool, need.amount)
    server.staffed = 1
    server.powered = 1
    server.phase = Phase.RUNNING
    server.ends = now + server.remaining
    if state.groups[server.group].by_clock == 0:
        server.fails = now + server.wear
    ring(state, s, min(server.ends, server.fails))


@piece
def pause(state: State, s: int) -> None:
    """Stop the clock of a service that runs; what it holds it keeps."""
    server, now = state.servers[s], state.clock[0].now
    server.remaining = max(server.ends - now, 0.0)
    server.phase = Phase.HELD
    server.ends = inf
    if state.groups[server.group].by_clock == 0:
        server.wear = max(server.fails - now, 0.0)
        server.fails = inf
    ring(state, s, server.fails)


@piece
def let_go(state: State, s: int, people: bool) -> None:
    """Give back power and cooling, and people if asked to; the pools are due to be offered."""
    server = state.servers[s]
    if server.step == NONE:
        return
    step = state.steps[server.step]
    powered, staffed = server.powered, server.staffed
    server.powered = 0
    if people:
        server.staffed = 0
    for n in range(step.needs, step.needs_end):
        need = state.needs[n]
        if (staffed and people) if state.pools[need.pool].kind == Kind.PEOPLE else powered:
            use(state, need.pool, -need.amount)
    for n in range(step.needs, step.needs_end):
        pool = state.pools[state.needs[n].pool]
        if state.waiting[state.needs[n].pool].first != NONE and pool.listed == 0:
            pool.listed = 1
            pool.next = state.clock[0].pools
            state.clock[0].pools = state.needs[n].pool


@piece
def offer(state: State) -> None:
    """Offer pools to those that wait for them, longest waiting first; what doesn't fit is passed over."""
    clock = state.clock[0]
    p = clock.pools
    while p != NONE:
        state.pools[p].cursor = state.waiting[p].first
        p = state.pools[p].next
    s = _next_waiting(state)
    while s != NONE:
        server = state.servers[s]
        pool, lack = state.pools[server.waits], _lack(state, s)
        pool.cursor = server.next if pool.used < pool.capacity else NONE
        if lack != server.waits:
            withdraw(state, s)
            if lack == NONE:
                _run(state, s)
            else:
                wait(state, lack, s)
            mark(state, s)
        s = _next_waiting(state)
    while clock.pools != NONE:
        state.pools[clock.pools].listed = 0
        clock.pools = state.pools[clock.pools].next


@piece
def _next_waiting(state: State) -> int:
    """Return the server that has waited longest of those that the pools that are due come to next."""
    found, p = NONE, state.clock[0].pools
    while p != NONE:
        s = state.pools[p].cursor
        if s != NONE and (found == NONE or longer(state, s, found)):
            found = s
        p = state.pools[p].next
    return found
