"""Fit a plant to the largest rate: what suffices by means first, then what the simulation reaches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reshore.errors import UsageError
from reshore.factory.plan.largest import STATIONS, UNLIMITED, largest
from reshore.factory.plan.sized import sized

if TYPE_CHECKING:
    from reshore.factory.plan.fit import Fitting
    from reshore.factory.plan.fitted import Change, Fitted
    from reshore.factory.plan.limits import Limit

TRIES = 8
"""Rates that are simulated at most."""


def fit_largest(fitting: Fitting) -> Fitted:
    """Return the plant for the largest rate that its building and people suffice for.

    Means give a rate that no plant exceeds. If the simulation falls short of it, plants for what it made are
    simulated, and rates between one that is reached and one that isn't are halved until they differ by no
    more than the precision.

    Raises
    ------
    DataError
        If there is too little for any rate, or the line can never finish.
    UsageError
        If nothing limits the rate.
    InfeasibleError
        If tasks have to share a station and can't.
    StoppedError
        If it was stopped.
    """
    asked = fitting.asked

    def needs(rate: float) -> tuple[Limit, ...]:
        return fitting.limits(sized(fitting.case, rate, asked.load, asked.seconds))

    found = largest(needs)
    if found.binds == (STATIONS,) and not any(kind.copies for kind in fitting.case.kinds.values()):
        raise UsageError(UNLIMITED)
    best, rate, high, binds = None, found.rate, found.rate, found.binds
    changes: list[Change] = []
    for _ in range(TRIES):
        fitted = fitting.at(rate, within=True)
        changes += fitted.changes
        if fitted.reached:
            best = fitted
        else:
            high, binds = rate, fitted.binds
        made = fitted.tried.throughput.value
        rate = made if best is None else (best.rate + high) / 2
        if rate <= 0 or (best is not None and high - best.rate <= asked.precision * high):
            break
    chosen = fitted if best is None else best
    return replace(chosen, binds=tuple(dict.fromkeys([*binds, *chosen.binds])), changes=tuple(changes))
