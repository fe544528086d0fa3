"""A balanced line: stations with their tasks, and how good the line is known to be."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import polars as pl


@dataclass(frozen=True, slots=True)
class Station:
    """A station of the line.

    Attributes
    ----------
    number
        From 1 on, in the direction of flow.
    kind
        Kind of station.
    tasks
        In an order that keeps precedence.
    copies
        Parallel stations, each of which does all the tasks on every so manieth unit.
    hours
        Sum of its tasks' times.
    idle
        Hours a takt that are not used, all copies together.
    operators
        People: as many as the task that needs most, in every copy.
    """

    number: int
    kind: str
    tasks: tuple[str, ...]
    copies: int
    hours: float
    idle: float
    operators: float

    @property
    def pace(self) -> float:
        """Hours from unit to unit that the station could keep."""
        return self.hours / self.copies


@dataclass(frozen=True, slots=True)
class Balance:
    """A balanced line.

    Attributes
    ----------
    takt
        Hours from unit to unit.
    stations
        In the direction of flow.
    bound
        No line has fewer stations, or where the shortest takt was asked for: no line has a shorter takt.
    proven
        Whether the line is as good as its bound.
    """

    takt: float
    stations: tuple[Station, ...]
    bound: float
    proven: bool

    @property
    def count(self) -> int:
        """Stations, parallel ones counted."""
        return sum(station.copies for station in self.stations)

    @property
    def idle(self) -> float:
        """Hours a takt that are not used."""
        return sum(station.idle for station in self.stations)

    @property
    def operators(self) -> float:
        """People on the line."""
        return sum(station.operators for station in self.stations)

    @property
    def efficiency(self) -> float:
        """Share of the stations' time that is used; 1 of a line without stations."""
        time = self.count * self.takt
        return sum(station.hours for station in self.stations) / time if time else 1.0

    @property
    def smoothness(self) -> float:
        """Root of the sum of squares of hours that stations, parallel ones each, are faster than the slowest.

        0 is perfectly smooth (Moodie and Young 1965).
        """
        slowest = max((station.pace for station in self.stations), default=0.0)
        return sqrt(sum(station.copies * (slowest - station.pace) ** 2 for station in self.stations))

    def frame(self) -> pl.DataFrame:
        """Return a row a station."""
        return pl.DataFrame(
            [
                (s.number, s.kind, list(s.tasks), s.copies, s.hours, s.idle, s.operators)
                for s in self.stations
            ],
            schema={
                "station": pl.Int64,
                "kind": pl.String,
                "tasks": pl.List(pl.String),
                "copies": pl.Int64,
                "hours": pl.Float64,
                "idle_hours": pl.Float64,
                "operators": pl.Float64,
            },
            orient="row",
        )
