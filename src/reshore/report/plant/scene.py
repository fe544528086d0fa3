"""Where the parts of a floor come in its drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

    from reshore.report.plant.shapes import Point

    Row = Mapping[str, Any]

MARGIN, LINE = 40.0, 19.0
"""Beside the building, and from line to line of text."""


@dataclass(frozen=True, slots=True)
class Floor:
    """What is drawn.

    Attributes
    ----------
    blocks, openings, flows
        Frames of a plant; `blocks` has a column `abreast` more: stations that stand one behind the other.
    length, width, aisle
        Of the building and its corridor, in metres.
    """

    blocks: pl.DataFrame
    openings: pl.DataFrame
    flows: pl.DataFrame
    length: float
    width: float
    aisle: float

    @property
    def depth(self) -> float:
        """Depth of a row."""
        return (self.width - self.aisle) / 2

    @property
    def end(self) -> float:
        """Where the longer row ends."""
        ends = self.blocks["x"] + self.blocks["length"]
        return float(ends.max()) if len(ends) else 0.0  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Scene:
    """A floor and where its parts come in the drawing.

    Attributes
    ----------
    plan
        What is drawn.
    colours
        By kind of station.
    name
        Returns what people call a group of stations or an area.
    scale
        Units of the drawing in a metre.
    """

    plan: Floor
    colours: Mapping[str, str]
    name: Callable[[str], str]
    scale: float

    def x(self, metres: float) -> float:
        """Return where metres from the left end of the building are."""
        return MARGIN + metres * self.scale

    def y(self, metres: float) -> float:
        """Return where metres from its upper wall are."""
        return 2 * LINE + metres * self.scale

    @property
    def bottom(self) -> float:
        """Lower edge of the building."""
        return self.y(self.plan.width)

    def top(self, row: Row) -> float:
        """Return the upper edge of a block, in metres; blocks stand at the corridor."""
        depth = self.plan.depth
        return depth - float(row["depth"]) if row["row"] == 0 else depth + self.plan.aisle

    def middle(self, row: Row) -> Point:
        """Return the middle of a block."""
        return self.x(row["x"] + row["length"] / 2), self.y(self.top(row) + row["depth"] / 2)

    def at_opening(self, row: Row) -> Point:
        """Return where a dock or feed is: at its wall, or in the corridor where its side isn't said."""
        wall = {0: 0.0, 1: self.plan.width}.get(row["row"], self.plan.width / 2)
        return self.x(row["x"]), self.y(wall)
