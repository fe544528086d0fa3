"""From events to what changes, week by week: the effects of one replication worked out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.risk.crossings import Crossings
from reshore.risk.realisation import Change, Realisation
from reshore.risk.struck import Effect, Part
from reshore.risk.tally import Tally, change

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from reshore.risk.hazards import Hazard
    from reshore.risk.usual import Usual

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

WEEK = 7
"""Days in a week."""

HALF = 0.5
"""Share of a week from which on its goods go round a passage that is shut."""

FRAME = {
    "event": pl.Int32,
    "hazard": pl.String,
    "start": pl.Float64,
    "duration": pl.Float64,
    "severity": pl.Float64,
    "hit": pl.Int32,
}
"""Columns of a realisation's events."""


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """What one event does by one hazard.

    Attributes
    ----------
    number
        Of the event; hazards of one cause share it.
    hazard
        What happens.
    start, duration
        Days.
    severity
        As it counts.
    hit
        Which of the hazard's rows.
    """

    number: int
    hazard: Hazard
    start: float
    duration: float
    severity: float
    hit: NDArray[np.bool_]


def realise(number: int, weight: float, events: Sequence[Event], usual: Usual, weeks: int) -> Realisation:
    """Return what the events of a replication change, as docs/stress.md says it.

    Parameters
    ----------
    number, weight
        Of the replication.
    events
        In the order in which they are to be listed.
    usual
        The numbers that change.
    weeks
        How long the replication runs; what lasts longer is cut off.
    """
    tallies = {part: Tally(weeks) for part in Part}
    shut = Crossings(usual, weeks)
    for event in events:
        _work(event, usual, weeks, tallies, shut)
    open_detours = shut.resolve(tallies)
    limits = (Part.HOURS, Part.MAKES, Part.BUYS, Part.LANES, Part.MOVES, Part.DEMANDS)
    return Realisation(
        number=number,
        weight=weight,
        events=_listed(events),
        detours=open_detours,
        destroyed=_destroyed(tallies[Part.DESTROYED], weeks),
        **{part: _limited(tallies[part], getattr(usual, part), weeks) for part in limits},
        **{
            part: _dearer(tallies[part], getattr(usual, part), weeks)
            for part in (Part.BUY_COST, Part.MOVE_COST)
        },
    )


def shares(start: float, duration: float, weeks: int) -> tuple[Integers, Floats]:
    """Return the weeks that an event is in, and which share of each."""
    end = start + duration
    week = np.arange(int(start // WEEK), min(weeks, math.ceil(end / WEEK)))
    inside = np.minimum(end, (week + 1) * WEEK) - np.maximum(start, week * WEEK)
    return week[inside > 0], inside[inside > 0] / WEEK


def _work(event: Event, usual: Usual, weeks: int, tallies: Mapping[Part, Tally], shut: Crossings) -> None:
    """Note what an event does to each row that it hits; without severity it does nothing."""
    if event.severity == 0:
        return
    week, share = shares(event.start, event.duration, weeks)
    depth = event.severity * share
    for struck in event.hazard.struck:
        rows = struck.number[event.hit[struck.entity]]
        tally = tallies[struck.part]
        match event.hazard.effect:
            case Effect.PASSAGE:
                shut.add(event.hazard.passage, rows, week[share >= HALF])
            case Effect.BAN:
                tally.add(rows, week, np.zeros(1))
            case Effect.STOCK:
                first = np.array([int(event.start // WEEK)])
                tally.add(rows, first, np.array([1 - event.severity]))
            case Effect.DUTY:
                tally.add(rows, week, usual.values[rows, None] * depth)
            case Effect.COST:
                tally.add(rows, week, getattr(usual, struck.part)[rows, None] * depth)
            case Effect.DEMAND:
                tally.add(rows, week, 1 + depth)
            case Effect.CAPACITY | Effect.LANE:
                tally.add(rows, week, 1 - depth)


def _limited(tally: Tally, usual: Floats, weeks: int) -> Change:
    cells, factors = tally.product()
    return change(cells, usual[cells // weeks] * factors, weeks)


def _dearer(tally: Tally, usual: Floats, weeks: int) -> Change:
    cells, more = tally.total()
    return change(cells, np.maximum(usual[cells // weeks] + more, 0.0), weeks)


def _destroyed(tally: Tally, weeks: int) -> Change:
    cells, left = tally.product()
    return change(cells, 1 - left, weeks)


def _listed(events: Sequence[Event]) -> pl.DataFrame:
    columns = {
        "event": [event.number for event in events],
        "hazard": [event.hazard.name for event in events],
        "start": [event.start for event in events],
        "duration": [event.duration for event in events],
        "severity": [event.severity for event in events],
        "hit": [int(event.hit.sum()) for event in events],
    }
    return pl.DataFrame(columns, schema=FRAME)
