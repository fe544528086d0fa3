"""Blocks of a floor: all parallel copies of a station, or an area, as they stand beside the corridor."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from reshore.errors import DataError, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.factory.plan.building import Building
    from reshore.factory.plan.case import Case
    from reshore.factory.plan.kinds import Kind
    from reshore.factory.plan.place import Place
    from reshore.factory.plan.sized import Sized

MOST = 20.0
"""Lengths of a building that each of its rows may take: of more, nothing is laid out."""

_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Block:
    """Stations or an area that stand together.

    Attributes
    ----------
    name
        Unique.
    of
        Name of the place or area that it is a part of.
    kind, place
        Kind of station or area; None where no tasks run.
    copies
        Stations in it.
    share
        Of the stations of its place.
    length, depth
        Along the corridor, and from it, in metres.
    """

    name: str
    of: str
    kind: Kind
    place: Place | None
    copies: int
    share: float
    length: float
    depth: float

    @property
    def power(self) -> float:
        """Power (kW) that it draws if all its stations work."""
        each = self.kind.power if self.place is None else self.kind.servers * self.place.power
        return self.copies * (each + self.kind.idle_power)


def blocks(sized: Sized) -> list[Block]:
    """Return the blocks of a plant: places in the order of their lines, then areas.

    Those longer than half of the building are split into parts of as many stations as can be.

    Raises
    ------
    DataError
        If the building is too small by far.
    """
    building = sized.case.building
    items: list[tuple[str, Kind, Place | None, int]] = [
        (place.name, place.kind, place, place.copies) for place in sized.places
    ]
    items += [(area.name, area, None, 1) for area in sized.case.areas]
    length = sum(_length(kind, copies, building) for _, kind, _, copies in items) / 2
    if length > MOST * building.length:
        problem = (
            f"length {building.length:g} m is too little for {sized.rate:g} units a week: each row takes"
            f" {length:,.0f} m"
        )
        fault = Fault(f"{building.place}, length", problem, "write a longer building, or ask for less")
        raise DataError([fault])
    return [part for item in items for part in _parts(*item, building)]


def too_deep(case: Case) -> Iterator[Fault]:
    """Yield kinds that are in use and deeper than a row of the building."""
    used = {task.station for made in case.made for task in made.operations}
    for kind in case.kinds.values():
        least = min(kind.length, kind.width)
        if (kind.name in used or kind in case.areas) and least > case.building.depth + _EPSILON:
            problem = (
                f"is {least:g} m deep at least, and a row of building {case.building.name!r} is"
                f" {case.building.depth:g} m deep: {least - case.building.depth:g} m too much"
            )
            yield Fault(f"stations {kind.name}", problem, "write a wider building or a smaller station")


def _parts(name: str, kind: Kind, place: Place | None, copies: int, building: Building) -> Iterator[Block]:
    along, deep, high = _stacked(kind, building)
    parts = max(1, ceil(_length(kind, copies, building) / (building.length / 2) - _EPSILON))
    parts = min(parts, copies)
    for part in range(parts):
        count = copies // parts + (part < copies % parts)
        yield Block(
            name=name if parts == 1 else f"{name} {part + 1}",
            of=name,
            kind=kind,
            place=place,
            copies=count,
            share=count / copies,
            length=ceil(count / high) * along,
            depth=min(count, high) * deep,
        )


def _length(kind: Kind, copies: int, building: Building) -> float:
    """Return the metres of a row that so many stations take together."""
    along, _, high = _stacked(kind, building)
    return ceil(copies / high) * along


def _stacked(kind: Kind, building: Building) -> tuple[float, float, int]:
    """Return the length and depth of one station as it stands, and how many stand one behind the other."""
    turned = kind.width > building.depth + _EPSILON
    along, deep = (kind.width, kind.length) if turned else (kind.length, kind.width)
    return along, deep, max(1, floor(building.depth / deep + _EPSILON))
