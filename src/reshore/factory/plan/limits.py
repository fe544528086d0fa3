"""Limits of a plant: what it needs by means of floor, power, cooling and people, and what there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reshore.factory.plan import draws

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.factory.plan.people import Crew
    from reshore.factory.plan.sized import Sized

_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit.

    Attributes
    ----------
    resource, unit
        What is limited, and in what unit.
    need, have
        At the plant's rate, and at most; None = no limit.
    place
        Where it is written.
    """

    resource: str
    unit: str
    need: float
    have: float | None
    place: str

    @property
    def room(self) -> float | None:
        """What is left; below 0 what lacks."""
        return None if self.have is None else self.have - self.need

    @property
    def is_kept(self) -> bool:
        """Whether there is enough."""
        return self.have is None or self.need <= self.have * (1 + _EPSILON)

    @property
    def used(self) -> float:
        """Share of what there is that is needed; 0 without a limit."""
        if self.have is None:
            return 0.0
        return self.need / self.have if self.have > 0 else float("inf")


def limits(
    sized: Sized, crews: Mapping[str, Crew], row_length: float, people: int | None
) -> tuple[Limit, ...]:
    """Return what a plant needs: floor, power, cooling, people.

    Power and cooling are the means of the week's busiest hours, people all that may be needed at once.
    """
    building = sized.case.building
    heads = sum(crew.heads for crew in crews.values())
    have = None if people is None else float(people)
    return (
        Limit("floor", "m", row_length, building.length, f"{building.place}, length"),
        Limit("power", "kW", draws.power(sized).busiest, building.power, f"{building.place}, power"),
        Limit("cooling", "kW", draws.cooling(sized).busiest, building.cooling, f"{building.place}, cooling"),
        Limit("people", "person", float(heads), have, "people"),
    )
