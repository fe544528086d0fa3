"""When units are released to the line of an end product, as users write it, and to lines of components."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.errors import UsageError
from reshore.factory.line.release import Conwip, Poisson, Saturated, Takt

if TYPE_CHECKING:
    from reshore.factory.line.release import Release
    from reshore.factory.plan.balanced import Way

CHOICES = "takt, poisson, saturated, or conwip and a number of units such as 'conwip 40'"

PULLED = 2
"""Units inside the line of a component, as a multiple of those that its servers hold."""


def release(text: str, way: Way) -> Release:
    """Return when units of an end product come.

    Parameters
    ----------
    text
        `takt`, `poisson`, `saturated` or `conwip N`.
    way
        Its line. At its rate, units come in the open hours of the first place.

    Raises
    ------
    UsageError
        If it is none of these.
    """
    word, _, number = text.strip().partition(" ")
    between = way.places[0].kind.hours / (way.rate * way.gross)
    if word == "conwip" and number.strip().isdigit() and int(number) > 0:
        return Conwip(int(number))
    plain: dict[str, Release] = {"takt": Takt(between), "poisson": Poisson(between), "saturated": Saturated()}
    if number or word not in plain:
        raise UsageError(f"there is no release {text!r}; there are {CHOICES}")
    return plain[word]


def pulled(way: Way) -> Conwip:
    """Return the release of a component: its line is kept full until the store after it is."""
    return Conwip(PULLED * sum(place.servers * place.kind.batch for place in way.places))
