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

EVENTS = ("start", "duration", "severity")
"""What is drawn of an event, and the last part of the keys."""


@dataclass(frozen=True, slots=True, eq=False)
class Luck:
    """Streams of one seed for all that is drawn of hazards; numbers are above 0 and below 1.

    Attributes
    ----------
    counts
        How many events each source has, by source.
    events
        When they start, how long they last and how severe they are; shape: 3, sources. Hazards of one cause
        have the same luck, so that what is long or severe is so for all.
    rows
        Which rows are hit, by hazard; rows of one table and cause have the same luck.
    """

    counts: Keys
    events: Keys
    rows: tuple[Keys, ...]

    @classmethod
    def of(cls, hazards: Hazards, seed: int) -> Luck:
        """Make the keys."""
        streams = Streams(seed)
        sources = [(source.kind, source.name) for source in hazards.sources]
        events = [[streams.key(ROOM, *source, what) for source in sources] for what in EVENTS]
        rows = tuple(
            streams.keys(ROOM, *sources[hazard.source], hazard.table, names=hazard.rows)
            for hazard in hazards.hazards
        )
        counts = [streams.key(ROOM, *source, "count") for source in sources]
        return cls(
            counts=np.array(counts, dtype=np.uint64),
            events=np.array(events, dtype=np.uint64),
            rows=rows,
        )

    def number_of_events(self, replications: NDArray[np.int64]) -> Floats:
        """Return numbers for how many events each source has; shape: replications, sources."""
        return uniforms(self.counts, replications.astype(np.uint64)[:, None], 1)[..., 0]

    def of_events(self, replication: int, most: int) -> tuple[Floats, Floats, Floats]:
        """Return numbers for start, duration and severity of so many events.

        Returns
        -------
        starts, durations, severities
            Shape: sources, events of a source.
        """
        starts, durations, severities = uniforms(self.events, np.asarray(replication, dtype=np.uint64), most)
        return starts, durations, severities

    def of_rows(self, hazard: int, replication: int, event: int) -> Floats:
        """Return numbers for the rows that an event may hit, the first of its source being 0."""
        return uniforms(self.rows[hazard], np.asarray(replication, dtype=np.uint64), 1, event)[:, 0]
