"""Lines for the tests: a textbook's, random ones, and every line there is of a small routing."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from math import ceil, inf

import numpy as np

from reshore.factory.balance.routing import Routing, Task

JACKSON_TIMES = (6, 2, 5, 7, 1, 2, 3, 6, 5, 5, 4)
JACKSON_BEFORE = ((), (1,), (1,), (1,), (1,), (2,), (3, 4, 5), (6,), (7,), (8,), (9, 10))


def jackson(**more) -> Routing:
    """Return the eleven tasks of Jackson (1956)."""
    pairs = zip(JACKSON_TIMES, JACKSON_BEFORE, strict=True)
    tasks = [Task(str(n), float(t), tuple(map(str, b))) for n, (t, b) in enumerate(pairs, start=1)]
    return Routing(tuple(tasks), **more)


def drawn(seed: int, count: int, *, kinds: int = 1, apart: int = 0, together: int = 0, longest: int = 9):
    """Return a random routing with times in quarters of an hour."""
    draw = np.random.default_rng(seed)
    tasks = []
    for n in range(count):
        before = tuple(f"t{b}" for b in range(n) if draw.random() < 0.25)
        time, kind = draw.integers(1, longest + 1) / 4, f"k{draw.integers(kinds)}"
        tasks.append(Task(f"t{n}", float(time), before, kind, float(draw.integers(1, 4))))

    def pairs(number: int):
        return tuple(tuple(f"t{k}" for k in draw.choice(count, 2, replace=False)) for _ in range(number))

    copies = {f"k{kind}": 3 for kind in range(kinds)}
    return Routing(tuple(tasks), pairs(together), pairs(apart), copies)


def fewest_by_force(routing: Routing, takt: float) -> float:
    """Return the fewest stations over all lines: any set of tasks that is allowed to be the next station."""
    tasks = {task.name: task for task in routing.tasks}
    blocks = _blocks(routing)

    def width(inside: frozenset[str]) -> float:
        """Return the parallel stations of a load; infinite if it isn't allowed."""
        if len({tasks[name].kind for name in inside}) > 1:
            return inf
        if any(set(group) & inside and not set(group) <= inside for group in routing.together):
            return inf
        if any(set(pair) <= inside for pair in routing.apart):
            return inf
        wide = max(ceil(sum(tasks[n].hours for n in block) / takt) for block in blocks if block <= inside)
        wide = max(wide, 1)
        load = sum(tasks[name].hours for name in inside)
        allowed = routing.copies.get(tasks[min(inside)].kind, 1)
        return wide if wide <= allowed and load <= wide * takt else inf

    @cache
    def least(done: frozenset[str]) -> float:
        left = sorted(set(tasks) - done)
        best = 0.0 if not left else inf
        for size in range(1, len(left) + 1):
            for chosen in combinations(left, size):
                inside = frozenset(chosen)
                if all(set(tasks[name].predecessors) <= done | inside for name in inside):
                    best = min(best, width(inside) + least(done | inside) if width(inside) < inf else inf)
        return best

    return least(frozenset())


def _blocks(routing: Routing) -> list[frozenset[str]]:
    """Return the sets of tasks that count as one, joined until nothing changes."""
    before = {task.name: set(task.predecessors) for task in routing.tasks}
    for _ in before:
        for names in before.values():
            names |= set().union(*(before[name] for name in names))
    blocks = [frozenset([task.name]) for task in routing.tasks]

    def tied(a: frozenset[str], b: frozenset[str]) -> bool:
        return any(set(group) & a and set(group) & b for group in routing.together)

    def leads(a: frozenset[str], b: frozenset[str]) -> bool:
        return any(before[name] & a for name in b)

    while True:
        reach = {(a, b) for a in blocks for b in blocks if a != b and (leads(a, b) or tied(a, b))}
        for middle in blocks:
            reach |= {(a, b) for a in blocks for b in blocks if {(a, middle), (middle, b)} <= reach}
        joined = next(((a, b) for a, b in reach if a != b and (b, a) in reach), None)
        if joined is None:
            return blocks
        blocks = [block for block in blocks if block not in joined] + [joined[0] | joined[1]]


def assert_line(routing: Routing, balance) -> None:
    """Assert that a line does every task once and keeps precedence, takt, kinds and zoning."""
    at = {name: station.number for station in balance.stations for name in station.tasks}
    tasks = {task.name: task for task in routing.tasks}
    assert sorted(name for station in balance.stations for name in station.tasks) == sorted(tasks)
    for task in routing.tasks:
        assert all(at[name] <= at[task.name] for name in task.predecessors)
    for group in routing.together:
        assert len({at[name] for name in group}) == 1
    for a, b in routing.apart:
        assert at[a] != at[b]
    for station in balance.stations:
        load = sum(tasks[name].hours for name in station.tasks)
        assert {tasks[name].kind for name in station.tasks} == {station.kind}
        assert station.hours == load
        assert load <= station.copies * balance.takt + 1e-6
        assert station.copies <= routing.copies.get(station.kind, 1)
