"""From a routing to numbered groups: tasks that have to share a station count as one."""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import CycleError
from math import gcd
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from reshore.errors import DataError, Fault, InfeasibleError
from reshore.factory.balance.graph import Graph, circle

if TYPE_CHECKING:
    from reshore.factory.balance.arrays import Integers
    from reshore.factory.balance.routing import Routing

PER_HOUR = 10**9
"""Times count in billionths of an hour."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of tasks, each of which goes into one station.

    Attributes
    ----------
    routing
        Where they come from.
    members
        Tasks of each group, in an order that keeps precedence.
    graph
        Precedence of groups.
    time
        Of each group, in `unit`.
    kind, copies
        Number of its kind of station, and how many of these may stand in parallel.
    apart
        Pairs of groups that share no station.
    unit
        Billionths of an hour that all times are multiples of.
    """

    routing: Routing
    members: tuple[tuple[int, ...], ...]
    graph: Graph
    time: Integers
    kind: Integers
    copies: Integers
    apart: tuple[tuple[int, int], ...]
    unit: int

    def billionths(self, takt: float) -> int:
        """Return a takt in billionths of an hour, and what rounding of times may amount to."""
        return round(takt * PER_HOUR) + len(self.routing.tasks)

    def takt(self, hours: float) -> int:
        """Return a takt in whole units."""
        return self.billionths(hours) // self.unit

    def hours(self, takt: int) -> float:
        """Return whole units in hours."""
        return takt * self.unit / PER_HOUR

    def widths(self, takt: int) -> Integers:
        """Return how many parallel stations each group needs at a takt."""
        return np.maximum(1, -(-self.time // takt))

    def words(self, group: int) -> str:
        """Name a group for a message."""
        names = [self.routing.tasks[task].name for task in self.members[group]]
        return f"task {names[0]}" if len(names) == 1 else f"tasks {', '.join(names)} (kept together)"


def group(routing: Routing) -> Groups:
    """Find the groups of a routing.

    Tasks that come between two that are kept together are drawn in, and so are groups of which each has a
    task before one of the other.

    Raises
    ------
    DataError
        If precedence runs in a circle.
    InfeasibleError
        If tasks have to share a station and can't.
    """
    number = {task.name: place for place, task in enumerate(routing.tasks)}
    names = list(number)
    count = len(names)
    arrows = [(number[name], number[task.name]) for task in routing.tasks for name in task.predecessors]
    try:
        tasks = Graph.of(count, arrows)
    except CycleError as error:
        remedy = "take one of these predecessors out"
        raise DataError([Fault("routing", f"precedence is cyclic: {circle(names, error)}", remedy)]) from None
    tied = [(number[a], number[b]) for names in routing.together for a, b in _ring(names)]
    row, column = np.array([*arrows, *tied], np.int64).reshape(-1, 2).T
    links = coo_array((np.ones(len(row)), (row, column)), shape=(count, count))
    label = connected_components(links, connection="strong")[1] if count else np.zeros(0, np.int64)
    members = tuple(
        tuple(task for task in tasks.order if label[task] == place)
        for place in range(label.max(initial=-1) + 1)
    )
    apart = tuple((int(label[number[a]]), int(label[number[b]])) for a, b in routing.apart)
    _check(routing, members, apart)
    kinds = sorted({task.kind for task in routing.tasks})
    first = [routing.tasks[inside[0]].kind for inside in members]
    billionths = [sum(round(routing.tasks[task].hours * PER_HOUR) for task in inside) for inside in members]
    # Without parallel stations loads are multiples of what times are multiples of, and so may the takt be.
    unit = 1 if any(copies > 1 for copies in routing.copies.values()) else gcd(*billionths) or 1
    return Groups(
        routing,
        members,
        Graph.of(len(members), ((int(label[a]), int(label[b])) for a, b in arrows if label[a] != label[b])),
        np.array(billionths, np.int64) // unit,
        np.array([kinds.index(kind) for kind in first], np.int64),
        np.array([routing.copies.get(kind, 1) for kind in first], np.int64),
        apart,
        unit,
    )


def _ring(names: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(zip(names, (*names[1:], names[0]), strict=True)) if names else []


def _check(
    routing: Routing, members: tuple[tuple[int, ...], ...], apart: tuple[tuple[int, int], ...]
) -> None:
    for inside in members:
        kinds = sorted({routing.tasks[task].kind for task in inside})
        if len(kinds) > 1:
            shown = ", ".join(routing.tasks[task].name for task in inside)
            raise InfeasibleError(
                f"tasks {shown} have to share a station (kept together, or between tasks that are), but need"
                f" the kinds {', '.join(map(repr, kinds))}; take the zoning back or give them one kind"
            )
    for (a, b), (first, second) in zip(routing.apart, apart, strict=True):
        if first == second:
            raise InfeasibleError(
                f"tasks {a} and {b} are to be apart, but have to share a station (kept together, or between"
                " tasks that are); take one of the two zonings back"
            )
