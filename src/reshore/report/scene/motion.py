"""The layer of motion: units that go through the plant, in time lapse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.scene import layers
from reshore.report.scene.folder import asset_file
from reshore.report.scene.paths import PLANT, UNITS, leaf
from reshore.report.scene.tracks import Reel, traffic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.factory.plan.result import PlantResult
    from reshore.report.plant.view import PlantView
    from reshore.report.scene.layers import Layer, Prim
    from reshore.report.scene.paths import Paths
    from reshore.report.scene.places import Ground
    from reshore.report.scene.route import Route
    from reshore.report.scene.tracks import Track

WEEK = 168.0
"""Hours."""
SECONDS, APART = 120.0, 5.0
"""Length of the scene, and time from one unit of the end product to the next in it, in seconds."""
DIGITS = 4


def motion(ground: Ground, paths: Paths, view: PlantView, routes: Mapping[str, Route]) -> Layer:
    """Return the layer; what doesn't come out of the plant at all doesn't move."""
    layer = layers.new_layer(
        "Units on their way, at the throughput that was simulated. They stay at a station for its mean"
        " service; waiting, failures and rework aren't shown, and moves are slower than they would be.",
        PLANT,
        seconds=SECONDS,
    )
    paces = {product: pace for product in routes if (pace := _pace(view.result, product)) is not None}
    if view.result.product not in paces:
        return layer
    reel = Reel(SECONDS, paces[view.result.product] / APART)
    units = layers.define(layers.define(layer, PLANT, kind="assembly"), UNITS, kind="group")
    layers.attribute(units, "hours_per_second", reel.hours, "Hours of the plant in a second of the scene.")
    for product, pace in paces.items():
        group = layers.define(units, leaf(paths.lines[product]), kind="group", label=view.product(product))
        moved = traffic(ground, routes[product], pace, reel)
        layers.attribute(group, "units_apiece", moved.apiece, "Units for which each of those shown stands.")
        for number, track in enumerate(moved.tracks, 1):
            _unit(layers.instance(group, f"Unit_{number}", asset_file(paths.units[product])), track)
    return layer


def _pace(result: PlantResult, product: str) -> float | None:
    """Return hours from one good unit to the next; None where there are none."""
    rates = dict(result["products"].select("product", "throughput").iter_rows())
    return WEEK / rates[product] if rates[product] > 0 else None


def _unit(prim: Prim, track: Track) -> None:
    """Move a unit along its track; it is hidden before and after."""
    begin, end = track[0][0], track[-1][0]
    seen = {0.0: begin == 0.0, begin: True, end: end == SECONDS}
    places = {second: (round(x, DIGITS), round(y, DIGITS), 0.0) for second, (x, y) in track}
    layers.animate(prim, places, seen)
