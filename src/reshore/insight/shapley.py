r"""Shapley values and interactions of a function of sets, of which only intervals are known.

Sets of n players are numbered by their bits: player d is in set S where bit d of S is 1. With v the function,

.. math::

    \phi_d = \sum_{S \not\ni d} \frac{|S|! (n - |S| - 1)!}{n!} (v(S + d) - v(S))

is the Shapley value of d (Shapley 1953), what d adds when it comes, as a mean over all orders, and

.. math::

    I_{de} = \sum_{S \not\ni d, e} \frac{|S|! (n - |S| - 2)!}{(n - 1)!}
             (v(S + d + e) - v(S + d) - v(S + e) + v(S))

the interaction of d and e (Grabisch and Roubens 1999). Both are linear in v with coefficients that add up to
0, so a constant added to v makes no difference.
"""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def values(count: int) -> Floats:
    """Return the coefficients of Shapley values: a row a player, a column a set."""
    found = np.zeros((count, 2**count))
    for player in range(count):
        for others in _sets_without(count, [player]):
            weight = 1 / (count * comb(count - 1, others.bit_count()))
            found[player, others | 1 << player] += weight
            found[player, others] -= weight
    return found


def interactions(count: int) -> Floats:
    """Return the coefficients of interactions: a row a pair, in the order of `pairs`, a column a set."""
    found = np.zeros((comb(count, 2), 2**count))
    for row, pair in enumerate(pairs(count)):
        one, other = (1 << player for player in pair)
        for others in _sets_without(count, pair):
            weight = 1 / ((count - 1) * comb(count - 2, others.bit_count()))
            found[row, [others | one | other, others]] += weight
            found[row, [others | one, others | other]] -= weight
    return found


def pairs(count: int) -> list[tuple[int, int]]:
    """Return all pairs of players, the smaller number first."""
    return list(combinations(range(count), 2))


def gains(count: int) -> Floats:
    """Return the coefficients of v(S) - v(none): a row a set, a column a set."""
    found = np.eye(2**count)
    found[:, 0] -= 1
    return found


def combined(coefficients: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Return between what each sum of coefficients times v lies, where v lies between `low` and `high`.

    The ends are reached: each v stands at the end that is worse. They are infinite where a v is unbounded on
    that side.
    """
    rises, falls = np.maximum(coefficients, 0.0), np.minimum(coefficients, 0.0)
    return sums(rises, low) + sums(falls, high), sums(rises, high) + sums(falls, low)


def sums(coefficients: Floats, numbers: Floats) -> Floats:
    """Return each sum of coefficients times numbers, in which 0 times what isn't finite is 0."""
    terms = np.zeros_like(coefficients)
    np.multiply(coefficients, numbers, out=terms, where=coefficients != 0.0)
    total: Floats = terms.sum(axis=1)
    return total


def _sets_without(count: int, players: Sequence[int]) -> list[int]:
    absent = sum(1 << player for player in players)
    return [numbers for numbers in range(2**count) if not numbers & absent]
