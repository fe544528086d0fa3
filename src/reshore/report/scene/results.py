"""The layer of results: figures of the plant, its lines and blocks, and stations coloured by their use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reshore.factory.plan.frames import SHARES
from reshore.report.scene import colours, layers
from reshore.report.scene.paths import PLANT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from reshore.factory.plan.result import PlantResult
    from reshore.report.scene.layers import Layer, Prim
    from reshore.report.scene.paths import Paths
    from reshore.report.scene.places import Ground

LINE = {
    "rate": "Good units a week that it is made for.",
    "takt": "Hours from unit to unit at that rate.",
    "throughput": "Good units a week that the simulation made, the mean.",
    "throughput_low": "Lower end of the interval of throughput.",
    "throughput_high": "Upper end of the interval of throughput.",
    "scrap": "Units a week that are scrapped.",
    "lead_mean": "Hours from release to end, the mean.",
    "lead_95": "Hours from release to end that 95 % of units need at most.",
    "inside": "Units in process, the mean over time.",
}
"""Columns of products that a line carries."""

BLOCK = {
    "tasks": "What is done here.",
    "copies": "Stations of the group, those in its other blocks included.",
    "servers": "Services at a time in all of them.",
    "hours": "Hours of a service.",
    "visits": "How often a unit that ends well comes here.",
    "operators": "People that a service takes.",
    "power": "kW that a service takes.",
    "cooling": "kW of cooling that a service takes.",
}
"""Columns of stations that a block carries; its use is beside them."""


def results(ground: Ground, paths: Paths, result: PlantResult) -> Layer:
    """Return the layer."""
    layer = layers.new_layer(
        f"What came of it. Stations are from {colours.IDLE} to {colours.FULL} by the share of their open time"
        f" for which they work, are down or change over; the bottleneck is {colours.BOTTLENECK}.",
        PLANT,
    )
    _plant(layers.over(layer, f"/{PLANT}"), ground, paths, result)
    for row in result["products"].iter_rows(named=True):
        _write(layers.over(layer, paths.lines[row["product"]]), row, LINE)
    shares = {row["group"]: row for row in result["shares"].iter_rows(named=True)}
    stations = {row["group"]: row for row in result["stations"].iter_rows(named=True)}
    for place in ground.places:
        if place.product is None:
            continue
        block, share = layers.over(layer, paths.blocks[place.block]), shares[place.name]
        _write(block, stations[place.name], BLOCK)
        layers.attribute(block, "planned_load", stations[place.name]["load"], "Its load by means.")
        _write(block, share, {name: f"Share of its time: {name.replace('_', ' ')}." for name in SHARES})
        layers.attribute(
            block, "load", share["load"], "Share of its open time: working, down or changing over."
        )
        binding = place.name == result.facts["bottleneck"]
        colour = colours.BOTTLENECK if binding else colours.use(share["load"])
        for number in range(1, len(place.corners) + 1):
            layers.paint(layers.over(layer, f"{block.path}/Station_{number}"), colour)
    return layer


def _plant(prim: Prim, ground: Ground, paths: Paths, result: PlantResult) -> None:
    """Give the plant its figures, and say which blocks are its bottleneck."""
    for figure, value, unit in result.summary().iter_rows():
        if value is not None:
            name = re.sub(r"\W+", "_", figure).strip("_")
            layers.attribute(prim, name, value, f"{figure[:1].upper()}{figure[1:]}, in {unit}.")
    held = [paths.blocks[part.block] for part in ground.parts(result.facts["bottleneck"])]
    layers.relate(prim, "bottleneck", held, "Blocks with the largest share of their open time in use.")


def _write(prim: Prim, row: Mapping[str, Any], told: Mapping[str, str]) -> None:
    """Give a prim columns of a row; those without a value are left out."""
    for name, doc in told.items():
        if row[name] is not None:
            layers.attribute(prim, name, row[name], doc)
