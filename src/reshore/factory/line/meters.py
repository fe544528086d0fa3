"""Meters: what time, people and power went to, added up whenever it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.factory.compiled import piece
from reshore.factory.line.codes import Down, Kind, Phase, Share
from reshore.factory.line.records import BIN, SCALE, WEEK

if TYPE_CHECKING:
    from reshore.factory.line.state import State

_HOURS = int(WEEK)


@piece
def mark(state: State, s: int) -> None:
    """Note what a server is in from now on."""
    server = state.servers[s]
    share = _share(state, s)
    if share != server.share or server.turning > 0:
        book(state, s)
        server.share = share


@piece
def book(state: State, s: int) -> None:
    """Add a server's time since it last changed to what it was in."""
    server, now = state.servers[s], state.clock[0].now
    span = now - server.changed
    server.changed = now
    if server.share == Share.WORKING and server.turning > 0:
        turned = min(span, server.turning)
        server.turning -= turned
        span -= turned
        state.shares[server.group, Share.CHANGEOVER] += turned
    state.shares[server.group, server.share] += span


@piece
def _share(state: State, s: int) -> int:
    server = state.servers[s]
    if state.groups[server.group].open == 0:
        return Share.CLOSED
    if server.down != Down.NO:
        return Share.DOWN
    if server.phase == Phase.RUNNING:
        return Share.WORKING
    if server.phase == Phase.FREE:
        return Share.STARVED
    if server.phase == Phase.BLOCKED:
        return Share.BLOCKED
    return Share.NO_OPERATOR if state.pools[server.waits].kind == Kind.PEOPLE else Share.NO_POWER


@piece
def use(state: State, p: int, amount: int) -> None:
    """Take an amount of a pool, or give it back where it is below 0."""
    pool, now = state.pools[p], state.clock[0].now
    pool.integral += pool.used * (now - pool.changed)
    if now > pool.changed and pool.used > pool.peak:
        pool.peak = pool.used
    pool.changed = now
    pool.used += amount
    if pool.kind == Kind.POWER:
        meter(state)
        state.clock[0].power += amount


@piece
def meter(state: State) -> None:
    """Add the power drawn since it last changed to its hours of the week."""
    clock = state.clock[0]
    power, begin = clock.power / SCALE, clock.metered
    hour = int(begin)
    while begin < clock.now:
        end = min(hour + 1.0, clock.now)
        place = hour % _HOURS
        state.energy[place] += power * (end - begin)
        if end > begin and power > state.peak[place]:
            state.peak[place] = power
        begin = end
        hour += 1
    clock.metered = clock.now


@piece
def count(state: State, p: int, change: int) -> None:
    """Add a product's hours inside to their bins, and change how many are inside."""
    product, now = state.products[p], state.clock[0].now
    begin = product.changed
    place = int(begin / BIN)
    while begin < now:
        end = min((place + 1) * BIN, now)
        state.inside[p, place] += product.inside * (end - begin)
        begin = end
        place += 1
    product.changed = now
    product.inside += change
