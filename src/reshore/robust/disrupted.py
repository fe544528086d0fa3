"""What events do to the numbers of the tables, period by period: shares of days, averaged over the period."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.risk.struck import Effect
from reshore.tables.periods import periods
from reshore.tables.series import row_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from reshore.risk.realise import Event
    from reshore.tables.model import Model

    Floats = NDArray[np.float64]

LEFT_OUT = (Effect.DUTY, Effect.STOCK)
"""Effects without a number of a period in the tables: duties are not by lane, stocks only at the start."""

Place = tuple[str, str]
"""A table and the key of one of its rows, as `series` writes it."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days of the periods, counted from the start of the first.

    Attributes
    ----------
    names
        The periods in time order.
    ends
        Day after the last of each.
    """

    names: tuple[str, ...]
    ends: Floats

    @classmethod
    def of(cls, model: Model) -> Calendar:
        """Read the periods of a model."""
        time = periods(model)
        days = (pl.col("end") - pl.col("start").first()).dt.total_days().cast(pl.Float64)
        return cls(tuple(time["period"]), time.select(days).to_series().to_numpy())

    @property
    def days(self) -> float:
        """Length of the horizon."""
        return float(self.ends[-1])

    def shares(self, start: float, duration: float) -> Floats:
        """Return the share of each period's days that an event is in."""
        begins = np.concatenate([[0.0], self.ends[:-1]])
        inside = np.minimum(self.ends, start + duration) - np.maximum(begins, start)
        shares: Floats = np.clip(inside / (self.ends - begins), 0.0, 1.0)
        return shares


@dataclass(frozen=True, slots=True)
class Disruption:
    """What the events of a replication come to; each value has one number a period.

    Attributes
    ----------
    left
        Share that is left of the limits of resources, supplies and lanes; events on one thing multiply.
    wanted
        Factor on demands, by market, product and segment; likewise.
    dearer
        Share by which the costs of lanes and supplies are higher; events add.
    around
        Currency a kg that lanes cost more because they go round a passage; the longest way round counts.
    """

    left: dict[Place, Floats] = field(default_factory=dict)
    wanted: dict[Place, Floats] = field(default_factory=dict)
    dearer: dict[Place, Floats] = field(default_factory=dict)
    around: dict[Place, Floats] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reach:
    """What of the tables stands behind what an event hits.

    Attributes
    ----------
    calendar
        Days of the periods.
    limits
        Site -> keys of its resources and supplies.
    detours
        Lane and passage -> currency a kg that the way round costs more.
    """

    calendar: Calendar
    limits: Mapping[str, tuple[Place, ...]]
    detours: Mapping[tuple[str, str], float]

    @classmethod
    def of(cls, model: Model) -> Reach:
        """Read it from a model."""
        limits: dict[str, tuple[Place, ...]] = {}
        for table, keys in (("resources", ("site", "resource")), ("supplies", ("site", "product"))):
            for site, key in model[table].select("site", key=row_key(keys)).iter_rows():
                limits[site] = (*limits.get(site, ()), (table, key))
        detours = model["detours"].select("lane", "passage", "cost_per_kg").iter_rows()
        return cls(Calendar.of(model), limits, {(lane, passage): cost for lane, passage, cost in detours})

    def disruption(self, events: Iterable[Event]) -> Disruption:
        """Return what events come to."""
        found = Disruption()
        for event in events:
            shares = self.calendar.shares(event.start, event.duration)
            if event.severity != 0 and shares.any():
                self._strike(found, event, shares)
        return found

    def _strike(self, found: Disruption, event: Event, shares: Floats) -> None:
        hazard = event.hazard
        hit = [name for name, struck in zip(hazard.rows, event.hit, strict=True) if struck]
        depth = event.severity * shares
        for name in hit:
            place = hazard.table, name
            match hazard.effect:
                case Effect.CAPACITY | Effect.LANE:
                    for limit in self._limits(place):
                        _multiply(found.left, limit, 1 - depth)
                case Effect.BAN:
                    _multiply(found.left, place, 1 - shares)
                case Effect.PASSAGE if (name, hazard.passage) in self.detours:
                    cost = self.detours[name, hazard.passage] * shares
                    found.around[place] = np.maximum(found.around.get(place, 0.0), cost)
                case Effect.PASSAGE:
                    _multiply(found.left, place, 1 - shares)
                case Effect.COST:
                    found.dearer[place] = found.dearer.get(place, 0.0) + depth
                case Effect.DEMAND:
                    _multiply(found.wanted, place, 1 + depth)

    def _limits(self, place: Place) -> Iterator[Place]:
        """Yield the rows whose limits are less where a row is hit."""
        table, name = place
        yield from self.limits.get(name, ()) if table == "sites" else (place,)


def _multiply(factors: dict[Place, Floats], place: Place, factor: Floats) -> None:
    factors[place] = factors.get(place, 1.0) * factor
