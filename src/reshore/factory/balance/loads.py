"""Full loads of a station, one after the other: a walk that takes tasks as they become ready.

A load is full if no task that is ready fits in as well. Others need not be looked at, since a task can
always be brought forward into a station with room for it (Jackson 1956).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.factory.balance.arrays import DEPTH, KIND, SHORT, SPARE, STEPS, WIDTH
from reshore.factory.balance.compiled import kernel

if TYPE_CHECKING:
    from reshore.factory.balance.arrays import Tasks, Walk


@kernel
def count_left(tasks: Tasks, walk: Walk) -> None:
    """Count how many tasks not done come directly before each."""
    walk.left[:] = tasks.before
    for task in range(len(tasks.time)):
        if walk.done[task]:
            for k in range(tasks.after_start[task], tasks.after_start[task + 1]):
                walk.left[tasks.after[k]] -= 1


@kernel
def begin(tasks: Tasks, walk: Walk, choice: int, takt: int, spare: int) -> None:
    """Start to walk through the loads of a kind of station and a width, with at most `spare` idle."""
    kind, width = tasks.choice_kind[choice], tasks.choice_width[choice]
    size, rest = 0, 0
    for task in tasks.order:
        walk.inside[task] = False
        fitting = tasks.kind[task] == kind and tasks.width[task] <= width
        if fitting and not walk.done[task] and walk.left[task] == 0:
            walk.ready[size] = task
            rest += tasks.weight[task]
            size += 1
    walk.rest[0] = rest
    walk.place[0], walk.size[0], walk.room[0] = 0, size, takt * width
    walk.fits[0] = walk.wide[0] = False
    at = walk.at
    at[DEPTH], at[STEPS], at[KIND], at[WIDTH], at[SHORT], at[SPARE] = 0, 0, kind, width, 0, spare


@kernel
def advance(tasks: Tasks, walk: Walk, most: int) -> bool:
    """Go on to the next full load; return False after the last, or after so many steps."""
    at = walk.at
    while True:
        depth = at[DEPTH]
        place, size, room, rest = walk.place[depth], walk.size[depth], walk.room[depth], walk.rest[depth]
        while place < size and tasks.time[walk.ready[place]] > room:
            rest -= tasks.weight[walk.ready[place]]
            place += 1
        walk.rest[depth] = rest
        more = place < size and room - rest <= at[SPARE]
        if more and at[STEPS] < most:
            _pick(tasks, walk, place)
            continue
        if more:
            at[SHORT] = 1
            leave(tasks, walk)
            return False
        leaf = not walk.fits[depth] and room <= at[SPARE]
        walk.place[depth], walk.fits[depth] = place, True
        if leaf and walk.wide[depth] and _is_full(tasks, walk):
            return True
        if depth == 0:
            return False
        _put_back(tasks, walk)


@kernel
def leave(tasks: Tasks, walk: Walk) -> None:
    """Take all tasks out of the load."""
    while walk.at[DEPTH] > 0:
        _put_back(tasks, walk)


@kernel
def _pick(tasks: Tasks, walk: Walk, place: int) -> None:
    """Put a task that is ready into the load."""
    at = walk.at
    depth, kind, width = at[DEPTH], at[KIND], at[WIDTH]
    task, size = walk.ready[place], walk.size[depth]
    walk.place[depth], walk.fits[depth] = place + 1, True
    walk.picked[depth], walk.inside[task] = task, True
    walk.rest[depth] -= tasks.weight[task]
    rest = walk.rest[depth]
    for k in range(tasks.after_start[task], tasks.after_start[task + 1]):
        later = tasks.after[k]
        walk.left[later] -= 1
        if walk.left[later] == 0 and tasks.kind[later] == kind and tasks.width[later] <= width:
            walk.ready[size] = later
            rest += tasks.weight[later]
            size += 1
    walk.rest[depth + 1] = rest
    walk.place[depth + 1], walk.size[depth + 1] = place + 1, size
    walk.room[depth + 1] = walk.room[depth] - tasks.time[task]
    walk.fits[depth + 1] = False
    walk.wide[depth + 1] = walk.wide[depth] or tasks.width[task] == width
    at[DEPTH] += 1
    at[STEPS] += 1


@kernel
def _put_back(tasks: Tasks, walk: Walk) -> None:
    walk.at[DEPTH] -= 1
    task = walk.picked[walk.at[DEPTH]]
    walk.inside[task] = False
    for k in range(tasks.after_start[task], tasks.after_start[task + 1]):
        walk.left[tasks.after[k]] += 1


@kernel
def _is_full(tasks: Tasks, walk: Walk) -> bool:
    depth = walk.at[DEPTH]
    for place in range(walk.size[depth]):
        task = walk.ready[place]
        if not walk.inside[task] and tasks.time[task] <= walk.room[depth]:
            return False
    return True
