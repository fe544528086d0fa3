"""From a line to the arrays of the kernels."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np

from reshore.factory.line import codes, records, supply, work
from reshore.factory.line.line import Basis
from reshore.factory.line.places import Places, table
from reshore.factory.line.records import BIN, ENDLESS, NONE, SCALE, WEEK
from reshore.factory.line.release import Plan
from reshore.factory.line.state import State

if TYPE_CHECKING:
    from reshore.chance.streams import Streams
    from reshore.factory.line.line import Group, Line, Pool
    from reshore.factory.line.records import Floats, Records

UNITS = 256
"""Places for units inside, at first."""

LEFT = 4_096
"""Places for units that have left, at first."""


def encode(line: Line, streams: Streams, hours: float) -> State:
    """Return an empty line at time 0, without timers yet.

    Parameters
    ----------
    line
        What to simulate.
    streams
        Its luck.
    hours
        Time for which there is to be room in the series over time.
    """
    place = Places(line)
    groups = table(records.GROUP, [_group(line, place, group, streams) for group in line.groups])
    ends = np.cumsum(groups.servers)
    groups.first = ends - groups.servers
    products = supply.products(line, place, streams)
    tasks, parameters = work.tasks(line, place, streams)
    calendars, toggles, calendar_groups = supply.calendars(line, place)
    stores, store_groups = supply.stores(line, place)
    products.timer = int(ends[-1]) + np.arange(len(products))
    calendars.timer = int(ends[-1]) + len(products) + np.arange(len(calendars))
    moving = NONE if line.moves is None else int(ends[-1]) + len(products) + len(calendars)
    steps = work.steps(line, place)
    bins = int(hours / BIN) + 1
    return State(
        groups=groups,
        servers=_servers(groups),
        steps=steps,
        tasks=tasks,
        needs=work.needs(line, place),
        parts=work.parts(line, place),
        products=products,
        stores=stores,
        units=free_units(0, UNITS),
        pools=table(records.POOL, [_pool(pool) for pool in line.pools]),
        calendars=calendars,
        waiting=_waiting(len(line.pools) + len(groups) + len(stores) + 1),
        left=records.records(records.LEFT, LEFT),
        clock=table(records.CLOCK, [_clock(line, moving, len(stores))]),
        group_steps=np.argsort(steps.group, kind="stable"),
        store_groups=store_groups,
        calendar_groups=calendar_groups,
        toggles=toggles,
        plans=np.array([time for product in line.products for time in supply.planned(product)], np.float64),
        parameters=parameters,
        travel=_travel(line),
        due=np.full((len(codes.Due), len(groups) + 1), NONE, np.int64),
        again=np.zeros((UNITS, int(tasks.counter.max()) + 1), np.int64),
        times=np.zeros(0),
        owners=np.zeros(0, np.int64),
        shares=np.zeros((len(groups), len(codes.Share))),
        inside=np.zeros((len(products), bins)),
        output=np.zeros((len(products), bins)),
        energy=np.zeros(int(WEEK)),
        peak=np.zeros(int(WEEK)),
    )


def free_units(first: int, end: int) -> Records:
    """Return free places for units, each linked to the next."""
    units = records.records(records.UNIT, end - first)
    units.product = NONE
    units.next = np.append(np.arange(first + 1, end), NONE)
    return units


def _group(line: Line, place: Places, group: Group, streams: Streams) -> dict[str, Any]:
    at = place.group[group.name]
    steps = sorted(place.group[step.group] for step in line.steps)
    failures = group.failures
    return {
        "servers": group.servers,
        "free": group.servers,
        "batch": group.batch,
        "buffer": ENDLESS if group.buffer is None else group.buffer,
        "calendar": place.calendar.get(group.opens, NONE),
        "open": not group.opens or group.opens[0][0] == 0,
        "failing": failures is not None,
        "by_clock": failures is not None and failures.basis is Basis.CLOCK,
        "steps": int(np.searchsorted(steps, at)),
        "steps_end": int(np.searchsorted(steps, at, "right")),
        "outside": NONE,
        "outside_last": NONE,
        "changeover": group.changeover,
        "hours_between": inf if failures is None else failures.hours_between,
        "hours_to_repair": 0.0 if failures is None else failures.hours_to_repair,
        "key": streams.key("failure", group.name),
    }


def _waiting(lists: int) -> Records:
    waiting = records.records(records.WAITING, lists)
    waiting.first = waiting.last = NONE
    return waiting


def _servers(groups: Records) -> Records:
    servers = records.records(records.SERVER, int(groups.servers.sum()))
    servers.group = np.repeat(np.arange(len(groups)), groups.servers)
    for name in ("step", "product", "unit", "unit_last", "waits", "next", "back", "next_broken"):
        servers[name] = NONE
    servers.ends = servers.fails = servers.wear = inf
    return servers


def _pool(pool: Pool) -> dict[str, Any]:
    return {
        "kind": codes.Kind[pool.kind.name],
        "capacity": ENDLESS if pool.capacity is None else round(pool.capacity * SCALE),
    }


_LISTS = (
    *("leaving", "starting", "stores", "pools"),
    *("broken", "broken_last"),
)


def _clock(line: Line, moving: int, stores: int) -> dict[str, Any]:
    vehicles = None if line.moves is None else line.moves.vehicles
    planned = [len(supply.planned(product)) for product in line.products if isinstance(product.release, Plan)]
    return {
        **dict.fromkeys(_LISTS, NONE),
        "vehicles": ENDLESS if vehicles is None else vehicles,
        "crews": ENDLESS if line.crews is None else line.crews,
        "planned": sum(planned) if len(planned) == len(line.products) else NONE,
        "moving": moving,
        "rooms": len(line.pools),
        "shelves": len(line.pools) + len(line.groups),
        "riders": len(line.pools) + len(line.groups) + stores,
    }


def _travel(line: Line) -> Floats:
    if line.moves is None:
        return np.zeros((0, 0))
    x = np.array([group.x for group in line.groups])
    row = np.array([group.row for group in line.groups])
    metres = np.abs(x[:, None] - x) + np.where(row[:, None] != row, line.moves.aisle, 0.0)
    hours: Floats = metres / line.moves.speed / 60
    return hours
