"""How often a unit goes through each step of a line with yields and limited rework, exactly.

A unit goes back from a test at most so often, so that its way is a chain whose state counts the reworks of
every test. These are far too many states where loops overlap; but what a way weighs depends on the counts
alone, and the ways with given counts can be counted. A way first comes to each step but the first from the
one before, so that the orders in which its arrows may enter a step are

    (arrivals - 1)! / ((arrivals from before - 1)! x product of (reworks of each test that goes back to it)!)

and each choice of them is one way (van Aardenne-Ehrenfest and de Bruijn 1951). Where loops go back to the
same step, only the sum of their reworks matters to the steps between, which keeps the sums short.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammaln

from reshore.errors import DataError, Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST = 4_000_000
"""Sums of reworks, in all combinations, that are looked at together."""


@dataclass(frozen=True, slots=True)
class Check:
    """A point of the line at which units fail.

    Attributes
    ----------
    step
        Number of its step; tests of one step follow each other, and the first that fails decides.
    good
        Share of units that pass, above 0.
    back
        Step to which units that fail go back, this one or one before it; None = they are scrap.
    limit
        A unit goes back from here at most so often, then it is scrap.
    """

    step: int
    good: float
    back: int | None = None
    limit: int = 0

    @property
    def rounds(self) -> int:
        """How often a unit goes back from here at most."""
        return 0 if self.back is None else self.limit


@dataclass(frozen=True, slots=True)
class Visits:
    """What becomes of units that are started.

    Attributes
    ----------
    of_started
        Expected visits of each step by a unit that is started.
    reworks
        By check, how often it goes back from there.
    good
        Share of units started that end well.
    """

    of_started: tuple[float, ...]
    reworks: tuple[float, ...]
    good: float

    @property
    def of_good(self) -> tuple[float, ...]:
        """Visits of each step for one unit that ends well, those of units scrapped counted."""
        return tuple(visits / self.good for visits in self.of_started)

    @property
    def gross(self) -> float:
        """Units started for one that ends well."""
        return 1 / self.good


def visits(steps: int, tests: Sequence[Check]) -> Visits:
    """Return how often units go through each step.

    Parameters
    ----------
    steps
        Of the line; each unit begins at step 0.
    tests
        In the order in which units come to them.

    Raises
    ------
    DataError
        If so many loops overlap that their reworks can't be counted.
    """
    lost = _scrapped(tests)
    # Whether a visit fails doesn't depend on those before: only where units are scrapped has to be counted.
    matrix, given, failed = np.eye(steps + 1), np.zeros(steps + 1), np.zeros(len(tests))
    given[0] = 1.0
    for step in range(steps):
        passing = 1.0
        for place, test in enumerate(tests):
            if test.step == step:
                failed[place] = passing * (1 - test.good)
                passing -= failed[place]
                if test.back is not None:
                    matrix[test.back, step] -= failed[place]
                    given[test.back] -= lost[place]
        matrix[step + 1, step] -= passing
    *through, good = np.linalg.solve(matrix, given).tolist()
    reworks = tuple(
        0.0 if test.back is None else through[test.step] * float(failed[place]) - lost[place]
        for place, test in enumerate(tests)
    )
    return Visits(tuple(through), reworks, good)


def _scrapped(tests: Sequence[Check]) -> list[float]:
    """Return the share of units started that are scrapped at each test."""
    failing = [test for test in tests if test.good < 1]
    lost = iter([_scrapped_at(failing, end) for end in range(len(failing))])
    return [next(lost) if test.good < 1 else 0.0 for test in tests]


def _scrapped_at(tests: Sequence[Check], end: int) -> float:
    """Return the share of units started that are scrapped at a test.

    It sums the weights of all ways that end there, from the last test to the first. The array of logarithms
    has an axis for each test that later ones go back to: how often they do, summed over them.
    """
    entry = [None if test.back is None else _first_from(tests, test.back) for test in tests]
    ways, axes = np.zeros(()), list[int]()
    for place in range(len(tests) - 1, -1, -1):
        test, goal = tests[place], entry[place]
        ways = ways + (_sums(ways) + (place < end)) * np.log(test.good)
        if goal is not None:
            if goal not in axes:
                axes.append(goal)
                ways = ways[..., None]
            ways = _add(ways, axes.index(goal), test, exactly=place == end)
        if place in axes:
            ways = _close(ways, axes.index(place), begun=place <= end)
            axes.remove(place)
    return float(np.exp(ways)) * (1 - tests[end].good)


def _first_from(tests: Sequence[Check], step: int) -> int:
    """Return the first test that a unit comes to from a step on."""
    return next(place for place, test in enumerate(tests) if test.step >= step)


def _sums(ways: Floats) -> Floats:
    """Return the reworks of all axes together, for each entry."""
    return sum(np.ogrid[tuple(slice(size) for size in ways.shape)], start=np.zeros(ways.shape))


def _add(ways: Floats, axis: int, test: Check, *, exactly: bool) -> Floats:
    """Add the reworks of a test to those of its axis: as many as there may be, or all of them exactly."""
    size = ways.shape[axis]
    shape = (*ways.shape[:axis], size + test.rounds, *ways.shape[axis + 1 :])
    if prod(shape) > MOST:
        problem = f"loops of rework overlap so much that {prod(shape):,} cases would have to be counted"
        raise DataError(
            [Fault("routings, rework", problem, "lower rework_limit, or let loops go back together")]
        )
    added = np.full(shape, -np.inf)
    for count in (test.rounds,) if exactly else range(test.rounds + 1):
        part = added[(slice(None),) * axis + (slice(count, count + size),)]
        weight = count * np.log1p(-test.good) - gammaln(count + 1)
        np.logaddexp(part, ways + weight, out=part)
    return added


def _close(ways: Floats, axis: int, *, begun: bool) -> Floats:
    """Sum over the reworks of an axis, times the orders in which they and others come to its test.

    `begun` says whether a unit also comes there on its way to the end, beside those on their way back.
    """
    back = np.arange(ways.shape[axis]).reshape([-1 if place == axis else 1 for place in range(ways.ndim)])
    before = _sums(ways) - back + begun
    with np.errstate(invalid="ignore"):
        orders = gammaln(before + back) - gammaln(before)
    orders[(before == 0) & (back == 0)] = 0.0
    closed: Floats = np.logaddexp.reduce(ways + orders, axis=axis)
    return closed
