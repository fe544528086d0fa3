"""Luck: the random numbers of a replication, each keyed by what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reshore.chance.philox import uniforms
from reshore.chance.streams import Streams

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.risk.hazards import Hazards

    Floats = NDArray[np.float64]
    Keys = NDArray[np.uint64]

ROOM = "hazards"
"""First part of the keys of all streams."""


@dataclass(frozen=True, slots=True, eq=False)
class Luck:
    """Streams of one seed for all that is drawn of hazards; numbers are above 0 and below 1.

    Attributes
    ----------
    counts
        How many events each source has, by source.
    events
        When they start, by source; then how long they last, by hazard; then how severe they are, by hazard.
    rows
        Which rows are hit, by hazard; rows of one table and cause have the same luck.
    sources
        How many there are.
    """

    counts: Keys
    events: Keys
    rows: tuple[Keys, ...]
    sources: int

    @classmethod
    def of(cls, hazards: Hazards, seed: int) -> Luck:
        """Make the keys."""
        streams = Streams(seed)
        sources = [(source.kind, source.name) for source in hazards.sources]
        names = [("hazard", hazard.name) for hazard in hazards.hazards]
        events = [(*source, "start") for source in sources]
        events += [(*name, what) for what in ("duration", "severity") for name in names]
        rows = tuple(
            streams.keys(ROOM, *sources[hazard.source], hazard.table, names=hazard.rows)
            for hazard in hazards.hazards
        )
        counts = [streams.key(ROOM, *source, "count") for source in sources]
        return cls(
            counts=np.array(counts, dtype=np.uint64),
            events=np.array([streams.key(ROOM, *key) for key in events], dtype=np.uint64),
            rows=rows,
            sources=len(sources),
        )

    def number_of_events(self, replications: NDArray[np.int64]) -> Floats:
        """Return numbers for how many events each source has; shape: replications, sources."""
        return uniforms(self.counts, replications.astype(np.uint64)[:, None], 1)[..., 0]

    def of_events(self, replication: int, most: int) -> tuple[Floats, Floats, Floats]:
        """Return numbers for start, duration and severity of so many events.

        Returns
        -------
        starts, durations, severities
            Shape: sources or hazards, events of a source.
        """
        drawn = uniforms(self.events, np.asarray(replication, dtype=np.uint64), most)
        starts, rest = drawn[: self.sources], drawn[self.sources :]
        return starts, rest[: len(rest) // 2], rest[len(rest) // 2 :]

    def of_rows(self, hazard: int, replication: int, event: int) -> Floats:
        """Return numbers for the rows that an event may hit, the first of its source being 0."""
        return uniforms(self.rows[hazard], np.asarray(replication, dtype=np.uint64), 1, event)[:, 0]
