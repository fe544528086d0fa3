"""People: how many are needed at once in each pool, and how many have to be on the payroll for it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

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
