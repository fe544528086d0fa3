"""The memory of the search: states found by their set of tasks, and the best of each depth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.factory.balance.compiled import kernel

if TYPE_CHECKING:
    from reshore.factory.balance.arrays import Integers, Store, Words

DEAD = 2**31 - 1
"""Bound of a state that was reached with fewer stations since."""


@kernel
def find(store: Store, words: Words, code: np.uint64) -> np.int64:
    """Return the slot of the hash table where a set stands, or the empty one where it would."""
    mask = len(store.slot) - 1
    slot = np.int64(code >> np.uint64(1)) & mask
    while store.slot[slot] >= 0:
        state = store.slot[slot]
        if store.code[state] == code and _same(store.words[state], words):
            break
        slot = (slot + 1) & mask
    return slot


@kernel
def rehash(store: Store, count: int) -> None:
    """Enter the first `count` states, later ones in place of earlier ones with the same set."""
    for state in range(count):
        store.slot[find(store, store.words[state], store.code[state])] = state


@kernel
def push(store: Store, root: Integers, state: int) -> None:
    """Queue a state with those that use as many stations."""
    store.left[state] = store.right[state] = -1
    used = store.used[state]
    root[used] = _merge(store, root[used], state)


@kernel
def pop(store: Store, root: Integers, used: int) -> int:
    """Take the best state of those that use so many stations."""
    state: int = root[used]
    root[used] = _merge(store, store.left[state], store.right[state])
    return state


@kernel
def _merge(store: Store, a: int, b: int) -> int:
    """Return the root of two skew heaps made one (Sleator and Tarjan 1986)."""
    if a < 0 or b < 0:
        return max(a, b)
    if store.score[b] < store.score[a]:
        a, b = b, a
    root = a
    while True:
        below = store.right[a]
        store.right[a] = store.left[a]
        if below < 0:
            store.left[a] = b
            return root
        if store.score[b] < store.score[below]:
            below, b = b, below
        store.left[a] = below
        a = below


@kernel
def _same(a: Words, b: Words) -> bool:
    for k in range(len(a)):  # noqa: SIM110 - numba compiles no generators
        if a[k] != b[k]:
            return False
    return True
