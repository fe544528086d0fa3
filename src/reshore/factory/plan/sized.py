"""A sized plant: the balanced lines of all that is made in it, at one rate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reshore.factory.plan.balanced import balanced
from reshore.factory.plan.budget import base_power

if TYPE_CHECKING:
    from reshore.factory.plan.balanced import Way
    from reshore.factory.plan.case import Case
    from reshore.factory.plan.place import Place


@dataclass(frozen=True, slots=True)
class Sized:
    """A plant.

    Attributes
    ----------
    case
        What the tables say.
    ways
        Lines of the end product and of the components made here, in the order of the case.
    load
        Share of its time for which each station was planned.
    """

    case: Case
    ways: tuple[Way, ...]
    load: float

    @property
    def rate(self) -> float:
        """Good units of the end product a week."""
        return self.ways[0].rate

    @property
    def places(self) -> list[Place]:
        """Places of all lines."""
        return [place for way in self.ways for place in way.places]

    @property
    def rates(self) -> dict[str, float]:
        """Good units a week by product."""
        return {way.product: way.rate for way in self.ways}

    @property
    def idle_power(self) -> float:
        """Power (kW) drawn always, by areas and stations."""
        stations = sum(place.copies * place.kind.idle_power for place in self.places)
        return base_power(self.case) + stations

    def place(self, name: str) -> Place:
        """Return the place of that name."""
        return next(place for place in self.places if place.name == name)

    def with_place(self, changed: Place) -> Sized:
        """Return the plant with one of its places changed."""
        ways = tuple(
            replace(
                way, places=tuple(changed if place.name == changed.name else place for place in way.places)
            )
            for way in self.ways
        )
        return replace(self, ways=ways)


def sized(case: Case, rate: float, load: float, seconds: float) -> Sized:
    """Balance the lines of a plant.

    Parameters
    ----------
    case
        What the tables say.
    rate
        Good units of the end product a week.
    load
        Share of its time for which each station is planned.
    seconds
        Longest search for the fewest stations of a line.

    Raises
    ------
    DataError
        If a task is longer than all the parallel stations allowed have time at this rate.
    InfeasibleError
        If tasks have to share a station and can't.
    """
    needs = {case.made[0].product: rate}
    ways = []
    for made in case.made:
        way = balanced(made, case.kinds, needs[made.product], load, seconds)
        ways.append(way)
        for component, quantity in made.recipe.parts.items():
            needs[component] = needs.get(component, 0.0) + quantity * way.gross * way.rate
    return Sized(case, tuple(ways), load)
