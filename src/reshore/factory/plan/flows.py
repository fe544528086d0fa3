"""What is carried through a plant: kg a week between docks, areas and places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reshore.factory.plan.balanced import Way
    from reshore.factory.plan.sized import Sized

DOCK_IN, DOCK_OUT = "receiving", "shipping"
"""Roles of the areas behind docks, and names of the docks that serve them."""

INBOUND = ("receiving", "store", "kitting")
"""Roles of the areas that what is bought in goes through, in turn."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What goes one way.

    Attributes
    ----------
    origin, destination
        Names of areas and places; empty = the dock.
    kg
        A week.
    """

    origin: str
    destination: str
    kg: float


def flows(sized: Sized) -> list[Flow]:
    """Return what is carried a week.

    What is bought in comes through receiving, store and kitting to where it goes in; components made here go
    straight from the end of their line to where they go in; a unit weighs as much as the product on its whole
    line; finished units leave through shipping.
    """
    moved: dict[tuple[str, str], float] = defaultdict(float)
    for origin, destination, kg in [*_parts(sized), *_lines(sized)]:
        if kg > 0 and origin != destination:
            moved[origin, destination] += kg
    return [Flow(*ends, kg) for ends, kg in moved.items()]


def _parts(sized: Sized) -> Iterator[tuple[str, str, float]]:
    """Yield what goes into products."""
    made = {way.product: way.places[-1].name for way in sized.ways}
    inbound = [areas for areas in (_areas(sized, role) for role in INBOUND) if areas]
    for way in sized.ways:
        for place in way.places:
            for task in place.operations:
                for component, quantity in task.components.items():
                    kg = quantity * way.rate * way.gross * sized.case.masses[component]
                    if component in made:
                        yield made[component], place.name, kg
                    else:
                        yield from _through([[""], *inbound, [place.name]], kg)


def _lines(sized: Sized) -> Iterator[tuple[str, str, float]]:
    """Yield what goes along lines and back on them, and out."""
    for number, way in enumerate(sized.ways):
        mass = sized.case.masses[way.product]
        for at, (before, after) in enumerate(pairwise(way.places)):
            yield before.name, after.name, _forward(way, at + 1) * way.rate * mass
        for begin, end, times in way.back:
            yield way.places[begin].name, way.places[end].name, times * way.rate * mass
        if number == 0:
            areas = [areas] if (areas := _areas(sized, DOCK_OUT)) else []
            yield from _through([[way.places[-1].name], *areas, [""]], way.rate * mass)


def _forward(way: Way, at: int) -> float:
    """Return how often a unit that ends well comes to a place from the one before it."""
    return way.places[at].visits - sum(times for _, end, times in way.back if end == at)


def _areas(sized: Sized, role: str) -> list[str]:
    return [area.name for area in sized.case.areas if area.role == role]


def _through(stages: Iterable[list[str]], kg: float) -> Iterator[tuple[str, str, float]]:
    """Yield what goes from stage to stage, where areas of one role share it alike."""
    for before, after in pairwise(stages):
        for origin in before:
            for destination in after:
                yield origin, destination, kg / len(before) / len(after)
