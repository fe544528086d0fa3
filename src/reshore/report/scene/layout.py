"""The layer of what stands still: the building, and stations and areas at their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.palette import LAND, OTHER, SEA
from reshore.report.plant.drawing import DOCK, FEED
from reshore.report.scene import layers
from reshore.report.scene.folder import asset_file
from reshore.report.scene.names import Names
from reshore.report.scene.paths import AREAS, LINES, PLANT, leaf
from reshore.report.words import plain

if TYPE_CHECKING:
    from reshore.report.plant.view import PlantView
    from reshore.report.scene.layers import Layer, Prim
    from reshore.report.scene.paths import Paths
    from reshore.report.scene.places import Ground, Opening, Place

WALL, WALL_TOP, SLAB = 0.2, 1.5, 0.2
"""Thickness and height of walls, cut off so that one sees in, and thickness of the floor, in metres."""
OPENING, MARK = 3.0, 0.01
"""Width of a dock or feed, and height of marks on the floor, in metres."""


def layout(ground: Ground, paths: Paths, view: PlantView) -> Layer:
    """Return the layer."""
    layer = layers.new_layer("What stands where: the building, lines of stations, and areas.", PLANT)
    plant = layers.define(layer, PLANT, kind="assembly")
    _building(layers.define(plant, "Building", kind="component", label=plain(view.result.building)), ground)
    lines = layers.define(plant, LINES, kind="group")
    products = {}
    for product, path in paths.lines.items():
        products[product] = layers.define(lines, leaf(path), kind="group", label=view.product(product))
    areas = layers.define(plant, AREAS, kind="group")
    for place in ground.places:
        name, file = leaf(paths.blocks[place.block]), asset_file(paths.assets[place.footprint.kind])
        label = f"{view.place(place.name)}{place.block.removeprefix(place.name)}"
        if place.product is None:
            layers.move(layers.instance(areas, name, file, label=label), (place.x, place.y, 0.0))
        else:
            block = layers.define(products[place.product], name, kind="group", label=label)
            _stations(block, place, file)
    return layer


def _stations(block: Prim, place: Place, file: str) -> None:
    """Put the stations of a block at their places; they are numbered from the corridor on."""
    layers.attribute(block, "stations", len(place.corners), "Stations in this block.")
    for number, (x, y) in enumerate(place.corners, 1):
        layers.move(layers.instance(block, f"Station_{number}", file), (x, y, 0.0))


def _building(prim: Prim, ground: Ground) -> None:
    length, width = ground.length, ground.width
    layers.box(prim, "Floor", (0.0, 0.0, -SLAB), (length, width, 0.0), SEA)
    if ground.aisle > 0:
        low, high = ((width + side * ground.aisle) / 2 for side in (-1, 1))
        layers.box(prim, "Corridor", (0.0, low, 0.0), (length, high, MARK), LAND)
    walls = {
        "WallBelow": (-WALL, -WALL, length + WALL, 0.0),
        "WallAbove": (-WALL, width, length + WALL, width + WALL),
        "WallLeft": (-WALL, 0.0, 0.0, width),
        "WallRight": (length, 0.0, length + WALL, width),
    }
    for name, (left, front, right, back) in walls.items():
        layers.box(prim, name, (left, front, -SLAB), (right, back, WALL_TOP), OTHER)
    openings, names = layers.define(prim, "Openings"), Names()
    for opening in ground.openings:
        _opening(openings, names(f"{opening.kind}_{opening.name}"), opening, ground)


def _opening(prim: Prim, name: str, opening: Opening, ground: Ground) -> None:
    """Add a dock or a feed: a part of its wall, or a mark in the corridor where its side isn't said."""
    colour = DOCK if opening.kind == "dock" else FEED
    left = max(0.0, min(opening.x - OPENING / 2, ground.length - OPENING))
    right = min(ground.length, left + OPENING)
    if opening.y in (0.0, ground.width):
        outer = -WALL if opening.y == 0.0 else ground.width + WALL
        front, back = sorted((opening.y, outer))
        layers.box(prim, name, (left, front, WALL_TOP), (right, back, 2 * WALL_TOP), colour)
    else:
        front, back = opening.y - OPENING / 6, opening.y + OPENING / 6
        layers.box(prim, name, (left, front, MARK), (right, back, 2 * MARK), colour)
