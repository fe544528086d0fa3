"""An interval that a cost, or a difference of costs, is proven to lie in."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite, isnan

ROUNDING = 1e-7
"""Part of a cost that is no difference but what the solver and sums round off."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`; both are infinite (above) where no plan exists.

    Attributes
    ----------
    low, high
        The ends. Of a cost: the bound and the objective of a design.
    """

    low: float = -inf
    high: float = inf

    def __add__(self, other: Interval) -> Interval:
        """Return where the sum of two numbers lies."""
        return Interval(_sum(self.low, other.low, -inf), _sum(self.high, other.high, inf))

    def __sub__(self, other: Interval) -> Interval:
        """Return where the difference of two numbers lies."""
        return self + other * -1.0

    def __mul__(self, factor: float) -> Interval:
        """Return where the number times a factor lies."""
        if factor == 0.0:
            return Interval(0.0, 0.0)
        ends = (self.low * factor, self.high * factor)
        return Interval(min(ends), max(ends))

    @property
    def tie(self) -> bool:
        """Whether a difference that lies here may be 0: then no order is given."""
        return self.low <= 0.0 <= self.high

    def at_least(self, low: float) -> Interval:
        """Return the interval of a number that is known to be `low` or more."""
        return Interval(max(self.low, low), max(self.high, low))


def difference(one: Interval, other: Interval) -> Interval:
    """Return where the difference of two costs lies; ends that come of rounding are 0."""
    found = one - other
    scale = max((abs(end) for end in (one.high, other.high) if isfinite(end)), default=0.0)
    low, high = (0.0 if abs(end) <= ROUNDING * scale else end for end in (found.low, found.high))
    return Interval(low, high)


def _sum(one: float, other: float, unknown: float) -> float:
    total = one + other
    return unknown if isnan(total) else total
