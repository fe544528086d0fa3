"""How many stations the tasks that are left take at least.

Known from Scholl and Becker (2006): the sum of times (LM1), counts of tasks beyond a half and a third of the
takt (LM2, LM3) and their like by dual-feasible functions (Fekete and Schepers 2001), bin packing (Martello
and Toth 1990), and one machine with tails (LM4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.factory.balance.compiled import kernel

if TYPE_CHECKING:
    from reshore.factory.balance.arrays import Flags, Integers, Sizes


@kernel
def least(sizes: Sizes, done: Flags, inside: Flags, room: Integers) -> int:
    """Return the best of the bounds; `room` has an entry a task and a dual-feasible function."""
    return max(by_tails(sizes, done, inside), by_packing(sizes, done, inside, room))


@kernel
def by_tails(sizes: Sizes, done: Flags, inside: Flags) -> int:
    """One machine: a task, all with a longer tail and its own tail need their time on the line."""
    work, longest = 0, 0
    for task in sizes.by_tail:
        if not done[task] and not inside[task]:
            work += sizes.time[task]
            longest = max(longest, work + sizes.tail[task])
    return -(-longest // sizes.takt)


@kernel
def by_packing(sizes: Sizes, done: Flags, inside: Flags, room: Integers) -> int:
    """Sum over kinds of station of what bin packing says of each."""
    total = 0
    functions = len(sizes.whole)
    length, shared = room[functions:], room[:functions]
    for kind in range(len(sizes.wide)):
        count, work = 0, 0
        shared[:] = 0
        for k in range(sizes.kind_start[kind], sizes.kind_start[kind + 1]):
            task = sizes.by_time[k]
            if not done[task] and not inside[task]:
                length[count] = sizes.time[task]
                work += length[count]
                count += 1
                for function in range(functions):
                    shared[function] += sizes.share[task, function]
        needed = -(-work // sizes.takt)
        if count > 0 and not sizes.wide[kind]:
            needed = max(needed, _by_halves(length, count, sizes.takt))
            for function in range(functions):
                needed = max(needed, -(-shared[function] // sizes.whole[function]))
        total += needed
    return total


@kernel
def _by_halves(length: Integers, count: int, takt: int) -> int:
    """Tasks beyond half a takt take a station each; others go beside them or into more (Martello and Toth).

    For each least size of the tasks counted, those that leave no room for it stand alone.
    """
    big = 0
    while big < count and 2 * length[big] > takt:
        big += 1
    best, alone, beside, small = big, big, 0, 0
    for k in range(big, count):
        small += length[k]
        while alone > 0 and length[alone - 1] <= takt - length[k]:
            alone -= 1
            beside += length[alone]
        more = small - ((big - alone) * takt - beside)
        if more > 0:
            best = max(best, big + -(-more // takt))
    return best
