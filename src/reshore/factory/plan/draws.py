"""What a plant draws by means, without chance: power and cooling over the hours of a week."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reshore.factory.plan.calendars import WEEK, edges, is_open

if TYPE_CHECKING:
    from reshore.factory.plan.sized import Sized


@dataclass(frozen=True, slots=True)
class Draw:
    """Power or cooling in kW.

    Attributes
    ----------
    mean
        Over the week.
    busiest
        Mean in the hours of the week in which most is drawn.
    connected
        If everything that is open at once works at once.
    """

    mean: float
    busiest: float
    connected: float


def power(sized: Sized) -> Draw:
    """Return the power that a plant draws at its rate, idle power and areas included."""
    return _draw(sized, "power", sized.idle_power)


def cooling(sized: Sized) -> Draw:
    """Return the cooling that a plant needs at its rate."""
    return _draw(sized, "cooling", 0.0)


def _draw(sized: Sized, what: str, always: float) -> Draw:
    rates = sized.rates
    parts = [
        (place.kind.opens, place.busy(rates[place.product]), place.servers, getattr(place, what))
        for place in sized.places
    ]
    mean, busiest, connected = 0.0, 0.0, 0.0
    for begin, end in pairwise(edges(*(opens for opens, *_ in parts))):
        now = [(busy * each, servers * each) for opens, busy, servers, each in parts if is_open(opens, begin)]
        drawn = always + sum(busy for busy, _ in now)
        mean += drawn * (end - begin) / WEEK
        busiest = max(busiest, drawn)
        connected = max(connected, always + sum(most for _, most in now))
    return Draw(mean, busiest, connected)
