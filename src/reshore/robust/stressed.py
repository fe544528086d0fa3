"""Futures from a stress ensemble: draws of what `hazards` says may happen, as changes to the tables.

A future is one replication of the draws of a stress test, over the whole horizon. What an event takes away
or adds counts in every period by the share of its days that the event is in: recovery within a period is
averaged.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from reshore.errors import UsageError
from reshore.risk.draw import WEEK
from reshore.risk.hazards import Hazards
from reshore.robust.disrupted import LEFT_OUT, Reach
from reshore.robust.futures import BASE, CHANGES, Future, Futures
from reshore.robust.struck import Tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reshore.tables.model import Model


@dataclass(frozen=True, slots=True)
class StressFutures:
    """Futures of a stress ensemble.

    Attributes
    ----------
    model
        The base case with what may change written out period by period; plans for the futures are made of it.
    futures
        The base case, where there is a chance that nothing happens, and one a replication.
    remarks
        What a reader should know, a sentence each: hazards that are left out.
    """

    model: Model
    futures: Futures
    remarks: tuple[str, ...]


def futures_of_stress(model: Model, samples: int, *, seed: int = 0) -> StressFutures:
    """Return futures drawn from a model's table `hazards`, by the draws of a stress test.

    The same seed gives the same events: a hazard's start, duration, severity and the rows it hits depend on
    the seed, its name or cause and the replication alone. Replications are stratified by their number of
    events, as in a stress test, and their weights are the futures' probabilities; those in which nothing
    changes are the base case together.

    Parameters
    ----------
    model
        A checked model.
    samples
        Replications in which something may happen.
    seed
        Seed of all luck.

    Raises
    ------
    UsageError
        If the table has no rows, nothing in it can happen within the horizon, or there are too few samples
        to tell one event from several.
    DataError
        If a distribution can't be read.
    """
    if model["hazards"].is_empty():
        raise UsageError("the table hazards has no rows: there is nothing that may happen")
    hazards, reach = Hazards.of_tables(model), Reach.of(model)
    weeks = ceil(reach.calendar.days / WEEK)
    drawn = hazards.draw(samples, seed, weeks, weeks)
    found = [reach.disruption(drawn.events(place)) for place in range(len(drawn))]
    tables = Tables.of(model, found, reach.calendar.names)
    usual, futures = 0.0, []
    for number, weight, disruption in zip(drawn.numbers, drawn.weights, found, strict=True):
        changes = tables.changes(disruption)
        if changes.is_empty():
            usual += float(weight)
        elif weight > 0:
            futures.append(Future(f"stress {number}", float(weight), changes))
    if usual > 0:
        futures.insert(0, Future(BASE, usual, model["scenarios"].clear().select(CHANGES)))
    return StressFutures(tables.model, Futures(tuple(futures)), tuple(_remarks(hazards, drawn.remarks)))


def _remarks(hazards: Hazards, drawn: Sequence[str]) -> Iterator[str]:
    yield from drawn
    for hazard in hazards.hazards:
        if hazard.effect in LEFT_OUT:
            yield (
                f"hazard {hazard.name!r} is left out: the tables have no {hazard.effect} by row and period"
                " that it could change; write it as a scenario"
            )
        elif not hazard.rows:
            yield f"hazard {hazard.name!r} hits nothing"
