"""The files of a scene, from a plant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.palette import DISTINCT, INK, OTHER
from reshore.report.plant.view import PlantView
from reshore.report.scene import assets, layers
from reshore.report.scene.folder import LAYOUT, MOTION, RESULTS, ROOT, asset_file
from reshore.report.scene.layout import layout
from reshore.report.scene.motion import SECONDS, motion
from reshore.report.scene.paths import PLANT, Paths
from reshore.report.scene.places import Ground
from reshore.report.scene.results import results
from reshore.report.scene.route import route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.factory.plan.result import PlantResult
    from reshore.report.scene.layers import Layer
    from reshore.tables.model import Model

UNITS = (INK, *reversed(DISTINCT))
"""Colours of units: of the end product, then of components, in turn."""


def files(result: PlantResult, model: Model) -> dict[str, str]:
    """Return the text of each file of a plant's scene, by its name in the folder.

    Parameters
    ----------
    result
        The plant.
    model
        The model it was made from, without the scenario applied.

    Raises
    ------
    UsageError
        If the plant was made from another model.
    """
    return {name: layers.text(layer) for name, layer in _layers(result, model)}


def _layers(result: PlantResult, model: Model) -> Iterator[tuple[str, Layer]]:
    view = PlantView.of(result, model)
    ground, products = Ground.of(result, view.model), result["products"]["product"].to_list()
    paths = Paths.of(ground, products)
    routes = {product: route(ground, result, product) for product in products}
    yield ROOT, _root(view)
    yield LAYOUT, layout(ground, paths, view)
    yield RESULTS, results(ground, paths, result)
    yield MOTION, motion(ground, paths, view, routes)
    with_tasks = {place.footprint.kind for place in ground.places if place.product is not None}
    for kind, footprint in ground.footprints.items():
        name = paths.assets[kind]
        if kind in with_tasks:
            yield asset_file(name), assets.station_asset(name, footprint, view.colours.get(kind, OTHER))
        else:
            yield asset_file(name), assets.area_asset(name, footprint)
    for at, (product, way) in enumerate(routes.items()):
        name, colour = paths.units[product], UNITS[at % len(UNITS)]
        yield asset_file(name), assets.unit_asset(name, product, view.product(product), way.edge, colour)


def _root(view: PlantView) -> Layer:
    """Return the layer that all others come together in."""
    result = view.result
    layer = layers.new_layer(
        f"A plant: {result.title}.", PLANT, below=(MOTION, RESULTS, LAYOUT), seconds=SECONDS
    )
    plant = layers.define(
        layer, PLANT, kind="assembly", label=f"{view.product(result.product)} at {view.site}"
    )
    told = {
        "model": (result.model_name, "Name of the model that it was made from."),
        "scenario": (result.scenario, "Scenario of the model; empty = the base case."),
        "site": (result.site, "Where it stands."),
        "building": (result.building, "Building around it."),
        "product": (result.product, "End product."),
        "currency": (result.currency, "Unit of all money."),
    }
    for name, (value, doc) in told.items():
        layers.attribute(plant, name, value, doc)
    return layer
