"""The event kernel: from one ring of a timer to the next, until a given time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.factory.compiled import kernel, piece
from reshore.factory.line.codes import Down, Due, Share, Status
from reshore.factory.line.due import first, let_leave
from reshore.factory.line.flow import depart, has_room, let_in_outside, let_in_waiting, queue_outside, reach
from reshore.factory.line.meters import book, count, meter, use
from reshore.factory.line.outages import come, fail, next_failure, next_release, restore, turn
from reshore.factory.line.pools import offer, resume
from reshore.factory.line.records import NONE
from reshore.factory.line.service import finish, rest, serve
from reshore.factory.line.timers import ring

if TYPE_CHECKING:
    from reshore.factory.line.state import State

_MOST = 10_000_000
"""Events at one time after which time stands still."""


@kernel
def begin(state: State) -> None:
    """Set all timers of an empty line at time 0."""
    for s in range(len(state.servers)):
        if state.groups[state.servers[s].group].failing:
            next_failure(state, s)
        state.servers[s].share = Share.STARVED if state.groups[state.servers[s].group].open else Share.CLOSED
    for c in range(len(state.calendars)):
        calendar = state.calendars[c]
        ring(state, calendar.timer, state.toggles[calendar.at])
    for p in range(len(state.products)):
        next_release(state, p)
        queue_outside(state, p)


@kernel
def advance(state: State) -> None:
    """Go on until the time asked for, or until a list is full; then the meters are read up to now."""
    clock = state.clock[0]
    clock.status = Status.REACHED
    _settle(state)
    idle = 0
    while clock.status == Status.REACHED:
        time = state.times[1]
        if time >= clock.until:
            clock.now = clock.until
            break
        if clock.logged + len(state.units) > len(state.left):
            clock.status = Status.LEFT_FULL
            break
        idle = idle + 1 if time == clock.now else 0
        if idle > _MOST:
            clock.status = Status.STANDING
            break
        clock.now = time
        timer = state.owners[1]
        _happen(state, timer)
        _settle(state)
        if timer < len(state.servers):
            rest(state, timer)
        if clock.planned == 0:
            clock.status = Status.EMPTY
    _read(state)


@piece
def _happen(state: State, timer: int) -> None:
    """Do what a timer rings for."""
    servers, products, calendars = len(state.servers), len(state.products), len(state.calendars)
    if timer < servers:
        server = state.servers[timer]
        if server.down != Down.NO:
            restore(state, timer)
        elif server.fails < server.ends:
            fail(state, timer)
        else:
            finish(state, timer)
    elif timer < servers + products:
        come(state, timer - servers)
    elif timer < servers + products + calendars:
        turn(state, timer - servers - products)
    else:
        reach(state, timer - servers - products - calendars)


@piece
def _settle(state: State) -> None:
    """Do what is due, until nothing is; those that have waited come before those that ask now."""
    clock = state.clock[0]
    while clock.status == Status.REACHED:
        if clock.leaving != NONE:
            s = clock.leaving
            clock.leaving = state.servers[s].next_due
            depart(state, s)
        elif clock.vehicles > 0 and state.waiting[clock.riders].first != NONE:
            let_leave(state, clock.riders)
        elif clock.stores != NONE:
            _open_store(state)
        elif first(state, Due.ROOM) != NONE:
            let_in_waiting(state)
        elif first(state, Due.LOAD) != NONE:
            serve(state)
        elif first(state, Due.OUTSIDE) != NONE:
            let_in_outside(state)
        elif clock.pools != NONE:
            offer(state)
        elif clock.starting != NONE:
            s = clock.starting
            clock.starting = state.servers[s].next_due
            resume(state, s)
        else:
            break


@piece
def _open_store(state: State) -> None:
    """Let the next unit go into the store that is due, as long as there is room."""
    clock = state.clock[0]
    store = state.stores[clock.stores]
    waiting = clock.shelves + clock.stores
    if state.waiting[waiting].first != NONE and has_room(state, clock.stores):
        let_leave(state, waiting)
    else:
        store.listed = 0
        clock.stores = store.next


@piece
def _read(state: State) -> None:
    """Bring all meters up to now."""
    for s in range(len(state.servers)):
        book(state, s)
    for p in range(len(state.products)):
        count(state, p, 0)
    for p in range(len(state.pools)):
        use(state, p, 0)
    meter(state)
