"""A profile: a number that changes with the months since a start, such as a ramp or a scrap rate."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import isfinite


@dataclass(frozen=True, slots=True)
class Profile:
    """A piecewise linear function of the months since a start, constant outside of its points.

    Attributes
    ----------
    points
        (months since the start, value), in order of the months; at least one.

    Examples
    --------
    >>> Profile.parse("0:0.5 6:0.8 12:1").mean(0, 6)
    0.65
    """

    points: tuple[tuple[float, float], ...]

    @classmethod
    def parse(cls, text: str) -> Profile:
        """Read ``0.8`` (constant) or ``0:0.5 6:0.8 12:1`` (months since start: value).

        Raises
        ------
        ValueError
            If the text is neither; the message says what is wrong with which part of it.
        """
        parts = text.split()
        if not parts:
            raise ValueError("a profile is empty; write a number, or points such as 0:0.5 6:0.8 12:1")
        if len(parts) == 1 and ":" not in parts[0]:
            return cls(((0.0, _number(parts[0], text)),))
        points = tuple(_point(part, text) for part in parts)
        for (before, _), (after, _) in pairwise(points):
            if after <= before:
                raise ValueError(f"profile {text!r}: month {after:g} does not come after month {before:g}")
        return cls(points)

    @property
    def is_flat(self) -> bool:
        """Whether it has the same value at all times."""
        return len({value for _, value in self.points}) == 1

    def at(self, month: float) -> float:
        """Return the value at a month since the start."""
        first, last = self.points[0], self.points[-1]
        if month <= first[0]:
            return first[1]
        for (left, low), (right, high) in pairwise(self.points):
            if month < right:
                return low + (high - low) * (month - left) / (right - left)
        return last[1]

    def mean(self, start: float, end: float) -> float:
        """Return the integral mean over the months [start, end]; the value itself where they are one.

        Raises
        ------
        ValueError
            If `end` is before `start`.
        """
        if end < start:
            raise ValueError(f"months {start:g} .. {end:g} run backwards")
        if self.is_flat or start == end:
            return self.at(start)
        months = [start, *(month for month, _ in self.points if start < month < end), end]
        area = sum((right - left) * (self.at(left) + self.at(right)) / 2 for left, right in pairwise(months))
        return area / (end - start)


def _point(part: str, text: str) -> tuple[float, float]:
    month, colon, value = part.partition(":")
    if not colon:
        raise ValueError(f"profile {text!r}: {part!r} is not months:value, such as 6:0.8")
    since = _number(month, text)
    if since < 0:
        raise ValueError(f"profile {text!r}: month {since:g} is before the start")
    return since, _number(value, text)


def _number(part: str, text: str) -> float:
    try:
        number = float(part)
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise ValueError(f"profile {text!r}: {part!r} is not a number")
    return number
