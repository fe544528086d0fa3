"""Layers of a scene in OpenUSD: prims, attributes, boxes and references, written as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pxr import Sdf

from reshore.report.scene.colours import linear
from reshore.report.scene.folder import CREATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Layer = Any
    Prim = Any
    Corner = tuple[float, float, float]

FRAMES = 24.0
"""Time codes a second."""
DIGITS = 12
"""Decimals of places and sizes: files read well without those that come of the arithmetic."""

_TYPES = {bool: Sdf.ValueTypeNames.Bool, int: Sdf.ValueTypeNames.Int, float: Sdf.ValueTypeNames.Double}


def new_layer(doc: str, root: str, *, below: Sequence[str] = (), seconds: float | None = None) -> Layer:
    """Return an empty layer: z is up, a unit is a metre.

    Parameters
    ----------
    doc
        What it holds.
    root
        Name of its default prim.
    below
        Files of its sublayers, the strongest first.
    seconds
        How long it plays; None = it has no time.
    """
    layer = Sdf.Layer.CreateAnonymous(".usda")
    layer.documentation = doc
    layer.customLayerData = {"creator": CREATOR}
    layer.defaultPrim = root
    layer.pseudoRoot.SetInfo("upAxis", "Z")
    layer.pseudoRoot.SetInfo("metersPerUnit", 1.0)
    layer.subLayerPaths[:] = [f"./{file}" for file in below]
    if seconds is not None:
        layer.timeCodesPerSecond = FRAMES
        layer.startTimeCode = 0.0
        layer.endTimeCode = seconds * FRAMES
    return layer


def text(layer: Layer) -> str:
    """Return a layer as its file has it."""
    return str(layer.ExportToString())


def define(parent: Layer | Prim, name: str, *, kind: str = "", label: str = "", type_: str = "Xform") -> Prim:
    """Return a new prim below a layer or a prim; `label` is what people read."""
    prim = Sdf.PrimSpec(parent, name, Sdf.SpecifierDef, type_)
    if kind:
        prim.kind = kind
    if label:
        prim.SetInfo("displayName", label)
    return prim


def over(layer: Layer, path: str) -> Prim:
    """Return what a layer adds to a prim of other layers."""
    return Sdf.CreatePrimInLayer(layer, path)


def instance(parent: Prim, name: str, file: str, *, label: str = "") -> Prim:
    """Return a new instance of an asset."""
    prim = define(parent, name, label=label)
    prim.referenceList.Prepend(Sdf.Reference(f"./{file}"))
    prim.instanceable = True
    return prim


def attribute(prim: Prim, name: str, value: str | float, doc: str) -> None:
    """Give a prim an attribute of ours."""
    kind = _TYPES.get(type(value), Sdf.ValueTypeNames.String)
    made = Sdf.AttributeSpec(prim, f"reshore:{name}", kind, declaresCustom=True)
    made.default = value
    made.documentation = doc


def relate(prim: Prim, name: str, targets: Iterable[str], doc: str) -> None:
    """Give a prim a relationship of ours to others."""
    made = Sdf.RelationshipSpec(prim, f"reshore:{name}", custom=True)
    for target in targets:
        made.targetPathList.explicitItems.append(target)
    made.documentation = doc


def paint(prim: Prim, colour: str) -> None:
    """Give a prim its colour, and what is below it unless it has its own."""
    made = Sdf.AttributeSpec(prim, "primvars:displayColor", Sdf.ValueTypeNames.Color3fArray)
    made.default = [linear(colour)]


def move(prim: Prim, to: Corner, scale: Corner | None = None) -> Any:  # noqa: ANN401
    """Put a prim at a place, and scale it; returns the attribute that says where."""
    steps = {"xformOp:translate": to} | ({} if scale is None else {"xformOp:scale": scale})
    for name, value in steps.items():
        made = Sdf.AttributeSpec(prim, name, Sdf.ValueTypeNames.Double3)
        made.default = tuple(round(part, DIGITS) for part in value)
    order = Sdf.AttributeSpec(prim, "xformOpOrder", Sdf.ValueTypeNames.TokenArray, Sdf.VariabilityUniform)
    order.default = list(steps)
    return prim.attributes["xformOp:translate"]


def animate(prim: Prim, steps: Mapping[float, Corner], seen: Mapping[float, bool]) -> None:
    """Move a prim over time (seconds), evenly from place to place, and show or hide it."""
    layer, path = prim.layer, move(prim, next(iter(steps.values()))).path
    for second, place in steps.items():
        layer.SetTimeSample(path, _code(second), place)
    made = Sdf.AttributeSpec(prim, "visibility", Sdf.ValueTypeNames.Token)
    made.default = _visible(next(iter(seen.values())))
    for second, there in seen.items():
        layer.SetTimeSample(made.path, _code(second), _visible(there))


def box(parent: Prim, name: str, low: Corner, high: Corner, colour: str = "") -> None:
    """Add a box from corner to corner; without a colour it has that of its parent."""
    prim = define(parent, name, type_="Cube")
    Sdf.AttributeSpec(prim, "size", Sdf.ValueTypeNames.Double).default = 1.0
    Sdf.AttributeSpec(prim, "extent", Sdf.ValueTypeNames.Float3Array).default = [(-0.5,) * 3, (0.5,) * 3]
    if colour:
        paint(prim, colour)
    (left, front, bottom), (right, back, top) = low, high
    middle = ((left + right) / 2, (front + back) / 2, (bottom + top) / 2)
    move(prim, middle, (right - left, back - front, top - bottom))


def extent(prim: Prim, low: Corner, high: Corner) -> None:
    """Say how large a model is, so that it needn't be opened to know."""
    prim.SetInfo("apiSchemas", Sdf.TokenListOp.Create(prependedItems=["GeomModelAPI"]))
    Sdf.AttributeSpec(prim, "extentsHint", Sdf.ValueTypeNames.Float3Array).default = [low, high]


def _code(second: float) -> float:
    return round(second * FRAMES, 3)


def _visible(there: bool) -> str:
    return "inherited" if there else "invisible"
