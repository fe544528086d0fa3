"""An axis: a quantity that plans are asked to have less of, or more, than a limit."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, isnan
from typing import TYPE_CHECKING, Any

import numpy as np

from reshore.insight.variant import Variant

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reshore.footprint.conditions import Condition
    from reshore.footprint.start import Decisions


@dataclass(frozen=True, slots=True)
class Limits:
    """What keeps a plan within a limit.

    Attributes
    ----------
    rules
        Rows of `rules`, all hard.
    conditions
        Conditions on used sites, or on carbon.
    """

    rules: Sequence[Mapping[str, Any]] = ()
    conditions: Sequence[Condition] = ()


@dataclass(frozen=True, slots=True)
class Axis:
    """A quantity with two ends.

    Attributes
    ----------
    name
        As it was asked for.
    unit
        Its unit.
    more
        Whether plans are asked for more of it, and not for less.
    start
        What the run's plan has.
    furthest
        What no plan can pass; infinite where that isn't known.
    limited
        Limit -> what keeps a plan within it.
    measure
        Name of the measure that says what a plan has.
    whole
        Whether it is counted in whole numbers.
    relative
        Whether the measure says it as a part of the limit.
    """

    name: str
    unit: str
    more: bool
    start: float
    furthest: float
    limited: Callable[[float], Limits]
    measure: str
    whole: bool = False
    relative: bool = False

    @property
    def sense(self) -> str:
        """How a limit limits it, as in `rules`."""
        return ">=" if self.more else "<="

    def variant(self, limit: float, start: Decisions | None) -> Variant:
        """Return the run's model with a limit, searched from some decisions."""
        limits = self.limited(limit)
        return Variant(
            f"{self.name} {self.sense} {limit!r}",
            rules=limits.rules,
            conditions=limits.conditions,
            start=start,
        )

    @property
    def own(self) -> float:
        """What the measure says of the run's plan."""
        return 1.0 if self.relative else self.start

    def value(self, measured: float, limit: float) -> float:
        """Return what a plan has, from what the measure says of it under a limit.

        A plan of which the measure says nothing has no less than the limit, and is taken to have no more.
        """
        if not self.relative:
            return measured
        if isnan(measured):
            return limit
        return float(round(limit * measured)) if self.whole else limit * measured

    def tighter(self, limit: float, other: float) -> bool:
        """Return whether a limit asks for more than another."""
        return limit > other if self.more else limit < other

    def between(self, kept: float, missed: float, width: float) -> float | None:
        """Return a limit between one that can be kept and one that can't; None where they are as near."""
        middle = (kept + missed) / 2
        if self.whole:
            middle = float((ceil if self.more else floor)(middle))
        return None if abs(kept - missed) <= width or middle in (kept, missed) else middle

    def steps(self, end: float, count: int) -> list[float]:
        """Return limits from the start to an end, both included, as evenly spaced as the quantity allows."""
        values = np.linspace(self.start, end, count)
        return list(dict.fromkeys(float(value) for value in (values.round() if self.whole else values)))
