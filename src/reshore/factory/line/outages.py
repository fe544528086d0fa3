"""What stops servers: failures with their repairs, and closed hours; and when planned units come."""

from __future__ import annotations

from math import inf, log1p
from typing import TYPE_CHECKING

from reshore.chance.philox import uniform_at
from reshore.factory.compiled import piece
from reshore.factory.line.codes import Down, Phase, Rule
from reshore.factory.line.due import look, start
from reshore.factory.line.flow import queue_outside
from reshore.factory.line.meters import mark
from reshore.factory.line.pools import let_go, pause
from reshore.factory.line.records import NONE, WEEK
from reshore.factory.line.timers import ring
from reshore.factory.line.waiting import withdraw

if TYPE_CHECKING:
    import numpy as np

    from reshore.factory.line.state import State

_FAILURES = 40
"""Bits of a draw's place below the number of the server in its group."""


@piece
def exponential(key: np.uint64, replication: int, place: int, mean: float) -> float:
    """Return an exponential time."""
    return -mean * log1p(-uniform_at(key, replication, place))


@piece
def next_failure(state: State, s: int) -> None:
    """Draw how long a server goes on until it fails."""
    server, clock = state.servers[s], state.clock[0]
    group = state.groups[server.group]
    hours = draw_outage(state, s, 0, group.hours_between)
    if group.by_clock:
        server.fails = clock.now + hours
        ring(state, s, min(server.ends, server.fails))
    else:
        server.wear = hours


@piece
def draw_outage(state: State, s: int, half: int, mean: float) -> float:
    """Draw the hours up to a server's next failure, half 0, or of the repair after it, half 1."""
    server = state.servers[s]
    group = state.groups[server.group]
    place = (s - group.first) << _FAILURES | server.failures << 1 | half
    return exponential(group.key, state.clock[0].replication, place, mean)


@piece
def fail(state: State, s: int) -> None:
    """Let a server fail: its service stops, and a crew is asked for."""
    server, clock = state.servers[s], state.clock[0]
    if server.phase == Phase.RUNNING:
        pause(state, s)
        let_go(state, s, False)
    elif server.phase == Phase.HELD:
        withdraw(state, s)
    elif server.phase == Phase.FREE:
        state.groups[server.group].free -= 1
    server.fails = inf
    ring(state, s, inf)
    if clock.crews > 0:
        _repair(state, s)
    else:
        server.down = Down.WAITING
        server.next_broken = NONE
        if clock.broken == NONE:
            clock.broken = s
        else:
            state.servers[clock.broken_last].next_broken = s
        clock.broken_last = s
    mark(state, s)


@piece
def _repair(state: State, s: int) -> None:
    server, clock = state.servers[s], state.clock[0]
    group = state.groups[server.group]
    server.down = Down.REPAIRED
    clock.crews -= 1
    hours = draw_outage(state, s, 1, group.hours_to_repair)
    server.failures += 1
    ring(state, s, clock.now + hours)


@piece
def restore(state: State, s: int) -> None:
    """End a repair: the crew goes to the next, and the service goes on if it can."""
    server, clock = state.servers[s], state.clock[0]
    clock.crews += 1
    if clock.broken != NONE:
        waiting = clock.broken
        clock.broken = state.servers[waiting].next_broken
        _repair(state, waiting)
    group = state.groups[server.group]
    server.down = Down.NO
    ring(state, s, inf)
    next_failure(state, s)
    if server.phase == Phase.FREE:
        group.free += 1
        look(state, server.group)
    if server.phase == Phase.HELD and group.open:
        start(state, s)
    else:
        mark(state, s)


@piece
def turn(state: State, c: int) -> None:
    """Close the groups of a calendar if they are open, or open them if they are closed."""
    calendar = state.calendars[c]
    calendar.at += 1
    if calendar.at == calendar.toggles_end:
        calendar.at = calendar.toggles
        calendar.week += WEEK
    ring(state, calendar.timer, calendar.week + state.toggles[calendar.at])
    for place in range(calendar.groups, calendar.groups_end):
        group = state.groups[state.calendar_groups[place]]
        group.open = 1 - group.open
        for s in range(group.first, group.first + group.servers):
            if group.open:
                _open(state, s)
            else:
                _close(state, s)


@piece
def _close(state: State, s: int) -> None:
    server = state.servers[s]
    if server.phase == Phase.RUNNING:
        pause(state, s)
    elif server.phase == Phase.HELD:
        withdraw(state, s)
    let_go(state, s, True)
    mark(state, s)


@piece
def _open(state: State, s: int) -> None:
    server = state.servers[s]
    if server.phase == Phase.HELD and server.down == Down.NO:
        start(state, s)
    else:
        mark(state, s)


@piece
def come(state: State, p: int) -> None:
    """Let a unit of a product come, and set the time of the next."""
    product = state.products[p]
    product.outside += 1
    next_release(state, p)
    queue_outside(state, p)


@piece
def next_release(state: State, p: int) -> None:
    """Set the time at which the next unit of a product comes."""
    product, clock = state.products[p], state.clock[0]
    if product.rule == Rule.CONWIP:
        return
    if product.rule == Rule.PLAN:
        time = inf if product.plan == product.plan_end else state.plans[product.plan]
        product.plan += 1
    else:
        hours = product.hours
        if product.rule == Rule.POISSON:
            hours = exponential(product.key, clock.replication, product.plan, product.hours)
            product.plan += 1
        time = _after(state, state.groups[state.steps[product.first].group].calendar, hours)
    ring(state, product.timer, time)


@piece
def _after(state: State, c: int, hours: float) -> float:
    """Return when so many open hours of a calendar will have passed."""
    time = float(state.clock[0].now)
    if c == NONE:
        return time + hours
    calendar = state.calendars[c]
    opened = state.groups[state.calendar_groups[calendar.groups]].open
    place, week = calendar.at, calendar.week
    while True:
        until = float(week + state.toggles[place])
        if opened:
            if time + hours <= until:
                return time + hours
            hours -= until - time
        time = until
        opened = 1 - opened
        place += 1
        if place == calendar.toggles_end:
            place = calendar.toggles
            week += WEEK
