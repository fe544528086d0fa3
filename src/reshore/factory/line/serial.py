"""The event-free kernel of plain serial lines: when unit after unit leaves server after server.

With blocking after service, unit ``i`` leaves server ``j`` at ``max(done[i, j], left[i - b - 1, j + 1])``,
where `b` are the places before server ``j + 1`` (Buzacott and Shanthikumar 1993). Draws are those of the
event kernel.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from reshore.factory.compiled import kernel, piece
from reshore.factory.line.codes import Rule, Share, Status
from reshore.factory.line.outages import draw_outage, exponential
from reshore.factory.line.records import BIN, NONE
from reshore.factory.line.service import draw_hours

if TYPE_CHECKING:
    from reshore.factory.line.records import Floats, Integers
    from reshore.factory.line.state import State


@kernel
def follow(state: State, way: Integers, left: Floats, begin: float) -> None:
    """Send units through the line up to a time, or until a list is full.

    Parameters
    ----------
    state
        The line; what is kept of its units, and its meters, are as if the event kernel had run.
    way
        Steps in their order.
    left
        When each of the last units left each step, and when the last came; shape: steps + 1, units.
    begin
        Hours from which on meters run.
    """
    clock, product = state.clock[0], state.products[0]
    clock.status = Status.REACHED
    for s in range(len(state.servers)):
        if state.servers[s].wear == inf and state.groups[state.servers[s].group].failing:
            state.servers[s].wear = _failure(state, s)
    while True:
        if clock.logged == len(state.left):
            clock.status = Status.LEFT_FULL
            return
        if clock.unit == NONE:
            clock.status = Status.UNITS_FULL
            return
        i = product.released
        entered = _enters(state, way, left, i)
        if entered >= clock.until:
            break
        u = clock.unit
        state.units[u].number = i
        state.units[u].entered = entered
        time = entered
        for j in range(len(way)):
            time = _pass(state, way, left, j, u, time, begin)
        product.released += 1
        _count(state, u, time, begin)
    clock.now = clock.last = clock.until


@piece
def _enters(state: State, way: Integers, left: Floats, i: int) -> float:
    """Return when a unit enters the line, and keep when it came."""
    product, depth = state.products[0], left.shape[1]
    came = 0.0
    if product.rule != Rule.CONWIP:
        came = left[len(way), (i - 1) % depth] + product.hours
        if product.rule == Rule.POISSON:
            hours = exponential(product.key, state.clock[0].replication, i, product.hours)
            came = left[len(way), (i - 1) % depth] + hours
    left[len(way), i % depth] = came
    room = state.groups[state.steps[way[0]].group].buffer
    entered = max(came, _when(left, 0, i - room - 1))
    return max(entered, _when(left, len(way) - 1, i - product.limit))


@piece
def _when(left: Floats, j: int, i: int) -> float:
    """Return when a unit left a step; before the first unit, time 0."""
    return float(left[j, i % left.shape[1]]) if i >= 0 else 0.0


@piece
def _pass(state: State, way: Integers, left: Floats, j: int, u: int, ready: float, begin: float) -> float:
    """Return when a unit leaves a step."""
    i = state.units[u].number
    g = state.steps[way[j]].group
    time = max(ready, _when(left, j, i - 1))
    done = _serve(state, state.groups[g].first, time, draw_hours(state, way[j], u), begin)
    leaves = done
    if j + 1 < len(way):
        leaves = max(done, _when(left, j + 1, i - state.groups[state.steps[way[j + 1]].group].buffer - 1))
        state.shares[g, Share.BLOCKED] += _within(state, done, leaves, begin)
    left[j, i % left.shape[1]] = leaves
    return leaves


@piece
def _serve(state: State, s: int, time: float, hours: float, begin: float) -> float:
    """Return when a service ends, repairs included."""
    server = state.servers[s]
    group = state.groups[server.group]
    while server.wear < hours:
        fails = time + server.wear
        repaired = fails + draw_outage(state, s, 1, group.hours_to_repair)
        state.shares[server.group, Share.WORKING] += _within(state, time, fails, begin)
        state.shares[server.group, Share.DOWN] += _within(state, fails, repaired, begin)
        hours -= server.wear
        time = repaired
        server.failures += 1
        server.wear = _failure(state, s)
    server.wear -= hours
    state.shares[server.group, Share.WORKING] += _within(state, time, time + hours, begin)
    return time + hours


@piece
def _failure(state: State, s: int) -> float:
    return draw_outage(state, s, 0, state.groups[state.servers[s].group].hours_between)


@piece
def _within(state: State, first: float, last: float, begin: float) -> float:
    """Return the hours of an interval that are measured."""
    return max(min(last, float(state.clock[0].until)) - max(first, begin), 0.0)


@piece
def _count(state: State, u: int, out: float, begin: float) -> None:
    """Count a unit that leaves; one that doesn't within the run keeps its place."""
    clock, product, unit = state.clock[0], state.products[0], state.units[u]
    until = min(out, clock.until)
    time = unit.entered
    place = int(time / BIN)
    while time < until:
        end = min((place + 1) * BIN, until)
        state.inside[0, place] += end - time
        time = end
        place += 1
    if out >= clock.until:
        unit.product = 0
        product.inside += 1
        clock.unit = unit.next
        return
    product.finished += 1
    product.spent += out - unit.entered
    state.output[0, int(out / BIN)] += 1
    if out >= begin:
        log = state.left[clock.logged]
        log.product = 0
        log.entered = unit.entered
        log.left = out
        clock.logged += 1
