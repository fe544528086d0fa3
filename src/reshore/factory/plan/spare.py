"""What a plant can spare: the fewest stations, then places for units, that still surely reach its rate."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reshore.factory.plan.fitted import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.factory.plan.fit import Fitting
    from reshore.factory.plan.fitted import Fitted
    from reshore.factory.plan.place import Place
    from reshore.factory.plan.tried import Tried


def without_spare(fitting: Fitting, fitted: Fitted) -> Fitted:
    """Return the plant without stations and places that it can spare; itself if it isn't sure of its rate.

    For one place of the line after the other, beginning where stations cost most together, the smallest
    number is found by halving; then the same for the places before them, beginning with the most. What can't
    be spared beside more of the others can't be spared beside fewer, so that in the end no station and no
    place can be spared by itself. Means set a bound: no station works for more than all of its time.

    Raises
    ------
    StoppedError
        If it was stopped.
    """

    def fewer(tried: Tried, least: int, most: int, variant: Callable[[int], Place]) -> Tried:
        """Return the plant with the smallest number from the least on, or itself: the most is its own."""
        number = least
        while least < most:
            other = fitting.tried(tried.sized.with_place(variant(number)))
            if fitting.is_sure(other, fitted.rate):
                tried, most = other, number
            else:
                least = number + 1
            number = (least + most) // 2
        return tried

    if not fitted.sure:
        return fitted
    steps = [fitted.tried]
    for name in _names(steps[-1], lambda place: place.copies * place.kind.cost):
        place = steps[-1].sized.place(name)
        least = place.needed(steps[-1].sized.rates[place.product], 1.0)
        steps.append(fewer(steps[-1], least, place.copies, place.with_copies))
    for name in _names(steps[-1], lambda place: place.buffer or 0):
        place = steps[-1].sized.place(name)
        steps.append(fewer(steps[-1], 0, place.buffer or 0, place.with_buffer))
    first, *others = _changes(fitted.rate, steps)
    before = [change for change in fitted.changes if _numbers(change) != _numbers(first)]
    return replace(
        fitted,
        tried=steps[-1],
        limits=fitting.limits(steps[-1].sized),
        changes=(*before, first, *others),
    )


def _names(tried: Tried, size: Callable[[Place], float]) -> list[str]:
    """Return the names of places, the greatest by some size first."""
    return [place.name for place in sorted(tried.sized.places, key=size, reverse=True)]


def _changes(rate: float, steps: list[Tried]) -> list[Change]:
    """Return the plants on the way, with what was taken away from each."""
    found = []
    for before, after in pairwise([*steps, steps[-1]]):
        made = before.throughput
        change = Change(rate, made.low, made.value, made.high)
        for old, new in zip(before.sized.places, after.sized.places, strict=True):
            if old != new:
                copies, places = new.copies - old.copies, new.extra - old.extra
                change = replace(change, place=old.name, copies=copies, places=places)
        found.append(change)
    return [change for change in found[:-1] if change.place] + found[-1:]


def _numbers(change: Change) -> tuple[float, ...]:
    return (change.rate, change.low, change.throughput, change.high)
