"""From a precedence graph with times to the arrays of the kernels, in one direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.factory.balance.arrays import Sizes, Tasks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.factory.balance.arrays import Integers
    from reshore.factory.balance.graph import Graph

FUNCTIONS = 8
"""Dual-feasible functions used: by halves, by thirds, and so on."""


def encode(graph: Graph, time: Integers, kind: Integers, width: Integers, takt: int) -> tuple[Tasks, Sizes]:
    """Return what the kernels read.

    Parameters
    ----------
    graph
        Order of the tasks.
    time, kind, width
        Of each: whole units of time, number of its kind of station from 0 on, parallel stations needed.
    takt
        Time of a station, in the same unit.
    """
    count = len(time)
    later = graph.all_after()
    weight = np.array([time[task] + sum(time[list(later[task])]) for task in range(count)], np.int64)
    before = np.bincount(np.array([then for _, then in graph.arrows], np.int64), minlength=count)
    after_start, after = _lists(graph.after)
    beats_start, beats = _lists(_beats(later, time, kind))
    choices = np.array(sorted(set(zip(kind.tolist(), width.tolist(), strict=True))), np.int64).reshape(-1, 2)
    tasks = Tasks(
        time,
        kind,
        width,
        weight,
        before.astype(np.int64),
        after_start,
        after,
        beats_start,
        beats,
        np.array([not then for then in later], np.bool_),
        np.lexsort((-time, -weight)),
        np.arange(count) // 64,
        np.uint64(1) << (np.arange(count) % 64).astype(np.uint64),
        np.random.default_rng(count).integers(0, 2**64, count, np.uint64),
        np.ascontiguousarray(choices[:, 0]),
        np.ascontiguousarray(choices[:, 1]),
    )
    return tasks, _sizes(graph, later, time, kind, width, takt)


def _sizes(
    graph: Graph, later: Sequence[frozenset[int]], time: Integers, kind: Integers, width: Integers, takt: int
) -> Sizes:
    kinds = int(kind.max(initial=-1)) + 1
    wide = np.zeros(kinds, np.bool_)
    wide[kind[width > 1]] = True
    tail = _tails(graph, later, time, takt, whole=not wide.any())
    parts = np.arange(2, FUNCTIONS + 2)
    pieces = parts * time[:, None] // takt
    # Fekete and Schepers: (k + 1) x / k rounded down where it is no whole number, times k (k + 1).
    share = np.where(parts * time[:, None] % takt == 0, pieces * (parts - 1), pieces * parts)
    return Sizes(
        time,
        tail,
        np.argsort(-tail, kind="stable"),
        np.searchsorted(np.sort(kind), np.arange(kinds + 1)),
        np.lexsort((-time, kind)),
        wide,
        share,
        parts * (parts - 1),
        takt,
    )


def _tails(
    graph: Graph, later: Sequence[frozenset[int]], time: Integers, takt: int, *, whole: bool
) -> Integers:
    """Time on the line that what comes after each task takes: one machine with tails (LM4).

    Where no station is wider than one, a task that does not fit before its tail into the station in which the
    tail begins leaves that station to it.
    """
    tail = np.zeros(len(time), np.int64)
    for task in reversed(graph.order):
        work = 0
        for then in sorted(later[task], key=lambda then: -tail[then]):
            work += int(time[then])
            tail[task] = max(tail[task], work + tail[then])
        begun = tail[task] % takt
        if whole and begun and begun + time[task] > takt:
            tail[task] += takt - begun
    return tail


def _beats(later: Sequence[frozenset[int]], time: Integers, kind: Integers) -> list[list[int]]:
    """Return for each task those that are as long and come before all that it comes before."""
    count = len(time)

    def beaten(task: int, other: int) -> bool:
        if task == other or kind[task] != kind[other] or time[other] < time[task]:
            return False
        if not later[task] <= later[other] or task in later[other]:
            return False
        return time[other] > time[task] or later[task] != later[other] or other < task

    return [[other for other in range(count) if beaten(task, other)] for task in range(count)]


def _lists(lists: Sequence[Sequence[int]]) -> tuple[Integers, Integers]:
    starts = np.cumsum([0, *map(len, lists)], dtype=np.int64)
    return starts, np.array([entry for entries in lists for entry in entries], np.int64)
