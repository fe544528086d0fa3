"""When units of a product come to the line; what finds no room waits outside and isn't in process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Takt:
    """A unit every so many open hours of the product's first group, the first after one such time.

    Attributes
    ----------
    hours
        Between units, above 0; units that are scrapped later count as well.
    """

    hours: float


@dataclass(frozen=True, slots=True)
class Poisson:
    """Units at random: exponential times between them, in open hours of the product's first group.

    Attributes
    ----------
    hours
        Mean between units, above 0.
    """

    hours: float


@dataclass(frozen=True, slots=True)
class Saturated:
    """A unit whenever there is room before the product's first group."""


@dataclass(frozen=True, slots=True)
class Conwip:
    """A unit whenever there is room and fewer than so many of the product are inside.

    Attributes
    ----------
    units
        At most inside; units in a store aren't.
    """

    units: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Units at given times, and then no more.

    Attributes
    ----------
    times
        Hours from the start, not falling.
    """

    times: tuple[float, ...]


Release: TypeAlias = Takt | Poisson | Saturated | Conwip | Plan
"""When units come; what finds no room waits outside."""
