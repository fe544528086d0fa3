"""Branch, bound and remember: the exact search for the fewest stations.

States are sets of tasks done. Their children fill one more station; they are cut off by bounds, by dominance
and by memory. States are taken up in cycles, the best of those with 0, 1, 2, ... stations in turn (Sewell and
Jacobson 2012; Morrison, Sewell and Jacobson 2014).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.factory.balance.arrays import DEPTH, SHORT, STEPS, WIDTH
from reshore.factory.balance.bounds import least
from reshore.factory.balance.compiled import kernel
from reshore.factory.balance.loads import advance, begin, count_left, leave
from reshore.factory.balance.memory import DEAD, find, pop, push

if TYPE_CHECKING:
    from reshore.factory.balance.arrays import Integers, Sizes, Store, Tasks, Walk, Words

COUNT, BEST, FOUND, TURN, HEAD, DONE_STEPS = range(6)
"""Places in the search's own record: states, fewest stations known, the state that has them, the depth whose
turn it is, first of the states whose children are not all known, steps so far."""

OVER, PAUSED, FULL = range(3)
"""How a call ends: nothing is left to take up, the steps are used up, or there is no room for more states."""

LEFT = 1e-5
"""What a task that is left is worth in a state's score, in stations of idle time: of states with as much of
that, the one with more and smaller tasks left is taken up first."""


@kernel
def search(
    tasks: Tasks,
    sizes: Sizes,
    walk: Walk,
    store: Store,
    root: Integers,
    record: Integers,
    room: Integers,
    steps: int,
    most: int,
) -> int:
    """Take up states until one of `OVER`, `PAUSED` and `FULL`.

    Parameters
    ----------
    tasks, sizes
        What is done.
    walk, room
        To work in.
    store, root, record
        States, the best of each depth, and the numbers that are kept from call to call.
    steps
        After how many the call ends.
    most
        Steps for the children of one state; one that takes more is put aside.
    """
    end = record[DONE_STEPS] + steps
    words = np.zeros(store.words.shape[1], np.uint64)
    while record[DONE_STEPS] < end:
        used = _next_depth(root, record)
        if used < 0:
            return OVER
        state = pop(store, root, used)
        if store.bound[state] >= record[BEST]:
            continue
        record[TURN] = used + 1
        whole = _expand(tasks, sizes, walk, store, root, record, room, words, state, most)
        if whole < 0:
            push(store, root, state)
            return FULL
        if whole == 0:
            store.left[state] = record[HEAD]
            record[HEAD] = state
    return PAUSED


@kernel
def take_up_again(store: Store, root: Integers, record: Integers) -> bool:
    """Queue the states that were put aside; return whether there are any."""
    state = record[HEAD]
    some: bool = state >= 0
    while state >= 0:
        later = store.left[state]
        push(store, root, state)
        state = later
    record[HEAD] = -1
    return some


@kernel
def _next_depth(root: Integers, record: Integers) -> int:
    """Return the next number of stations, in turn, of which a state is queued; -1 if none is."""
    for k in range(record[BEST]):
        used: int = (record[TURN] + k) % record[BEST]
        if root[used] >= 0:
            return used
    return -1


@kernel
def _expand(
    tasks: Tasks,
    sizes: Sizes,
    walk: Walk,
    store: Store,
    root: Integers,
    record: Integers,
    room: Integers,
    words: Words,
    state: int,
    most: int,
) -> int:
    """Enter the children of a state; return 1 for all of them, 0 for some, -1 if there is no room."""
    whole, middle, work = 1, 0, 0
    for task in range(len(tasks.time)):
        walk.done[task] = (store.words[state, tasks.word[task]] & tasks.bit[task]) != 0
        if not walk.done[task]:
            middle += not tasks.last[task]
            work += tasks.time[task]
    count_left(tasks, walk)
    for choice in range(len(tasks.choice_kind)):
        width = tasks.choice_width[choice]
        used = store.used[state] + width
        spare = (record[BEST] - 1 - store.used[state]) * sizes.takt - work
        begin(tasks, walk, choice, sizes.takt, spare)
        while advance(tasks, walk, most):
            if used >= record[BEST] or _is_dominated(tasks, walk, middle):
                continue
            if record[COUNT] == len(store.used):
                record[DONE_STEPS] += walk.at[STEPS]
                leave(tasks, walk)
                return -1
            _enter(tasks, sizes, walk, store, root, record, room, words, state, used)
        record[DONE_STEPS] += walk.at[STEPS] + 1
        if walk.at[SHORT]:
            whole = 0
    return whole


@kernel
def _is_dominated(tasks: Tasks, walk: Walk, middle: int) -> bool:
    """Whether another load is as good.

    A station of tasks that nothing comes after can as well be the last, `middle` being the number of tasks
    left that are not of this sort. And a task of the load may give its place to one that `beats` it.
    """
    depth = walk.at[DEPTH]
    spare, inner = walk.room[depth], 0
    for k in range(depth):
        inner += not tasks.last[walk.picked[k]]
    if inner == 0 and middle > 0:
        return True
    for k in range(depth):
        task = walk.picked[k]
        for other in tasks.beats[tasks.beats_start[task] : tasks.beats_start[task + 1]]:
            free = not walk.done[other] and not walk.inside[other] and walk.left[other] == 0
            fits = tasks.time[other] - tasks.time[task] <= spare
            if free and fits and tasks.width[other] <= walk.at[WIDTH]:
                return True
    return False


@kernel
def _enter(
    tasks: Tasks,
    sizes: Sizes,
    walk: Walk,
    store: Store,
    root: Integers,
    record: Integers,
    room: Integers,
    words: Words,
    state: int,
    used: int,
) -> None:
    """Remember and queue the state that the load leads to, if it is new and can lead to fewer stations."""
    code = store.code[state]
    words[:] = store.words[state]
    for k in range(walk.at[DEPTH]):
        task = walk.picked[k]
        words[tasks.word[task]] |= tasks.bit[task]
        code ^= tasks.code[task]
    slot = find(store, words, code)
    known = store.slot[slot]
    if known >= 0 and store.used[known] <= used:
        return
    bound = used + least(sizes, walk.done, walk.inside, room)
    if bound >= record[BEST]:
        return
    if known >= 0:
        store.bound[known] = DEAD
    new = record[COUNT]
    record[COUNT] += 1
    store.words[new], store.code[new] = words, code
    store.used[new], store.bound[new], store.parent[new] = used, bound, state
    store.slot[slot] = new
    left, work = 0, 0
    for task in range(len(tasks.time)):
        if walk.done[task] or walk.inside[task]:
            work += tasks.time[task]
        else:
            left += 1
    if left == 0:
        record[BEST], record[FOUND] = used, new
        return
    store.score[new] = (used * sizes.takt - work) / (used * sizes.takt) - LEFT * left
    push(store, root, new)
