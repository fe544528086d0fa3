"""Replications stratified by the number of events, so that rare events are seen often and counted rarely."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Numbers of events in stratified replications.

    Attributes
    ----------
    counts
        Events of each kind in each replication; shape: replications, kinds.
    strata
        Stratum of each replication: its number of events, or the last stratum for as many or more.
    weights
        Weight of each replication; they sum to 1.
    """

    counts: NDArray[np.int64]
    strata: NDArray[np.int64]
    weights: Floats


def poisson(mean: float) -> Floats:
    """Return the probabilities of 0, 1, 2 ... events where they come at a constant rate.

    Parameters
    ----------
    mean
        Events to be expected, 0 or more: rate times length.
    """
    most = math.ceil(mean + 10 * math.sqrt(mean)) + 40  # beyond any stratum that could be asked for
    chances: Floats = stats.poisson.pmf(np.arange(most + 1), mean)
    return chances


def single(probability: float) -> Floats:
    """Return the probabilities of 0 and 1 events where there is at most one."""
    return np.array([1 - probability, probability])


def draw(chances: Sequence[Floats], allocation: Sequence[int], uniforms: Floats) -> Sample:
    """Draw the number of events of each kind, so many replications a stratum.

    Parameters
    ----------
    chances
        Probabilities of 0, 1, 2 ... events of each kind, as `poisson` and `single` give them; kinds are
        independent of each other.
    allocation
        Replications with no event, with one, and so on; the last number is of those with as many events or
        more. ``(10, 990)`` tells apart whether anything happens; ``(1000,)`` doesn't stratify.
    uniforms
        One number for each replication and kind, each kind's from a stream of its own; shape: replications,
        kinds.

    Raises
    ------
    ValueError
        If a stratum that can occur has no replications, or one that can't occur has some.

    Notes
    -----
    Kinds are drawn one after another, each given what its stratum still asks of it and the kinds to come. So
    the draw within a stratum is exact, and weights are the strata's exact probabilities shared out evenly.
    """
    last = len(allocation) - 1
    exactly, at_least = _remaining(chances, last, exact=True), _remaining(chances, last, exact=False)
    shares = np.append(exactly[0, :last], at_least[0, last])
    for stratum, (share, size) in enumerate(zip(shares, allocation, strict=True)):
        if (share > 0) != (size > 0):
            raise ValueError(
                f"{size} replications for {stratum}{' or more' * (stratum == last)} events, of probability "
                f"{share:g}; give replications to every stratum that can occur, and to no other"
            )
    strata = np.repeat(np.arange(last + 1), allocation)
    counts = np.empty((len(strata), len(chances)), dtype=np.int64)
    for stratum in range(last + 1):
        here, exact = strata == stratum, stratum < last
        rest = exactly if exact else at_least
        counts[here] = _within(chances, rest, stratum, uniforms[here], exact=exact)
    return Sample(counts, strata, (shares / allocation)[strata])


def _remaining(chances: Sequence[Floats], last: int, *, exact: bool) -> Floats:
    """Return the probability that kinds from each on have 0, 1 ... `last` events, exactly or at least."""
    rest = np.zeros((len(chances) + 1, last + 1))
    rest[-1, 0] = 1.0
    for kind in reversed(range(len(chances))):
        for wanted in range(last + 1):
            rest[kind, wanted] = _joint(chances[kind], rest[kind + 1], wanted, exact=exact).sum()
    return rest


def _within(
    chances: Sequence[Floats], rest: Floats, stratum: int, uniforms: Floats, *, exact: bool
) -> NDArray[np.int64]:
    """Return the counts of one stratum's replications, kind by kind, each by inversion."""
    counts = np.empty(uniforms.shape, dtype=np.int64)
    missing = np.full(len(uniforms), stratum)
    for kind, chance in enumerate(chances):
        for wanted in np.unique(missing):
            here = missing == wanted
            cumulative = np.cumsum(_joint(chance, rest[kind + 1], wanted, exact=exact))
            counts[here, kind] = np.searchsorted(cumulative, uniforms[here, kind] * cumulative[-1])
        missing = np.maximum(missing - counts[:, kind], 0)
    return counts


def _joint(chance: Floats, later: Floats, wanted: int, *, exact: bool) -> Floats:
    """Return the probabilities of 0, 1, 2 ... events of a kind and of what is then wanted of later ones."""
    some = chance[: wanted + 1] if exact else chance
    joint: Floats = some * later[np.maximum(wanted - np.arange(len(some)), 0)]
    return joint
