"""The largest rate that what there is suffices for, by means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reshore.errors import DataError, Fault, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.factory.plan.limits import Limit

STATIONS = "stations"
"""What binds where no more may stand in parallel."""

LEAST, MOST = 1e-3, 1e9
"""Good units a week between which the largest rate is looked for."""

UNLIMITED = "nothing limits the rate: write a building's power or length, or ask for a rate"

NARROW = 1e-4
"""Share of the rate to which it is found."""


@dataclass(frozen=True, slots=True)
class Largest:
    """The largest rate.

    Attributes
    ----------
    rate
        Good units a week.
    binds
        What there is too little of just above it, or `STATIONS`.
    """

    rate: float
    binds: tuple[str, ...]


def largest(needs: Callable[[float], tuple[Limit, ...]]) -> Largest:
    """Return the largest rate at which all limits are kept.

    Parameters
    ----------
    needs
        Limits at a rate; raises DataError where no line makes so much.

    Raises
    ------
    DataError
        If there is too little for any rate, and of what.
    UsageError
        If nothing limits the rate.
    """
    low, high = 0.0, 1.0
    while not (binds := _broken(needs, high)):
        low, high = high, 2 * high
        if high > MOST:
            raise UsageError(UNLIMITED)
    while low == 0.0:
        if high < LEAST:
            raise DataError(_faults(needs(high)))
        if now := _broken(needs, high / 2):
            high, binds = high / 2, now
        else:
            low = high / 2
    while high - low > NARROW * high:
        middle = (low + high) / 2
        if now := _broken(needs, middle):
            high, binds = middle, now
        else:
            low = middle
    return Largest(low, binds)


def _broken(needs: Callable[[float], tuple[Limit, ...]], rate: float) -> tuple[str, ...]:
    """Return what there is too little of at a rate."""
    try:
        found = needs(rate)
    except DataError:
        return (STATIONS,)
    return tuple(limit.resource for limit in found if not limit.is_kept)


def _faults(found: tuple[Limit, ...]) -> list[Fault]:
    return [
        Fault(
            limit.place,
            f"{limit.resource} {limit.have:g} ({limit.unit}) is too little: any rate takes {limit.need:g}",
            f"give {limit.need:g} or more",
        )
        for limit in found
        if not limit.is_kept
    ]
