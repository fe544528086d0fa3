"""Kinds of station: what the table `stations` says of them, and when they are open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reshore.factory.line.line import Basis, Failures
from reshore.factory.plan.calendars import open_hours, opens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.factory.plan.calendars import Opens
    from reshore.tables.model import Model

STATION = "station"
"""Role of kinds that tasks run at; all others are areas, which stand once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of station, or an area.

    Attributes
    ----------
    name, role, pool
        As in the table; `pool` are the people who work there.
    length, width
        Of one, in metres.
    cost
        Investment for one.
    copies
        How many may stand in parallel; None = no limit.
    servers, batch
        Services at once in one station, and units that each of them takes together.
    buffer
        Places before each station; None = no limit.
    changeover
        Hours.
    failures
        Of a server; None = never.
    operators, power, cooling
        What a service takes beside its tasks, in people and kW.
    idle_power
        kW that one station draws always.
    opens
        Open intervals of its week.
    """

    name: str
    role: str
    pool: str
    length: float
    width: float
    cost: float
    copies: int | None
    servers: int
    batch: int
    buffer: int | None
    changeover: float
    failures: Failures | None
    operators: float
    power: float
    cooling: float
    idle_power: float
    opens: Opens

    @property
    def units(self) -> int:
        """Units that one station works on at once."""
        return self.servers * self.batch

    @property
    def hours(self) -> float:
        """Open hours a week."""
        return open_hours(self.opens)

    @property
    def availability(self) -> float:
        """Share of the time in which it would work that it isn't down.

        Time to repair counts after each time between failures, be that counted in working hours or by the
        clock, so that both give the same share.
        """
        if self.failures is None:
            return 1.0
        return self.failures.hours_between / (self.failures.hours_between + self.failures.hours_to_repair)


def kinds(model: Model, building: str) -> dict[str, Kind]:
    """Return all kinds of station and areas by name, as they are in a building."""
    calendars = model["calendars"]
    return {
        row["station"]: Kind(
            name=row["station"],
            failures=_failures(row),
            opens=opens(calendars, building, row["station"]),
            **{name: row[name] for name in _SAME},
        )
        for row in model["stations"].iter_rows(named=True)
    }


_SAME = (
    *("role", "pool", "length", "width", "cost", "copies", "servers", "batch", "buffer", "changeover"),
    *("operators", "power", "cooling", "idle_power"),
)
"""Columns that are taken as they are."""


def _failures(row: Mapping[str, Any]) -> Failures | None:
    """Return how a station fails; repairs without time are none."""
    if row["hours_between_failures"] is None or row["hours_to_repair"] == 0:
        return None
    return Failures(row["hours_between_failures"], row["hours_to_repair"], Basis(row["failures"]))
