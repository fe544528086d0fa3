"""The arrays that the kernels of the exact search read and work in.

Lists of lists are written one after the other, with a `start` that has one entry more than there are lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    Positions = NDArray[np.int32]
    Words = NDArray[np.uint64]
    Flags = NDArray[np.bool_]


class Tasks(NamedTuple):
    """What is done, in one direction: forward, or backward with all arrows turned.

    Attributes
    ----------
    time, kind, width
        Of each task; the width is the number of parallel stations that it needs.
    weight
        Time of a task and of all that come after it.
    before
        How many tasks come directly before each.
    after_start, after
        Tasks directly after each.
    beats_start, beats
        Tasks that should rather be done than this one, where both can be (Jackson 1956).
    last
        Whether nothing comes after a task.
    order
        Tasks in the order in which loads are put together: most work after them first.
    word, bit, code
        Where a task stands in a set written as 64-bit words, and its random share of the set's hash.
    choice_kind, choice_width
        Kinds of station and widths that occur together.
    """

    time: Integers
    kind: Integers
    width: Integers
    weight: Integers
    before: Integers
    after_start: Integers
    after: Integers
    beats_start: Integers
    beats: Integers
    last: Flags
    order: Integers
    word: Integers
    bit: Words
    code: Words
    choice_kind: Integers
    choice_width: Integers


class Sizes(NamedTuple):
    """What the bounds read.

    Attributes
    ----------
    time
        Of each task.
    tail
        Time on the line that what comes after a task takes at least.
    by_tail
        Tasks, longest tail first.
    kind_start, by_time
        Tasks by kind of station, longest first.
    wide
        Whether a kind has tasks that need parallel stations.
    share, whole
        Dual-feasible sizes, tasks x functions, and what fits into a station by each.
    takt
        Time that a station has.
    """

    time: Integers
    tail: Integers
    by_tail: Integers
    kind_start: Integers
    by_time: Integers
    wide: Flags
    share: Integers
    whole: Integers
    takt: int


class Walk(NamedTuple):
    """Where the walk through the loads of a station stands; arrays by depth are one entry a task picked.

    Attributes
    ----------
    ready
        Tasks that can be picked, those that become so last.
    place, size, room, fits, wide
        By depth: next place in `ready`, its length, time left, whether a task was picked from here, and
        whether one picked before needs the whole width.
    picked
        The load.
    done, inside
        By task: whether it is in an earlier station, in the load.
    left
        By task: how many before it are in neither.
    rest
        By depth: weight of what is ready from `place` on; the load can't grow by more.
    at
        Depth, steps so far, kind, width, 1 where the walk was cut short, and the longest idle time wanted.
    """

    ready: Integers
    place: Integers
    size: Integers
    room: Integers
    fits: Flags
    wide: Flags
    picked: Integers
    done: Flags
    inside: Flags
    left: Integers
    rest: Integers
    at: Integers

    @classmethod
    def of(cls, tasks: int) -> Walk:
        """Return room for a walk over so many tasks."""
        return cls(
            ready=np.zeros(tasks, np.int64),
            place=np.zeros(tasks + 1, np.int64),
            size=np.zeros(tasks + 1, np.int64),
            room=np.zeros(tasks + 1, np.int64),
            fits=np.zeros(tasks + 1, np.bool_),
            wide=np.zeros(tasks + 1, np.bool_),
            picked=np.zeros(tasks, np.int64),
            done=np.zeros(tasks, np.bool_),
            inside=np.zeros(tasks, np.bool_),
            left=np.zeros(tasks, np.int64),
            rest=np.zeros(tasks + 1, np.int64),
            at=np.zeros(6, np.int64),
        )


DEPTH, STEPS, KIND, WIDTH, SHORT, SPARE = range(6)
"""Places in `Walk.at`."""


class Store(NamedTuple):
    """States remembered: the sets of tasks done, each with the fewest stations found for it.

    Attributes
    ----------
    words, code
        The set and its hash.
    used, bound
        Stations used, and those that any line through the state has at least.
    parent
        State before the last station.
    score, left, right
        Skew heaps, one for each number of stations used; less is better.
    slot
        Hash table.
    """

    words: Words
    code: Words
    used: Integers
    bound: Integers
    parent: Integers
    score: Floats
    left: Integers
    right: Integers
    slot: Positions

    @classmethod
    def of(cls, states: int, words: int) -> Store:
        """Return room for so many states, a power of two."""
        return cls(
            words=np.zeros((states, words), np.uint64),
            code=np.zeros(states, np.uint64),
            used=np.zeros(states, np.int64),
            bound=np.zeros(states, np.int64),
            parent=np.zeros(states, np.int64),
            score=np.zeros(states),
            left=np.zeros(states, np.int64),
            right=np.zeros(states, np.int64),
            slot=np.full(2 * states, -1, np.int32),
        )

    def larger(self) -> Store:
        """Return room for twice as many states with these in it, and an empty hash table."""
        count, words = self.words.shape
        store = Store.of(2 * count, words)
        store.words[:count], store.code[:count], store.score[:count] = self.words, self.code, self.score
        store.used[:count], store.bound[:count], store.parent[:count] = self.used, self.bound, self.parent
        store.left[:count], store.right[:count] = self.left, self.right
        return store
