"""People: how many are needed at once in each pool, and how many have to be on the payroll for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from reshore.errors import DataError, Fault
from reshore.factory.plan.calendars import edges, is_open

if TYPE_CHECKING:
    from reshore.factory.plan.sized import Sized

PAID = 40.0
"""Hours a week that one is paid for."""

_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Crew:
    """The people of a pool.

    Attributes
    ----------
    pool
        Its name.
    heads
        People on shift when most are, whole: as many as everything that is open then needs at once.
    in_areas
        Those among them who work in areas, and not at stations; a number of people that may be broken.
    hours
        Hours on shift a week, all people together.
    """

    pool: str
    heads: int
    in_areas: float
    hours: float

    def payroll(self, absence: float) -> float:
        """Return the people to be paid, where a share `absence` of working time is lost."""
        return self.hours / PAID / (1 - absence)


def staffed(sized: Sized, people: int | None) -> dict[str, Crew]:
    """Return the people of each pool where there are so many in all; None = as many as are needed at once.

    Where there are fewer, each pool has its part of them, and at least what a single service needs.

    Raises
    ------
    DataError
        If they are too few for that.
    """
    found = crews(sized)
    needed = sum(crew.heads for crew in found.values())
    if people is None or needed <= people:
        return found
    least = {
        pool: ceil(
            crew.in_areas
            + max((place.operators for place in sized.places if place.kind.pool == pool), default=0.0)
        )
        for pool, crew in found.items()
    }
    if sum(least.values()) > people:
        problem = f"{people} on shift are too few: one service of each pool takes {sum(least.values())}"
        raise DataError([Fault("people", problem, f"give {sum(least.values())} or more")])
    heads = {pool: max(least[pool], crew.heads * people // needed) for pool, crew in found.items()}
    while sum(heads.values()) != people:
        spare = people - sum(heads.values())
        movable = [pool for pool in heads if spare > 0 or heads[pool] > least[pool]]
        worst = (min if spare > 0 else max)(movable, key=lambda pool: heads[pool] / found[pool].heads)
        heads[worst] += 1 if spare > 0 else -1
    return {
        pool: replace(crew, heads=heads[pool], hours=crew.hours * heads[pool] / crew.heads)
        for pool, crew in found.items()
    }


def crews(sized: Sized) -> dict[str, Crew]:
    """Return the people of each pool that anybody works in, by its name."""
    posts = [(place.kind, place.servers * place.operators) for place in sized.places]
    areas = [(area, area.operators) for area in sized.case.areas]
    found = {}
    for pool in dict.fromkeys(kind.pool for kind, people in (*posts, *areas) if people > 0):
        mine = [(kind.opens, people) for kind, people in (*posts, *areas) if kind.pool == pool]
        most, hours = 0, 0.0
        for begin, end in pairwise(edges(*(opens for opens, _ in mine))):
            people = sum(people for opens, people in mine if is_open(opens, begin))
            heads = ceil(people - _EPSILON)
            most, hours = max(most, heads), hours + heads * (end - begin)
        in_areas = sum(people for kind, people in areas if kind.pool == pool)
        found[pool] = Crew(pool, most, in_areas, hours)
    return found
