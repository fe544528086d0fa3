"""What a plant that makes too little lacks, and the plant with a little more of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.factory.line.result import Simulated
    from reshore.factory.plan.sized import Sized

NOTABLE = 0.005
"""Share of its open time for which a place has to wait for something, to be held by it."""

SATURATED = 0.95
"""Share of its open time from which on a place is short of stations, and not of units or room."""


class Lack(StrEnum):
    """What a plant has too little of."""

    STATIONS = "stations"
    PLACES = "places"
    PEOPLE = "people"
    POWER = "power"
    COOLING = "cooling"


@dataclass(frozen=True, slots=True)
class Held:
    """What holds a plant.

    Attributes
    ----------
    place
        Name of the place that lets too little through.
    lack
        What it lacks.
    pool
        The people it lacks; empty of anything else.
    """

    place: str
    lack: Lack
    pool: str = ""


def held(sized: Sized, simulated: Simulated) -> Held:
    """Return what holds a plant that makes too little.

    It is held where servers work, are down or wait for people or power for the greatest share of their open
    time. If they wait, that is what they lack; if there is no time left, it is stations; else room for units,
    or stations where none would help.
    """
    opened = pl.lit(1.0) - pl.col("closed")
    shares = simulated.groups.filter(pl.col("closed") < 1).with_columns(
        pl.col("blocked", "starved", "no_power", "no_operator") / opened,
        waits=(pl.col("no_power") + pl.col("no_operator")) / opened,
    )
    worst = shares.row(int((shares["load"] + shares["waits"]).arg_max() or 0), named=True)
    place = sized.place(worst["group"])
    if worst["waits"] > NOTABLE:
        if worst["no_operator"] >= worst["no_power"]:
            return Held(place.name, Lack.PEOPLE, place.kind.pool)
        return Held(place.name, _scarcer(simulated))
    room = _room(sized, shares)
    if worst["load"] + worst["waits"] >= SATURATED or room is None:
        return Held(place.name, Lack.STATIONS)
    return Held(room, Lack.PLACES)


def with_more(sized: Sized, where: Held, missing: float) -> Sized | None:
    """Return the plant with more stations or places, as many as are surely missing; None if there can't be.

    How many places are missing nobody knows before: each time at the same station, as many are added as
    before altogether. Where a week's units have room, more places don't help.

    Parameters
    ----------
    sized
        The plant.
    where
        What holds it.
    missing
        What it has to make more, as a share of what it makes.
    """
    place = sized.place(where.place)
    more = max(1, floor(place.copies * missing))
    if where.lack is Lack.PLACES:
        if place.extra >= sized.rates[place.product]:
            return None
        return sized.with_place(replace(place, extra=place.extra + max(more, place.extra)))
    most = place.kind.copies
    if most is not None and place.copies >= most:
        return None
    copies = place.copies + more if most is None else min(most, place.copies + more)
    return sized.with_place(replace(place, copies=copies))


def _scarcer(simulated: Simulated) -> Lack:
    """Return which of power and cooling is closer to its limit."""
    pools: Mapping[str, Mapping[str, Any]] = simulated.pools.rows_by_key("pool", named=True, unique=True)

    def used(lack: Lack) -> float:
        pool = pools[lack.value]
        return pool["mean"] / pool["capacity"] if pool["capacity"] else 0.0

    return max((Lack.POWER, Lack.COOLING), key=used)


def _room(sized: Sized, shares: pl.DataFrame) -> str | None:
    """Return the place before which more units should have room; None where it would help nowhere.

    Room between two places helps if the first is blocked at some times and the second starved at others.
    """
    of = shares.rows_by_key("group", named=True, unique=True)
    helped = {
        after.name: min(of[before.name]["blocked"], of[after.name]["starved"])
        for way in sized.ways
        for before, after in pairwise(way.places)
        if after.buffer is not None and before.name in of and after.name in of
    }
    best = max(helped, key=lambda name: helped[name], default=None)
    return best if best is not None and helped[best] > NOTABLE else None
