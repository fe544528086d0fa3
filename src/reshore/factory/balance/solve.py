"""Balance a routing: the fewest stations at a takt, or the shortest takt for given stations."""

from __future__ import annotations

import time as clock
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from reshore.errors import InfeasibleError, UsageError
from reshore.factory.balance.exact import Found, Limits, fewest
from reshore.factory.balance.grouping import group
from reshore.factory.balance.mixed import fewest_apart
from reshore.factory.balance.result import Balance, Station
from reshore.factory.balance.takt import shortest

if TYPE_CHECKING:
    from reshore.factory.balance.arrays import Integers
    from reshore.factory.balance.grouping import Groups
    from reshore.factory.balance.routing import Routing


def fewest_stations(routing: Routing, takt: float, limits: Limits | None = None) -> Balance:
    """Return the line with the fewest stations at a takt (SALBP-1).

    Parameters
    ----------
    routing
        Tasks and what limits how they share stations.
    takt
        Hours from unit to unit.
    limits
        When to end with the best line found; a minute by default.

    Raises
    ------
    DataError
        If precedence is cyclic.
    InfeasibleError
        If a task is longer than any station allows, or tasks have to share a station and can't.
    UsageError
        If the takt is no time, or numba isn't installed.
    """
    if not 0 < takt < inf:
        raise UsageError(f"takt {takt:g} is not above 0 hours")
    groups = group(routing)
    whole = groups.takt(takt)
    _check_widths(groups, takt)
    found = _fewest(groups, whole, limits or Limits())
    return Balance(
        takt, _stations(groups, found.station, groups.widths(whole), takt), found.bound, found.proven
    )


def shortest_takt(routing: Routing, stations: int, limits: Limits | None = None) -> Balance:
    """Return the line with the shortest takt that so many stations can keep (SALBP-2).

    Parameters
    ----------
    routing
        Tasks and what limits how they share stations.
    stations
        Of the line at most, parallel ones counted.
    limits
        When to end with the best line found; a minute by default.

    Raises
    ------
    DataError
        If precedence is cyclic.
    InfeasibleError
        If no takt is long enough for so few stations, or tasks have to share a station and can't.
    TimeLimitError
        If the limit came before the first line.
    UsageError
        If there are no stations, or numba isn't installed.
    """
    if stations < 1:
        raise UsageError(f"{stations} stations are below 1")
    limits = limits or Limits()
    groups = group(routing)

    def attempt(takt: int, seconds: float) -> Found:
        return _fewest(groups, takt, replace(limits, seconds=seconds), stations)

    found = shortest(groups, stations, limits.seconds, attempt)
    takt = groups.hours(found.takt)
    line = _stations(groups, found.station, groups.widths(found.takt), takt)
    return Balance(takt, line, groups.hours(found.bound), found.takt <= found.bound)


def _fewest(groups: Groups, takt: int, limits: Limits, goal: int | None = None) -> Found:
    """Search without regard to what is apart; if the line doesn't keep that, solve the whole as a program."""
    begin = clock.perf_counter()
    found = fewest(groups.graph, groups.time, groups.kind, groups.widths(takt), takt, limits, goal)
    kept = all(found.station[a] != found.station[b] for a, b in groups.apart)
    if kept or (goal is not None and found.bound > goal):
        return found
    left = max(0.0, limits.seconds - (clock.perf_counter() - begin))
    return fewest_apart(groups, takt, found.bound, left)


def _check_widths(groups: Groups, takt: float) -> None:
    """Refuse tasks that are longer than all the parallel stations allowed for them have time."""
    width = -(-groups.time * groups.unit // groups.billionths(takt))
    for place in np.flatnonzero(width > groups.copies).tolist():
        kind = groups.routing.tasks[groups.members[place][0]].kind
        hours, allowed = groups.hours(groups.time[place]), groups.copies[place]
        raise InfeasibleError(
            f"{groups.words(place)}: {hours:g} h are more than a station of kind {kind!r} has ({allowed:,} in"
            f" parallel x {takt:g} h of takt); allow {width[place]:,} parallel stations of that kind, or a"
            f" takt of {hours / allowed:g} h"
        )


def _stations(groups: Groups, place: Integers, width: Integers, takt: float) -> tuple[Station, ...]:
    tasks = groups.routing.tasks
    line: dict[int, list[int]] = {}
    for number in groups.graph.order:
        line.setdefault(int(place[number]), []).append(number)
    stations = []
    for count, at in enumerate(sorted(line), start=1):
        inside = [tasks[task] for number in line[at] for task in groups.members[number]]
        copies = max(int(width[number]) for number in line[at])
        hours = sum(task.hours for task in inside)
        operators = copies * max(task.operators for task in inside)
        names = tuple(task.name for task in inside)
        idle = max(0.0, copies * takt - hours)
        stations.append(Station(count, inside[0].kind, names, copies, hours, idle, operators))
    return tuple(stations)
