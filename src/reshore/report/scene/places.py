"""Where everything of a plant stands in metres: x along the building, y across it, from its lower left."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isclose
from typing import TYPE_CHECKING, Any

from reshore.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reshore.factory.plan.result import PlantResult
    from reshore.tables.model import Model

    Point = tuple[float, float]

_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Footprint:
    """A kind of station, or an area, as it stands.

    Attributes
    ----------
    kind, role
        As in the table of stations.
    length, width
        Of one, as in the table, in metres.
    along, deep
        Along the corridor and from it: length and width, or width and length where it stands turned.
    abreast
        How many stand one behind the other in a row of the building.
    """

    kind: str
    role: str
    length: float
    width: float
    along: float
    deep: float
    abreast: int

    @classmethod
    def of(cls, row: Mapping[str, Any], depth: float) -> Footprint:
        """Return what a row of the table takes in a row of the building of that depth."""
        length, width = float(row["length"]), float(row["width"])
        along, deep = (width, length) if width > depth + _EPSILON else (length, width)
        abreast = max(1, int(depth / deep + _EPSILON))
        return cls(row["station"], row["role"], length, width, along, deep, abreast)


@dataclass(frozen=True, slots=True)
class Place:
    """A block of the floor.

    Attributes
    ----------
    block, name
        Its own name, and that of the group of stations or the area that it is a part of.
    product
        On whose line it stands; None for areas.
    footprint
        Of each station, or of the area.
    x, y, length, depth
        Lower left corner and size of the whole block.
    corners
        Lower left corner of each station.
    """

    block: str
    name: str
    product: str | None
    footprint: Footprint
    x: float
    y: float
    length: float
    depth: float
    corners: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """A dock or a feed: at its wall, or in the corridor where its side isn't said."""

    kind: str
    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Ground:
    """A floor with what stands on it.

    Attributes
    ----------
    length, width, aisle
        Of the building inside, and of its corridor.
    footprints
        By kind, of all that stand here, in the order in which they come.
    places, openings
        What is where.
    """

    length: float
    width: float
    aisle: float
    footprints: Mapping[str, Footprint]
    places: tuple[Place, ...]
    openings: tuple[Opening, ...]

    @classmethod
    def of(cls, result: PlantResult, model: Model) -> Ground:
        """Return the floor of a plant, with sizes of stations from the model it was made from.

        Raises
        ------
        UsageError
            If the plant was made from another model.
        """
        length, width, aisle = (float(result.facts["building"][key]) for key in ("length", "width", "aisle"))
        depth = (width - aisle) / 2
        rows = {row["station"]: row for row in model["stations"].iter_rows(named=True)}
        footprints: dict[str, Footprint] = {}
        for kind in result["blocks"]["kind"].unique(maintain_order=True):
            if kind not in rows:
                raise UsageError(f"the plant has stations of kind {kind!r}, and the model has none of them")
            footprints[kind] = Footprint.of(rows[kind], depth)
        blocks = result["blocks"].iter_rows(named=True)
        sides = {0: width, 1: 0.0, None: width / 2}
        return cls(
            length=length,
            width=width,
            aisle=aisle,
            footprints=footprints,
            places=tuple(_place(row, footprints[row["kind"]], depth, aisle) for row in blocks),
            openings=tuple(
                Opening(row["kind"], row["name"], row["x"], sides[row["row"]])
                for row in result["openings"].iter_rows(named=True)
            ),
        )

    def parts(self, name: str) -> list[Place]:
        """Return the blocks of a group of stations, or of an area."""
        return [place for place in self.places if place.name == name]


def _place(row: Mapping[str, Any], footprint: Footprint, depth: float, aisle: float) -> Place:
    """Return a block, which stands at the corridor."""
    length, deep = float(row["length"]), float(row["depth"])
    abreast = min(footprint.abreast, row["copies"])
    columns = ceil(row["copies"] / abreast)
    if not (isclose(columns * footprint.along, length) and isclose(abreast * footprint.deep, deep)):
        raise UsageError(
            f"block {row['block']!r} is {length:g} m by {deep:g} m, and its stations of kind {row['kind']!r}"
            f" take {columns * footprint.along:g} m by {abreast * footprint.deep:g} m by the model: the plant"
            " was made from another one"
        )
    upper = row["row"] == 0
    return Place(
        block=row["block"],
        name=row["name"],
        product=row["product"],
        footprint=footprint,
        x=row["x"],
        y=depth + aisle if upper else depth - deep,
        length=length,
        depth=deep,
        corners=tuple(
            (row["x"] + column * footprint.along, y)
            for column, y in _cells(row["copies"], footprint, depth + aisle if upper else depth, upper)
        ),
    )


def _cells(copies: int, footprint: Footprint, edge: float, upper: bool) -> Iterator[tuple[int, float]]:
    """Yield the column and the lower edge of each station; they fill the columns from the corridor on."""
    for number in range(copies):
        column, behind = divmod(number, footprint.abreast)
        yield column, edge + behind * footprint.deep if upper else edge - (behind + 1) * footprint.deep
