"""Services: from the queue onto a server, through its tasks, to what has become of the units."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from reshore.chance.inversion import quantile_at
from reshore.chance.philox import uniform_at
from reshore.factory.compiled import piece
from reshore.factory.line.codes import Down, Due, Phase
from reshore.factory.line.due import drop, first, leave, let_in, look, put, start
from reshore.factory.line.flow import leave_plant
from reshore.factory.line.pools import let_go
from reshore.factory.line.records import ENDLESS, NONE
from reshore.factory.line.timers import ring

if TYPE_CHECKING:
    from reshore.factory.line.state import State

_ROUNDS = 40
"""Bits of a draw's place below the number of times that the unit was sent back."""


@piece
def serve(state: State) -> None:
    """Put a batch onto a free server of the first group that is due to load one."""
    g = first(state, Due.LOAD)
    group = state.groups[g]
    q = _next_step(state, g)
    if q != NONE:
        _load(state, _free_server(state, g, state.steps[q].product), q)
    if q == NONE or group.free == 0 or group.waiting == 0:
        drop(state, Due.LOAD)
    if q != NONE:
        look(state, g)
    elif group.outside != NONE:
        put(state, Due.OUTSIDE, g)


@piece
def _next_step(state: State, g: int) -> int:
    """Return the step whose batch has waited longest; units sent back come before others."""
    group = state.groups[g]
    best, least = NONE, ENDLESS
    for place in range(group.steps, group.steps_end):
        q = state.group_steps[place]
        step = state.steps[q]
        if step.units >= group.batch:
            unit = state.units[step.first]
            order = unit.order - unit.again * (ENDLESS // 2)
            if order < least and _supplied(state, q):
                best, least = q, order
    return best


@piece
def _supplied(state: State, q: int) -> bool:
    """Tell whether the stores hold what the next batch of a step takes."""
    step = state.steps[q]
    if step.parts == step.parts_end:
        return True
    units = _lacking(state, q)
    for n in range(step.parts, step.parts_end):
        part = state.parts[n]
        if state.stores[part.store].level < part.amount * units:
            return False
    return True


@piece
def _lacking(state: State, q: int) -> int:
    """Return how many units of the next batch of a step are there for the first time, and lack components."""
    u, units = state.steps[q].first, 0
    for _ in range(state.groups[state.steps[q].group].batch):
        units += state.units[u].fitted < q
        u = state.units[u].next
    return units


@piece
def _free_server(state: State, g: int, product: int) -> int:
    """Return the first free server of those that last did this product, or else of all."""
    group = state.groups[g]
    found = NONE
    for s in range(group.first, group.first + group.servers):
        server = state.servers[s]
        if server.phase == Phase.FREE and server.down == 0:
            if group.changeover == 0 or server.product == product:
                return s
            if found == NONE:
                found = s
    return found


@piece
def _load(state: State, s: int, q: int) -> None:
    """Put the next batch of a step onto a server, with its components."""
    server, step = state.servers[s], state.steps[q]
    group = state.groups[server.group]
    if step.parts != step.parts_end:
        _fit(state, q)
    server.unit = step.first
    for _ in range(group.batch):
        server.unit_last = step.first
        if step.last_again == step.first:
            step.last_again = NONE
        step.first = state.units[step.first].next
    state.units[server.unit_last].next = NONE
    if step.first == NONE:
        step.last = NONE
    step.units -= group.batch
    group.waiting -= group.batch
    group.free -= 1
    server.units = group.batch
    server.step = q
    server.phase = Phase.HELD
    server.turning = group.changeover if server.product != NONE and server.product != step.product else 0.0
    server.product = step.product
    server.remaining = server.turning + draw_hours(state, q, server.unit)
    state.clock[0].last = state.clock[0].now
    if group.open:
        start(state, s)


@piece
def _fit(state: State, q: int) -> None:
    """Put components into the next batch of a step; units that come again have theirs."""
    step, units = state.steps[q], _lacking(state, q)
    for n in range(step.parts, step.parts_end):
        part = state.parts[n]
        state.stores[part.store].level -= part.amount * units
        let_in(state, part.store)
    u = step.first
    for _ in range(state.groups[step.group].batch):
        state.units[u].fitted = max(state.units[u].fitted, q)
        u = state.units[u].next


@piece
def draw_hours(state: State, q: int, u: int) -> float:
    """Return the sum of the draws of a step's tasks."""
    step, unit = state.steps[q], state.units[u]
    place = unit.rounds << _ROUNDS | unit.number << 1
    hours = 0.0
    for t in range(step.tasks, step.tasks_end):
        task = state.tasks[t]
        share = uniform_at(task.key, state.clock[0].replication, place)
        hours += quantile_at(task.code, state.parameters[task.start : task.start_end], share)
    return hours


@piece
def finish(state: State, s: int) -> None:
    """End a service: what it held is given back, and its units go on, back, or to scrap.

    Its timer is left as it is, since mostly the next service sets it; if none does, `rest` has to.
    """
    server, now = state.servers[s], state.clock[0].now
    state.clock[0].last = now
    server.ends = inf
    if state.groups[server.group].by_clock == 0:
        server.wear = max(server.fails - now, 0.0)
        server.fails = inf
    let_go(state, s, people=True)
    server.phase = Phase.BLOCKED
    server.since = now
    _judge(state, s)
    leave(state, s)


@piece
def rest(state: State, s: int) -> None:
    """Stop the timer of a service that has ended, if no other has begun."""
    server = state.servers[s]
    if server.phase != Phase.RUNNING and server.down == Down.NO:
        ring(state, s, server.fails)


@piece
def _judge(state: State, s: int) -> None:
    """Send units that pass on, and those that fail back, ahead of the others, or to scrap."""
    server = state.servers[s]
    q, u = server.step, server.unit
    server.step = server.unit = server.unit_last = NONE
    server.units = 0
    while u != NONE:
        unit = state.units[u]
        then = unit.next
        unit.again = 0
        t = _failed(state, q, u)
        if t == NONE:
            unit.step = state.steps[q].next
            _append(state, s, u)
        elif _sent_back(state, t, u):
            unit.next = server.unit
            server.unit = u
            server.unit_last = u if server.unit_last == NONE else server.unit_last
            server.units += 1
        else:
            leave_plant(state, u, good=False)
        u = then


@piece
def _append(state: State, s: int, u: int) -> None:
    server = state.servers[s]
    state.units[u].next = NONE
    if server.unit == NONE:
        server.unit = u
    else:
        state.units[server.unit_last].next = u
    server.unit_last = u
    server.units += 1


@piece
def _failed(state: State, q: int, u: int) -> int:
    """Return the first task of a step that a unit fails."""
    step, unit = state.steps[q], state.units[u]
    place = unit.rounds << _ROUNDS | unit.number << 1 | 1
    for t in range(step.tasks, step.tasks_end):
        task = state.tasks[t]
        if task.good < 1 and uniform_at(task.key, state.clock[0].replication, place) >= task.good:
            return t
    return NONE


@piece
def _sent_back(state: State, t: int, u: int) -> bool:
    task, unit = state.tasks[t], state.units[u]
    if task.rework == NONE or state.again[u, task.counter] >= task.limit:
        return False
    state.again[u, task.counter] += 1
    unit.rounds += 1
    unit.again = 1
    unit.step = task.rework
    return True
