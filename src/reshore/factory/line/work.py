"""The work of a line as records: steps, tasks, and what they take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from reshore.chance.distribution import encode as encode_laws
from reshore.factory.line import records
from reshore.factory.line.places import spans, table
from reshore.factory.line.records import NONE, SCALE

if TYPE_CHECKING:
    from reshore.chance.streams import Streams
    from reshore.factory.line.line import Line, Step
    from reshore.factory.line.places import Places
    from reshore.factory.line.records import Floats, Records


def steps(line: Line, place: Places) -> Records:
    """Return the steps, their queues empty."""
    by_task = spans(len(step.tasks) for step in line.steps)
    by_need = spans(len(_needs(step, place)) for step in line.steps)
    by_part = spans(len(step.components) for step in line.steps)
    then = dict[int, int]()
    for product in line.products:
        way = [place.step[step.product, step.name] for step in line.way(product.name)]
        then |= dict(zip(way, [*way[1:], NONE], strict=True))
    rows = [
        {
            "product": place.product[step.product],
            "group": place.group[step.group],
            "next": then[at],
            "tasks": by_task[at][0],
            "tasks_end": by_task[at][1],
            "needs": by_need[at][0],
            "needs_end": by_need[at][1],
            "parts": by_part[at][0],
            "parts_end": by_part[at][1],
            "first": NONE,
            "last": NONE,
            "last_again": NONE,
        }
        for at, step in enumerate(line.steps)
    ]
    return table(records.STEP, rows)


def tasks(line: Line, place: Places, streams: Streams) -> tuple[Records, Floats]:
    """Return the tasks, and the parameters of their distributions."""
    pairs = [(step, task) for step in line.steps for task in step.tasks]
    laws = encode_laws([task.hours for _, task in pairs])
    counted = [task.rework is not None for _, task in pairs]
    counters = np.where(counted, np.cumsum(counted) - 1, NONE)
    rows = [
        {
            "code": laws.codes[at],
            "start": laws.starts[at],
            "start_end": laws.starts[at + 1],
            "rework": NONE if task.rework is None else place.step[step.product, task.rework],
            "limit": task.limit,
            "counter": counters[at],
            "good": task.good,
            "key": streams.key("task", step.product, task.name),
        }
        for at, (step, task) in enumerate(pairs)
    ]
    return table(records.TASK, rows), laws.parameters


def _needs(step: Step, place: Places) -> list[dict[str, Any]]:
    return [
        {"pool": place.pool[pool], "amount": round(amount * SCALE)}
        for pool, amount in step.takes.items()
        if round(amount * SCALE)
    ]


def _parts(step: Step, place: Places) -> list[dict[str, Any]]:
    return [
        {"store": place.store[name], "amount": round(quantity * SCALE)}
        for name, quantity in step.components.items()
    ]


def needs(line: Line, place: Places) -> Records:
    """Return what steps take of pools, step after step."""
    return table(records.NEED, [need for step in line.steps for need in _needs(step, place)])


def parts(line: Line, place: Places) -> Records:
    """Return what steps take out of stores, step after step."""
    return table(records.PART, [part for step in line.steps for part in _parts(step, place)])
