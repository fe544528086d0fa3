"""What the parts of a scene are called: files of assets, and prims of lines and blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reshore.report.scene.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reshore.report.scene.places import Ground

PLANT, LINES, AREAS, UNITS = "Plant", "Lines", "Areas", "Units"


@dataclass(frozen=True, slots=True)
class Paths:
    """Names in a scene.

    Attributes
    ----------
    assets
        Name of the asset of a kind of station or area.
    units
        Name of the asset of a unit, by product; its prims stand below one of that name.
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
        files = Names()
        assets = {kind: files(kind) for kind in ground.footprints}
        in_lines, in_areas, in_line = Names(), Names(), {product: Names() for product in products}
        lines = {product: f"/{PLANT}/{LINES}/{in_lines(product)}" for product in in_line}
        blocks = {
            place.block: f"/{PLANT}/{AREAS}/{in_areas(place.block)}"
            if place.product is None
            else f"{lines[place.product]}/"
            + in_line[place.product](place.block.removeprefix(f"{place.product}/"))
            for place in ground.places
        }
        return cls(assets, {product: files(f"unit_{product}") for product in in_line}, lines, blocks)
