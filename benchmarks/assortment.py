"""What a seeded maker of bulky goods makes, level by level, and how many places make and sell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

YEARS = 8

BUYS = 0.8
"""Share of the products that a market asks for."""

MAKES = 0.7
"""Share of the goods of its echelon that a plant makes."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many there are of each. Markets grow fastest with the number of columns, then sites, then goods.

    Attributes
    ----------
    products, components, parts
        Goods of the three levels.
    supplier, maker, assembler, warehouse
        Sites of the four echelons.
    near
        Warehouses from which a market can be served.
    """

    products: int
    components: int
    parts: int
    supplier: int
    maker: int
    assembler: int
    warehouse: int
    near: int

    @classmethod
    def of(cls, columns: int) -> Size:
        """Return the size of a model of about so many columns."""
        goods, sites = (columns / 1e5) ** 0.2, (columns / 1e5) ** 0.3
        counts = [round(goods * count) for count in (5, 6, 4)]
        return cls(*counts, *(round(sites * count) for count in (12, 8, 8, 20, 10)))

    def markets(self, columns: int) -> int:
        """Return how many markets make up the columns that the sites leave."""
        inland = MAKES * self.assembler * (self.warehouse * self.products + self.maker * self.components)
        own = self.near + 3  # its lanes, what is served, short and lost
        return max(1, round((columns / YEARS - inland) / (BUYS * self.products * own)))


@dataclass(frozen=True, slots=True)
class Goods:
    """A level of the bill of materials.

    Attributes
    ----------
    names
        One a good.
    value, mass
        Of a unit: kUSD and chargeable kg.
    recipe
        Goods x goods of the level below: units in a unit.
    """

    names: list[str]
    value: NDArray[np.float64]
    mass: NDArray[np.float64]
    recipe: NDArray[np.float64]


def draw(random: np.random.Generator, size: Size) -> tuple[Goods, Goods, Goods]:
    """Return parts, components of two kinds of parts each, and products of three kinds of components each."""
    parts = Goods(
        [f"part-{number + 1:02d}" for number in range(size.parts)],
        random.uniform(10, 20, size.parts),
        random.uniform(3000, 7000, size.parts),
        np.zeros((size.parts, 0)),
    )
    components = _made_of(random, "component", size.components, parts, 2)
    return parts, components, _made_of(random, "product", size.products, components, 3)


def _made_of(random: np.random.Generator, family: str, count: int, below: Goods, kinds: int) -> Goods:
    """Return goods of so many kinds of the level below each, by turns so that all are used."""
    recipe = np.zeros((count, len(below.names)))
    turns = np.resize(random.permutation(len(below.names)), (count, kinds))
    np.put_along_axis(recipe, turns, random.integers(1, 3, turns.shape), axis=1)
    names = [f"{family}-{number + 1:02d}" for number in range(count)]
    value = recipe @ below.value * random.uniform(1.25, 1.5, count)
    return Goods(names, value, recipe @ below.mass, recipe)
