"""Assets of a scene: a station, an area or a unit each, in true size."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.report.palette import OTHER, RULE
from reshore.report.scene import layers, station
from reshore.report.words import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.scene.layers import Layer, Prim
    from reshore.report.scene.places import Footprint

PLATE, TOP, PANEL_TOP = 0.02, 0.06, 2.0
"""Heights of a base, a deck and a panel, in metres; the tables say nothing of heights."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What an area is filled with: rows so deep and high with a gap between them, in metres."""

    deep: float
    gap: float
    high: float


ROWS: Mapping[str, Rows] = MappingProxyType(
    {
        "receiving": Rows(1.2, 2.4, 1.2),
        "store": Rows(1.2, 3.0, 4.0),
        "kitting": Rows(0.9, 1.8, 0.9),
        "shipping": Rows(1.2, 2.4, 1.2),
        "office": Rows(1.6, 1.4, 0.75),
        "other": Rows(3.0, 3.0, 3.0),
    }
)
"""By role: pallets, shelves, benches, desks, machines."""


def station_asset(name: str, footprint: Footprint, colour: str) -> Layer:
    """Return the asset of a kind of station."""
    layer, prim = _component(name, footprint, colour, f"A station of kind {footprint.kind}.")
    wide, deep = footprint.along, footprint.deep
    panel, deck = station.PANEL * wide, station.DECK * wide
    low, high = station.INSET * deep, (1 - station.INSET) * deep
    layers.box(prim, "Deck", (panel, low, PLATE), (deck, high, TOP))
    layers.box(prim, "Panel", (0.0, low, PLATE), (panel, high, PANEL_TOP))
    layers.box(prim, "WorkingSpace", (deck, 0.0, PLATE), (wide, deep, 1.5 * PLATE), OTHER)
    layers.extent(prim, (0.0, 0.0, 0.0), (wide, deep, PANEL_TOP))
    return layer


def area_asset(name: str, footprint: Footprint) -> Layer:
    """Return the asset of an area, filled with rows of what its role asks for."""
    layer, prim = _component(name, footprint, OTHER, f"An area: {footprint.kind}.")
    wide, deep, rows = footprint.along, footprint.deep, ROWS[footprint.role]
    count = max(1, int(deep / (rows.deep + rows.gap)))
    pitch, edge = deep / count, station.INSET * wide
    each = min(rows.deep, pitch)
    for number in range(count):
        low = number * pitch + (pitch - each) / 2
        layers.box(prim, f"Row_{number + 1}", (edge, low, PLATE), (wide - edge, low + each, rows.high))
    layers.extent(prim, (0.0, 0.0, 0.0), (wide, deep, rows.high))
    return layer


def unit_asset(name: str, product: str, label: str, edge: float, colour: str) -> Layer:
    """Return the asset of a unit of a product, from the middle of its floor."""
    layer = layers.new_layer(f"A unit of {product}.", name)
    prim = layers.define(layer, name, kind="component", label=label)
    layers.paint(prim, colour)
    layers.attribute(prim, "product", product, "Product, as in the tables.")
    low, high = (-edge / 2, -edge / 2, TOP), (edge / 2, edge / 2, TOP + edge)
    layers.box(prim, "Body", low, high)
    layers.extent(prim, low, high)
    return layer


def _component(name: str, footprint: Footprint, colour: str, doc: str) -> tuple[Layer, Prim]:
    """Return the layer of a station or area, and its prim with its base."""
    layer = layers.new_layer(doc, name)
    prim = layers.define(layer, name, kind="component", label=plain(footprint.kind))
    layers.paint(prim, colour)
    layers.attribute(prim, "kind", footprint.kind, "Kind of station, as in the table stations.")
    layers.attribute(prim, "role", footprint.role, "What it is for, as in the table stations.")
    layers.attribute(prim, "length", footprint.length, "Length with its working space, in metres.")
    layers.attribute(prim, "width", footprint.width, "Width with its working space, in metres.")
    layers.box(prim, "Base", (0.0, 0.0, 0.0), (footprint.along, footprint.deep, PLATE), RULE)
    return layer, prim
