"""From a line to the arrays of the kernel."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np

from reshore.chance.distribution import encode as encode_laws
from reshore.factory.line import arrays
from reshore.factory.line.arrays import BIN, ENDLESS, NONE, SCALE, Rule, State, records
from reshore.factory.line.line import Basis, Kind
from reshore.factory.line.release import Conwip, Plan, Poisson, Saturated, Takt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reshore.chance.streams import Streams
    from reshore.factory.line.arrays import Floats, Integers, Records
    from reshore.factory.line.line import Group, Line, Pool, Product, Step, Task
    from reshore.factory.line.release import Release

WEEK = 168.0
"""Hours."""

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
    place = _Places(line)
    groups = _table(arrays.GROUP, [_group(line, place, group, streams) for group in line.groups])
    ends = np.cumsum(groups.servers)
    groups.first = ends - groups.servers
    products = _products(line, place, streams)
    tasks, parameters = _tasks(line, place, streams)
    calendars, toggles, calendar_groups = _calendars(line, place)
    stores, store_groups = _stores(line, place)
    products.timer = int(ends[-1]) + np.arange(len(products))
    calendars.timer = int(ends[-1]) + len(products) + np.arange(len(calendars))
    moving = NONE if line.moves is None else int(ends[-1]) + len(products) + len(calendars)
    steps = _steps(line, place)
    bins = int(hours / BIN) + 1
    return State(
        groups=groups,
        servers=_servers(groups),
        steps=steps,
        tasks=tasks,
        needs=_table(arrays.NEED, [need for step in line.steps for need in _needs(step, place)]),
        parts=_table(arrays.PART, [part for step in line.steps for part in _parts(step, place)]),
        products=products,
        stores=stores,
        units=free_units(0, UNITS),
        pools=_table(arrays.POOL, [_pool(pool) for pool in line.pools]),
        calendars=calendars,
        left=records(arrays.LEFT, LEFT),
        clock=_table(arrays.CLOCK, [_clock(line, moving)]),
        group_steps=np.argsort(steps.group, kind="stable"),
        store_groups=store_groups,
        calendar_groups=calendar_groups,
        toggles=toggles,
        plans=np.array([time for product in line.products for time in _planned(product)], np.float64),
        parameters=parameters,
        travel=_travel(line),
        again=np.zeros((UNITS, int(tasks.counter.max()) + 1), np.int64),
        times=np.zeros(0),
        owners=np.zeros(0, np.int64),
        shares=np.zeros((len(groups), len(arrays.Share))),
        inside=np.zeros((len(products), bins)),
        output=np.zeros((len(products), bins)),
        energy=np.zeros(int(WEEK)),
        peak=np.zeros(int(WEEK)),
    )


def free_units(first: int, end: int) -> Records:
    """Return free places for units, each linked to the next."""
    units = records(arrays.UNIT, end - first)
    units.product = NONE
    units.next = np.append(np.arange(first + 1, end), NONE)
    return units


class _Places:
    """Where things stand in their arrays."""

    def __init__(self, line: Line) -> None:
        self.group = {group.name: at for at, group in enumerate(line.groups)}
        self.product = {product.name: at for at, product in enumerate(line.products)}
        self.pool = {pool.name: at for at, pool in enumerate(line.pools)}
        self.step = {(step.product, step.name): at for at, step in enumerate(line.steps)}
        self.store = {
            name: at for at, name in enumerate(p.name for p in line.products if p.store is not None)
        }
        self.calendar = {opens: at for at, opens in enumerate(dict.fromkeys(_hours_open(line)))}


def _table(dtype: np.dtype[Any], rows: Sequence[Mapping[str, float | np.uint64]]) -> Records:
    table = records(dtype, len(rows))
    for at, row in enumerate(rows):
        for name, value in row.items():
            table[name][at] = value
    return table


def _spans(sizes: Iterable[int]) -> list[tuple[int, int]]:
    """Return from where to where each of some lists lies, one behind the other."""
    ends = np.cumsum([0, *sizes]).tolist()
    return list(zip(ends[:-1], ends[1:], strict=True))


def _group(line: Line, place: _Places, group: Group, streams: Streams) -> dict[str, Any]:
    at = place.group[group.name]
    steps = sorted(place.group[step.group] for step in line.steps)
    failures = group.failures
    return {
        "servers": group.servers,
        "free": group.servers,
        "batch": group.batch,
        "buffer": ENDLESS if group.buffer is None else group.buffer,
        "calendar": place.calendar[group.opens] if group.opens in place.calendar else NONE,
        "open": not group.opens or group.opens[0][0] == 0,
        "failing": failures is not None,
        "by_clock": failures is not None and failures.basis is Basis.CLOCK,
        "steps": int(np.searchsorted(steps, at)),
        "steps_end": int(np.searchsorted(steps, at, "right")),
        "blocked": NONE,
        "blocked_last": NONE,
        "outside": NONE,
        "outside_last": NONE,
        "changeover": group.changeover,
        "hours_between": inf if failures is None else failures.hours_between,
        "hours_to_repair": 0.0 if failures is None else failures.hours_to_repair,
        "key": streams.key("failure", group.name),
    }


def _servers(groups: Records) -> Records:
    servers = records(arrays.SERVER, int(groups.servers.sum()))
    servers.group = np.repeat(np.arange(len(groups)), groups.servers)
    for name in ("step", "product", "unit", "unit_last", "lack", "next", "next_broken"):
        servers[name] = NONE
    servers.ends = servers.fails = servers.wear = inf
    return servers


def _steps(line: Line, place: _Places) -> Records:
    tasks = _spans(len(step.tasks) for step in line.steps)
    needs = _spans(len(_needs(step, place)) for step in line.steps)
    parts = _spans(len(step.components) for step in line.steps)
    then = {}
    for product in line.products:
        way = [place.step[step.product, step.name] for step in line.way(product.name)]
        then |= dict(zip(way, [*way[1:], NONE], strict=True))
    rows = [
        {
            "product": place.product[step.product],
            "group": place.group[step.group],
            "next": then[at],
            "tasks": tasks[at][0],
            "tasks_end": tasks[at][1],
            "needs": needs[at][0],
            "needs_end": needs[at][1],
            "parts": parts[at][0],
            "parts_end": parts[at][1],
            "first": NONE,
            "last": NONE,
            "last_again": NONE,
        }
        for at, step in enumerate(line.steps)
    ]
    return _table(arrays.STEP, rows)


def _tasks(line: Line, place: _Places, streams: Streams) -> tuple[Records, Floats]:
    tasks = [(step, task) for step in line.steps for task in step.tasks]
    laws = encode_laws([task.hours for _, task in tasks])
    counted = [task is not None and task.rework is not None for _, task in tasks]
    counters = np.where(counted, np.cumsum(counted) - 1, NONE)
    rows = [
        {
            "code": laws.codes[at],
            "start": laws.starts[at],
            "start_end": laws.starts[at + 1],
            "rework": NONE if task.rework is None else place.step[step.product, task.rework],
            "limit": task.limit,
            "counter": counters[at],
            "good": task.good,
            "key": streams.key("task", step.product, task.name),
        }
        for at, (step, task) in enumerate(tasks)
    ]
    return _table(arrays.TASK, rows), laws.parameters


def _needs(step: Step, place: _Places) -> list[dict[str, Any]]:
    return [
        {"pool": place.pool[pool], "amount": round(amount * SCALE)}
        for pool, amount in step.takes.items()
        if round(amount * SCALE)
    ]


def _parts(step: Step, place: _Places) -> list[dict[str, Any]]:
    return [
        {"store": place.store[name], "amount": round(quantity * SCALE)}
        for name, quantity in step.components.items()
    ]


def _products(line: Line, place: _Places, streams: Streams) -> Records:
    plans = _spans(len(_planned(product)) for product in line.products)
    rows = []
    for at, product in enumerate(line.products):
        rule, limit, hours = _rule(product.release)
        first = line.way(product.name)[0]
        row = {
            "rule": rule,
            "limit": limit,
            "hours": hours,
            "first": place.step[product.name, first.name],
            "store": place.store.get(product.name, NONE),
            "plan": plans[at][0],
            "plan_end": plans[at][1],
            "next": NONE,
            "key": streams.key("release", product.name),
        }
        rows.append(row)
    return _table(arrays.PRODUCT, rows)


def _rule(release: Release) -> tuple[Rule, int, float]:
    """Return the rule of a release, how many units may be inside, and the hours between units."""
    match release:
        case Takt(hours):
            return Rule.TAKT, ENDLESS, hours
        case Poisson(hours):
            return Rule.POISSON, ENDLESS, hours
        case Plan():
            return Rule.PLAN, ENDLESS, inf
        case Conwip(units):
            return Rule.CONWIP, units, inf
        case Saturated():
            return Rule.CONWIP, ENDLESS, inf


def _planned(product: Product) -> tuple[float, ...]:
    return product.release.times if isinstance(product.release, Plan) else ()


def _stores(line: Line, place: _Places) -> tuple[Records, Integers]:
    readers = [
        sorted({place.group[step.group] for step in line.steps if name in step.components})
        for name in place.store
    ]
    spans = _spans(map(len, readers))
    held = [product.store for product in line.products if product.store is not None]
    rows = [
        {
            "capacity": round(held[at] * SCALE),
            "readers": spans[at][0],
            "readers_end": spans[at][1],
            "blocked": NONE,
            "blocked_last": NONE,
        }
        for at in range(len(held))
    ]
    return _table(arrays.STORE, rows), np.array([group for groups in readers for group in groups], np.int64)


def _pool(pool: Pool) -> dict[str, Any]:
    return {
        "kind": arrays.Kind[pool.kind.name],
        "capacity": ENDLESS if pool.capacity is None else round(pool.capacity * SCALE),
        "first": NONE,
        "last": NONE,
    }


def _hours_open(line: Line) -> list[tuple[tuple[float, float], ...]]:
    """Return the hours of groups that are not always open."""
    return [group.opens for group in line.groups if group.opens and group.opens != ((0.0, WEEK),)]


def _calendars(line: Line, place: _Places) -> tuple[Records, Floats, Integers]:
    toggles = []
    for opens in place.calendar:
        ends = [end for interval in opens for end in interval]
        # What is open across the end of the week doesn't turn there.
        toggles.append(ends[1:-1] if ends[0] == 0 and ends[-1] == WEEK else ends)
    groups = [[place.group[g.name] for g in line.groups if g.opens == opens] for opens in place.calendar]
    spans, members = _spans(map(len, toggles)), _spans(map(len, groups))
    rows = []
    for at, turns in enumerate(toggles):
        row = {"groups": members[at][0], "groups_end": members[at][1]}
        row |= {"toggles": spans[at][0], "toggles_end": spans[at][1], "at": spans[at][0] + (turns[0] == 0)}
        rows.append(row)
    times = np.array([time for turns in toggles for time in turns], np.float64)
    return _table(arrays.CALENDAR, rows), times, np.array([g for inside in groups for g in inside], np.int64)


_LISTS = (
    *("leaving", "starting", "starting_last", "stores", "pools", "groups"),
    *("riders", "riders_last", "broken", "broken_last"),
)


def _clock(line: Line, moving: int) -> dict[str, Any]:
    vehicles = None if line.moves is None else line.moves.vehicles
    planned = [len(_planned(product)) for product in line.products if isinstance(product.release, Plan)]
    return {
        **dict.fromkeys(_LISTS, NONE),
        "vehicles": ENDLESS if vehicles is None else vehicles,
        "crews": ENDLESS if line.crews is None else line.crews,
        "planned": sum(planned) if len(planned) == len(line.products) else NONE,
        "moving": moving,
    }


def _travel(line: Line) -> Floats:
    if line.moves is None:
        return np.zeros((0, 0))
    x = np.array([group.x for group in line.groups])
    row = np.array([group.row for group in line.groups])
    metres = np.abs(x[:, None] - x) + np.where(row[:, None] != row, line.moves.aisle, 0.0)
    return metres / line.moves.speed / 60
