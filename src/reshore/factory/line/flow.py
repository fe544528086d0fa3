"""Units on their way: in and out of the plant, from server to queue, into stores, and what waits for room."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from reshore.factory.compiled import piece
from reshore.factory.line.codes import Down, Due, Phase, Rule, Status
from reshore.factory.line.due import drop, first, let_leave, look
from reshore.factory.line.meters import count, mark
from reshore.factory.line.records import BIN, NONE, SCALE
from reshore.factory.line.timers import ring
from reshore.factory.line.waiting import wait

if TYPE_CHECKING:
    from reshore.factory.line.state import State

_UNIT = int(SCALE)


@piece
def depart(state: State, s: int) -> None:
    """Let the units that are done leave a server, in turn; when all have left, it is free."""
    server = state.servers[s]
    while server.unit != NONE:
        u = server.unit
        then = state.units[u].next
        if not _leave(state, s, u):
            break
        server.unit = then
        server.units -= 1
    if server.unit == NONE:
        server.phase = Phase.FREE
        if server.down == Down.NO:
            state.groups[server.group].free += 1
        look(state, server.group)
    mark(state, s)


@piece
def _leave(state: State, s: int, u: int) -> bool:
    """Let a unit leave its server; if it can't, put the server where it waits, and return False."""
    unit = state.units[u]
    if unit.step == NONE:
        return _end(state, s, u)
    clock = state.clock[0]
    g, h = state.servers[s].group, state.steps[unit.step].group
    if unit.again == 0 and _room(state, h, g == h and state.servers[s].down == Down.NO) <= 0:
        wait(state, clock.rooms + h, s)
        return False
    if clock.moving == NONE or g == h:
        state.groups[h].waiting += 1
        _join(state, u)
        return True
    if clock.vehicles <= 0:
        wait(state, clock.riders, s)
        return False
    clock.vehicles -= 1
    unit.order = clock.order
    clock.order += 1
    state.groups[h].waiting += 1
    ring(state, clock.moving + u, clock.now + state.travel[g, h])
    return True


@piece
def _room(state: State, g: int, own: bool) -> int:
    """Return for how many units a group has room; a server that is about to be free counts."""
    group = state.groups[g]
    return int(group.buffer + (group.free + (1 if own else 0)) * group.batch - group.waiting)


@piece
def _join(state: State, u: int) -> None:
    """Put a unit into the queue of its step: at the end, or behind those that were sent back as well."""
    unit, clock = state.units[u], state.clock[0]
    step = state.steps[unit.step]
    unit.order = clock.order
    clock.order += 1
    before = step.last_again if unit.again else step.last
    if before == NONE:
        unit.next = step.first
        step.first = u
    else:
        unit.next = state.units[before].next
        state.units[before].next = u
    if unit.again:
        step.last_again = u
    if unit.next == NONE:
        step.last = u
    step.units += 1
    look(state, step.group)


@piece
def reach(state: State, u: int) -> None:
    """End the move of a unit and free its vehicle; units that arrive together join as they left."""
    clock = state.clock[0]
    ring(state, clock.moving + u, inf)
    if state.times[1] == clock.now:
        first = clock.leaves + clock.moving
        for v in range(len(state.units)):
            if state.times[first + v] == clock.now and state.units[v].order < state.units[u].order:
                ring(state, clock.moving + u, clock.now)
                ring(state, clock.moving + v, inf)
                u = v
    _join(state, u)
    clock.vehicles += 1


@piece
def _end(state: State, s: int, u: int) -> bool:
    """Let a good unit leave its line, into its store if it has one with room."""
    p = state.units[u].product
    product = state.products[p]
    if product.store != NONE:
        store = state.stores[product.store]
        if not has_room(state, product.store):
            wait(state, state.clock[0].shelves + product.store, s)
            return False
        store.level += _UNIT
        for place in range(store.readers, store.readers_end):
            look(state, state.store_groups[place])
    leave_plant(state, u, good=True)
    return True


@piece
def has_room(state: State, i: int) -> bool:
    """Tell whether a store has room for a unit."""
    return bool(state.stores[i].level + _UNIT <= state.stores[i].capacity)


@piece
def leave_plant(state: State, u: int, good: bool) -> None:
    """Count a unit out, as good or as scrap."""
    unit, clock = state.units[u], state.clock[0]
    p = unit.product
    product = state.products[p]
    count(state, p, -1)
    product.spent += clock.now - unit.entered
    if good:
        product.finished += 1
        state.output[p, int(clock.now / BIN)] += 1
        if clock.measuring:
            left = state.left[clock.logged]
            left.product = p
            left.entered = unit.entered
            left.left = clock.now
            clock.logged += 1
    else:
        product.scrapped += 1
    unit.product = NONE
    unit.next = clock.unit
    clock.unit = u
    if clock.planned > 0:
        clock.planned -= 1
    if product.rule == Rule.CONWIP:
        queue_outside(state, p)


@piece
def queue_outside(state: State, p: int) -> None:
    """Let a product wait for room before its first group if it has units to release."""
    product = state.products[p]
    wants = product.inside < product.limit if product.rule == Rule.CONWIP else product.outside > 0
    if not wants or product.listed:
        return
    g = state.steps[product.first].group
    group = state.groups[g]
    product.listed = 1
    product.next = NONE
    if group.outside == NONE:
        group.outside = p
    else:
        state.products[group.outside_last].next = p
    group.outside_last = p
    look(state, g)


@piece
def let_in_waiting(state: State) -> None:
    """Let a unit that waits on its server into the first group that is due to see whether it has room."""
    g = first(state, Due.ROOM)
    waiting = state.clock[0].rooms + g
    if state.waiting[waiting].first != NONE and _room(state, g, False) > 0:
        let_leave(state, waiting)
    else:
        drop(state, Due.ROOM)


@piece
def let_in_outside(state: State) -> None:
    """Release a unit into the first group that is due to see whether it has room for those outside."""
    g, clock = first(state, Due.OUTSIDE), state.clock[0]
    if state.groups[g].outside == NONE or _room(state, g, False) <= 0:
        drop(state, Due.OUTSIDE)
    elif clock.unit == NONE:
        clock.status = Status.UNITS_FULL
    else:
        _release(state, g)


@piece
def _release(state: State, g: int) -> None:
    clock, group = state.clock[0], state.groups[g]
    p = group.outside
    product = state.products[p]
    group.outside = product.next
    product.listed = 0
    u = clock.unit
    unit = state.units[u]
    clock.unit = unit.next
    unit.product = p
    unit.step = product.first
    unit.number = product.released
    unit.rounds = unit.again = 0
    unit.fitted = NONE
    unit.entered = clock.now
    state.again[u] = 0
    count(state, p, 1)
    product.released += 1
    product.outside -= 1
    group.waiting += 1
    _join(state, u)
    queue_outside(state, p)
