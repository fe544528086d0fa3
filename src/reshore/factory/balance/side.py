"""One direction of the search, forward or backward: its arrays, its memory and where it stands."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from reshore.factory.balance.arrays import Store, Walk
from reshore.factory.balance.bounds import least
from reshore.factory.balance.encode import encode
from reshore.factory.balance.hoffmann import fill
from reshore.factory.balance.memory import push, rehash
from reshore.factory.balance.search import (
    BEST,
    COUNT,
    FOUND,
    FULL,
    OVER,
    search,
    take_up_again,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.factory.balance.arrays import Floats, Integers
    from reshore.factory.balance.graph import Graph

CHUNK = 200_000
"""Steps of the search between two looks at the clock: some hundredths of a second."""

MOST = 2_000
"""Steps for the children of one state at first; ten times as many whenever nothing else is left."""

ROOM = 1 << 14
"""States that there is room for at first."""


class Side:
    """A search from one end of the line.

    Parameters
    ----------
    graph
        Order of the tasks.
    time, kind, width, takt
        As `exact.fewest` takes them.
    turned
        Whether it goes from the end of the line to its start.

    Attributes
    ----------
    bound
        No line has fewer stations.
    full
        Whether the memory is used up.
    """

    def __init__(
        self, graph: Graph, time: Integers, kind: Integers, width: Integers, takt: int, *, turned: bool
    ) -> None:
        graph = graph.turned() if turned else graph
        self._turned, self._tasks, self._later = turned, len(time), graph.all_after()
        self._arrays, self._sizes = encode(graph, time, kind, width, takt)
        self._walk = Walk.of(self._tasks)
        self._room = np.zeros(self._tasks + len(self._sizes.whole), np.int64)
        self._record = np.array([0, 0, -1, 0, -1, 0], np.int64)
        self._most, self.full = MOST, False
        self.bound = int(least(self._sizes, self._walk.done, self._walk.inside, self._room))

    def fill(self, weight: Floats, steps: int) -> tuple[int, Integers]:
        """Return the stations of a line of the heuristic, and the place of each task on it."""
        place = np.zeros(self._tasks, np.int64)
        arrays = self._arrays
        used = fill(arrays, self._walk, self._sizes.takt, weight, steps, place, self._room)
        return used, self._forward(place)

    def weights(self) -> Iterator[Floats]:
        """Yield the weights of tasks that the heuristic tries, plain times first."""
        time = self._arrays.time.astype(np.float64)
        work = np.array([sum(time[list(later)]) for later in self._later]) + time
        count = np.array([len(later) for later in self._later]) * time.mean()
        steps = (0.0, 0.005, 0.01, 0.015, 0.02)
        for a, b, c in sorted(product(steps, steps, (0.0, 0.01, 0.02, 0.03)), key=sum):
            yield time + a * work + b * count - c * time.mean()

    def start(self, below: int) -> None:
        """Begin the search for lines of fewer than `below` stations."""
        self._store = Store.of(ROOM, (self._tasks + 63) // 64)
        self._root = np.full(below + 1, -1, np.int64)
        self._record[COUNT], self._record[BEST] = 1, below
        rehash(self._store, 1)
        push(self._store, self._root, 0)

    @property
    def used(self) -> int:
        """Fewest stations known."""
        return int(self._record[BEST])

    def go(self, below: int, states: int) -> bool:
        """Search on for lines of fewer stations; return whether it is certain that there are no more."""
        self._record[BEST] = min(self._record[BEST], below)
        end = search(
            self._arrays,
            self._sizes,
            self._walk,
            self._store,
            self._root,
            self._record,
            self._room,
            CHUNK,
            self._most,
        )
        if end == FULL:
            self.full = not self._grow(states)
        elif end == OVER:
            self._most *= 10
            return not take_up_again(self._store, self._root, self._record)
        return False

    def found(self) -> Integers:
        """Return the place of each task on the best line found."""
        place = np.zeros(self._tasks, np.int64)
        state, stations = int(self._record[FOUND]), []
        while state > 0:
            parent = int(self._store.parent[state])
            stations.append(self._store.words[state] & ~self._store.words[parent])
            state = parent
        for number, words in enumerate(reversed(stations)):
            place[(words[self._arrays.word] & self._arrays.bit) != 0] = number
        return self._forward(place)

    def _forward(self, place: Integers) -> Integers:
        return place.max() - place if self._turned else place

    def _grow(self, states: int) -> bool:
        """Make room for twice as many states; return False if that is more than allowed."""
        count = len(self._store.used)
        if 2 * count > states:
            return False
        self._store = self._store.larger()
        rehash(self._store, count)
        return True
