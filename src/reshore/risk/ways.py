"""Ways in: what each item is asked of, in which order items are gone through, and which ways go round."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """What options draw on to bring an item in; those that draw on nothing have no arc.

    Attributes
    ----------
    option, origin, target, quantity
        The option, the item drawn on, the item brought in, and units drawn for a unit brought in.
    """

    option: Integers
    origin: Integers
    target: Integers
    quantity: Floats

    def below(self, option: int) -> Arcs:
        """Return those of the options up to a number."""
        kept = self.option < option
        return Arcs(self.option[kept], self.origin[kept], self.target[kept], self.quantity[kept])


def lists(keys: Integers, count: int) -> tuple[Integers, Integers]:
    """Return for each number up to `count` where the list of those with this key begins, and these lists."""
    members = np.argsort(keys, kind="stable").astype(np.int64)
    return np.searchsorted(keys[members], np.arange(count + 1)).astype(np.int64), members


def landed(arcs: Arcs, targets: Integers, costs: Floats, items: int) -> tuple[Floats, Integers]:
    """Return the least cost of a unit by each option, and the cheapest option of each item.

    Costs of what an option draws on are counted; an option without a way in costs infinitely much, and an
    item without one has option -1. Going by cheapest options never leads round in a circle.
    """
    cheapest = np.full(items, np.inf)
    choice = np.full(items, -1, dtype=np.int64)
    for _ in range(items + 1):
        total = costs.copy()
        np.add.at(total, arcs.option, arcs.quantity * cheapest[arcs.origin])
        # Only what is strictly cheaper counts, the first of equals: that keeps ways free of circles.
        order = np.lexsort((np.arange(len(total)), total, targets))
        items_met, first = np.unique(targets[order], return_index=True)
        best = order[first]
        better = total[best] < cheapest[items_met]
        if not better.any():
            break
        cheapest[items_met[better]] = total[best[better]]
        choice[items_met[better]] = best[better]
    return total, choice


def sequence(arcs: Arcs, used: NDArray[np.bool_], items: int) -> Integers:
    """Return the items from suppliers downstream.

    Where ways lead in a circle, arcs of options that are used point downstream before others do.
    """
    downstream: Mapping[int, list[tuple[int, int]]] = defaultdict(list)
    waiting = [[0, 0] for _ in range(items)]
    for option, origin, target in zip(arcs.option, arcs.origin, arcs.target, strict=True):
        if origin != target:
            other = 0 if used[option] else 1
            downstream[int(origin)].append((int(target), other))
            waiting[target][other] += 1
    heap = [(*counts, item) for item, counts in enumerate(waiting)]
    heapify(heap)
    found: dict[int, None] = {}
    while heap:
        *_, item = heappop(heap)
        if item in found:
            continue
        found[item] = None
        for target, other in downstream[item]:
            waiting[target][other] -= 1
            heappush(heap, (*waiting[target], target))
    return np.array(list(found), dtype=np.int64)


def backward(arcs: Arcs, order: Integers, options: int) -> NDArray[np.bool_]:
    """Return which options draw on an item that comes after the one they bring in, or on that itself."""
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    back = np.zeros(options, dtype=np.bool_)
    back[arcs.option[rank[arcs.origin] >= rank[arcs.target]]] = True
    return back


def circular(arcs: Arcs, used: NDArray[np.bool_], back: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which unused options would bring an item what it sent there itself, by ways that are used."""
    downstream: Mapping[int, list[int]] = defaultdict(list)
    for option, origin, target in zip(arcs.option, arcs.origin, arcs.target, strict=True):
        if used[option]:
            downstream[int(origin)].append(int(target))
    round_about = np.zeros(len(back), dtype=np.bool_)
    for option, origin, target in zip(arcs.option, arcs.origin, arcs.target, strict=True):
        if back[option] and not used[option] and int(origin) in _reached(int(target), downstream):
            round_about[option] = True
    return round_about


def _reached(start: int, downstream: Mapping[int, Iterable[int]]) -> set[int]:
    reached, stack = {start}, [start]
    while stack:
        new = [item for item in downstream.get(stack.pop(), ()) if item not in reached]
        reached.update(new)
        stack += new
    return reached
