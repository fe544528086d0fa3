"""The shortest takt for given stations: a search over takts, each tried by the search for fewest stations.

As long as no task needs more parallel stations, a longer takt can do what a shorter one can. So the takts
are gone through in stretches over which the parallel stations needed stay the same, each by halving.
"""

from __future__ import annotations

import time as clock
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from reshore.errors import InfeasibleError, TimeLimitError

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.factory.balance.arrays import Integers
    from reshore.factory.balance.exact import Found
    from reshore.factory.balance.grouping import Groups


@dataclass(frozen=True, slots=True)
class FoundTakt:
    """The shortest takt found, in units of the groups.

    Attributes
    ----------
    takt
        Shortest found.
    station
        Place of each group's station on its line.
    bound
        No line has a shorter one.
    """

    takt: int
    station: Integers
    bound: int


def shortest(
    groups: Groups, stations: int, seconds: float, attempt: Callable[[int, float], Found]
) -> FoundTakt:
    """Find the shortest takt.

    Parameters
    ----------
    groups
        What is done.
    stations
        Of the line at most, parallel ones counted.
    seconds
        Time limit.
    attempt
        Looks for a line of so many stations at a takt, within a number of seconds.

    Raises
    ------
    InfeasibleError
        If no takt is long enough for so few stations.
    TimeLimitError
        If none was found to be in time.
    """
    deadline = clock.perf_counter() + seconds
    best, bound, certain = None, 1, True
    for low, high in _stretches(groups, stations):
        takt = high
        while low <= high:
            bound = low if certain else bound
            found = attempt(takt, max(0.0, (deadline - clock.perf_counter()) / 2))
            if found.used <= stations:
                needed = _needed(groups, found.station, takt)
                best = FoundTakt(needed, found.station, bound)
                high = needed - 1
            else:
                certain &= found.bound > stations
                low = takt + 1
            takt = (low + high) // 2
        if best is not None:
            return replace(best, bound=low if certain else bound)
    if certain:
        raise InfeasibleError(
            f"no line of {stations:,} stations at any takt: kinds of station, precedence and zoning ask for"
            " more; allow more stations"
        )
    raise TimeLimitError(f"no line of {stations:,} stations was found in {seconds:g} s")


def _stretches(groups: Groups, stations: int) -> list[tuple[int, int]]:
    """Return first and last takt of the stretches over which the parallel stations needed are the same."""
    total = int(groups.time.sum())
    longest = int((-(-groups.time // groups.copies)).max(initial=1))
    low = max(1, -(-total // stations), longest)
    high = max(low, total)
    starts = {low}
    for time, copies in zip(groups.time.tolist(), groups.copies.tolist(), strict=True):
        starts.update(start for k in range(1, copies) if low < (start := -(-time // k)) <= high)
    ordered = sorted(starts)
    return list(zip(ordered, [*(start - 1 for start in ordered[1:]), high], strict=True))


def _needed(groups: Groups, station: Integers, takt: int) -> int:
    """Return the takt that the slowest station of a line keeps."""
    width = np.zeros(int(station.max(initial=-1)) + 1, np.int64)
    np.maximum.at(width, station, groups.widths(takt))
    load = np.zeros_like(width)
    np.add.at(load, station, groups.time)
    return max(1, int((-(-load // width)).max(initial=1)))
