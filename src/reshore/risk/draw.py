"""Ensembles: what happens in each of many replications, keyed so that each thing has luck of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from reshore.chance import strata
from reshore.errors import UsageError
from reshore.risk.luck import Luck
from reshore.risk.realise import Event, realise
from reshore.risk.struck import Effect
from reshore.tables.periods import DAYS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reshore.risk.hazards import Hazard, Hazards, Source
    from reshore.risk.realisation import Realisation

WEEK = 7
"""Days in a week."""

MANY = 20.0
"""Events to be expected in a window from which on strata by their number tell nothing."""

UPWARDS = frozenset({Effect.COST, Effect.DEMAND})
"""Effects whose severity may be beyond 0 to 1: above, and down to -1."""


@dataclass(frozen=True, slots=True, eq=False)
class Ensemble:
    """Replications, each of which can be made by itself wherever the ensemble is sent.

    Number 0 is the one in which nothing happens. It stands for the stratum without events, unless a dated
    event is certain to happen: then its weight is 0.

    Starts, durations, severities and hits of a source's events depend on seed, names, replication and the
    event's number alone. Strata are by the number of all events, so another source may change how many events
    of each source a replication has, but not what the first, second and so on of them are like.

    Attributes
    ----------
    hazards
        What can happen.
    luck
        The random numbers of its seed.
    window, weeks
        In which events begin, and in all.
    numbers
        Of the replications, rising.
    counts
        Events of each source; shape: replications, sources.
    strata
        Number of events that come at random, 2 for more; 0 in all where they aren't told apart.
    weights
        Probability of each replication; they sum to 1.
    remarks
        Those of the hazards, and dated events outside the window.
    """

    hazards: Hazards
    luck: Luck
    window: int
    weeks: int
    numbers: NDArray[np.int64]
    counts: NDArray[np.int64]
    strata: NDArray[np.int64]
    weights: NDArray[np.float64]
    remarks: tuple[str, ...]

    def __len__(self) -> int:
        """Return the number of replications, the one without events among them."""
        return len(self.weights)

    def first(self, replications: int) -> Ensemble:
        """Return so many of the replications: the first of each stratum, in proportion, and number 0.

        Replications of a stratum are drawn each by itself, so these are a sample of the same strata: what
        happens in them stays as it is, and their weights are higher.

        Raises
        ------
        UsageError
            If there are fewer than strata.
        """
        if replications >= len(self) - 1:
            return self
        random = np.flatnonzero(self.numbers > 0)
        sizes = np.bincount(self.strata[random])
        least = (sizes > 0).astype(np.int64)
        _enough(replications, int(least.sum()))
        shared, room = replications - least.sum(), len(random) - least.sum()
        kept = least + np.diff(np.cumsum(sizes - least) * shared // room, prepend=0)
        chosen = np.concatenate(
            [np.flatnonzero(self.numbers == 0)]
            + [random[self.strata[random] == stratum][:size] for stratum, size in enumerate(kept)]
        )
        chosen.sort()
        fewer = np.where(self.numbers > 0, (sizes / np.maximum(kept, 1))[self.strata], 1.0)
        return replace(
            self,
            numbers=self.numbers[chosen],
            counts=self.counts[chosen],
            strata=self.strata[chosen],
            weights=(self.weights * fewer)[chosen],
        )

    def realisation(self, place: int) -> Realisation:
        """Return what happens in one replication, by its place in the ensemble."""
        number, weight = int(self.numbers[place]), float(self.weights[place])
        return realise(number, weight, self.events(place), self.hazards.usual, self.weeks)

    def events(self, place: int) -> list[Event]:
        """Return the events of one replication, by its place in the ensemble.

        They are in the order of their starts, and of the table where hazards share them.
        """
        number, counts = int(self.numbers[place]), self.counts[place]
        if not counts.any():
            return []
        starts, durations, severities = self.luck.of_events(number, int(counts.max()))
        drawn = sorted(
            (self._start(source, starts[source, count]), source, count)
            for source in np.flatnonzero(counts).tolist()
            for count in range(counts[source])
        )
        return [
            Event(
                number=event,
                hazard=hazard,
                start=start,
                duration=max(0.0, float(hazard.duration.quantile(durations[source, count]))),
                severity=_cut(hazard.effect, float(hazard.severity.quantile(severities[source, count]))),
                hit=self._hit(hazard, place, number, count),
            )
            for event, (start, source, count) in enumerate(drawn)
            for place, hazard in enumerate(self.hazards.hazards)
            if hazard.source == source
        ]

    def _start(self, source: int, share: float) -> float:
        known = self.hazards.sources[source].start
        return float(share * self.window * WEEK if known is None else known)

    def _hit(self, hazard: Hazard, place: int, number: int, count: int) -> NDArray[np.bool_]:
        if hazard.probability == 1:
            return np.ones(len(hazard.rows), dtype=np.bool_)
        return self.luck.of_rows(place, number, count) < hazard.probability


def ensemble(hazards: Hazards, replications: int, seed: int, window: int, weeks: int) -> Ensemble:
    """Draw how many events of each source every replication has; see `Hazards.draw`."""
    if not 0 < window <= weeks:
        raise UsageError(f"events can't begin in {window} weeks of {weeks}")
    certain = np.array([_within(source, window) for source in hazards.sources], dtype=np.bool_)
    means = [source.rate * window * WEEK / DAYS_PER_YEAR for source in hazards.sources]
    if not certain.any() and not any(means):
        raise UsageError(f"nothing in the table hazards can happen within {window} weeks")
    luck = Luck.of(hazards, seed)
    sample = _sample(means, replications, luck, alone=not certain.any())
    counts = sample.counts.copy()
    counts[1:] += certain
    remarks = (*hazards.remarks, *_outside(hazards, window))
    numbers = np.arange(len(counts))
    return Ensemble(hazards, luck, window, weeks, numbers, counts, sample.strata, sample.weights, remarks)


def _within(source: Source, window: int) -> bool:
    return source.start is not None and 0 <= source.start < window * WEEK


def _outside(hazards: Hazards, window: int) -> Iterator[str]:
    for hazard in hazards.hazards:
        source = hazards.sources[hazard.source]
        if source.start is not None and not _within(source, window):
            when = f"{-source.start:,} days before" if source.start < 0 else f"{source.start:,} days after"
            yield f"hazard {hazard.name!r} is left out: its day is {when} the start, and not in the window"


def _sample(means: Sequence[float], replications: int, luck: Luck, *, alone: bool) -> strata.Sample:
    """Return the events at random of each source in each replication; number 0 has none.

    It has the weight of its stratum if it is alone in it: without dated events all such replications are
    the same.
    """
    total = sum(means)
    told_apart = 0 < total <= MANY
    first = 0 if alone and told_apart else 1
    allocation = _allocation(total, replications, alone=alone) if told_apart else [replications]
    numbers = luck.number_of_events(np.arange(first, replications + 1))
    sample = strata.draw([strata.poisson(mean) for mean in means], allocation, numbers)
    return strata.Sample(
        counts=np.pad(sample.counts, ((first, 0), (0, 0))),
        strata=np.pad(sample.strata, (first, 0)),
        weights=np.pad(sample.weights, (first, 0)),
    )


def _allocation(total: float, replications: int, *, alone: bool) -> list[int]:
    """Share replications out over none, one and more events, by the roots of their probabilities.

    That is between shares that suit the mean and equal ones, which suit the rarest; the stratum without
    events needs one alone where all its replications are the same.
    """
    none, one = (float(stats.poisson.pmf(count, total)) for count in (0, 1))
    shares = np.sqrt([0.0 if alone else none, one, float(stats.poisson.sf(1, total))])
    least = (shares > 0).astype(int)
    _enough(replications, int(least.sum()))
    sizes = least + np.floor(shares / shares.sum() * (replications - least.sum())).astype(int)
    sizes[-1] += replications - sizes.sum()
    return [1, *map(int, sizes[1:])] if alone else [int(size) for size in sizes]


def _enough(replications: int, least: int) -> None:
    if replications < least:
        raise UsageError(f"{replications} replications are too few: {least} are the least")


def _cut(effect: Effect, severity: float) -> float:
    return max(-1.0, severity) if effect in UPWARDS else min(1.0, max(0.0, severity))
