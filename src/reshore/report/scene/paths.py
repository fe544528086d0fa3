"""What the parts of a scene are called: files of assets, and prims of lines and blocks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reshore.report.scene.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reshore.report.scene.places import Ground, Place

PLANT, LINES, AREAS, UNITS = "Plant", "Lines", "Areas", "Units"


@dataclass(frozen=True, slots=True)
class Paths:
    """Names in a scene.

    Attributes
    ----------
    assets
        Name of the asset of a kind of station or area.
    units
        Name of the asset of a unit, by product.
    lines
        Path of the prim of a product's line.
    blocks
        Path of the prim of a block; an area's is the area itself.
    """

    assets: Mapping[str, str]
    units: Mapping[str, str]
    lines: Mapping[str, str]
    blocks: Mapping[str, str]

    @classmethod
    def of(cls, ground: Ground, products: Iterable[str]) -> Paths:
        """Name the parts of a plant."""
        names: dict[str, Names] = defaultdict(Names)

        def below(parent: str, words: str) -> str:
            return f"{parent}/{names[parent](words)}"

        def block(place: Place) -> str:
            if place.product is None:
                return below(f"/{PLANT}/{AREAS}", place.block)
            return below(lines[place.product], place.block.removeprefix(f"{place.product}/"))

        files = Names()
        lines = {product: below(f"/{PLANT}/{LINES}", product) for product in products}
        return cls(
            assets={kind: files(kind) for kind in ground.footprints},
            units={product: files(f"unit_{product}") for product in lines},
            lines=lines,
            blocks={place.block: block(place) for place in ground.places},
        )


def leaf(path: str) -> str:
    """Return the last name of a path."""
    return path.rpartition("/")[2]
