"""Lines of what is carried on a floor, as wide as it is heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.html import tag
from reshore.report.language import say
from reshore.report.plant.shapes import short
from reshore.report.words import rounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.report.html import Markup
    from reshore.report.plant.scene import Row, Scene
    from reshore.report.plant.shapes import Point

THICKEST = 9.0
"""Width of the line of the largest flow."""
STRAIGHT = 60.0
"""Distance from which a flow's line goes by the corridor."""


def flow_lines(scene: Scene) -> Iterator[Markup]:
    """Yield a line for each flow, as wide as it is heavy; blocks of one name share its flows."""
    heaviest = max(scene.plan.flows["kg"], default=0.0)
    for flow in scene.plan.flows.iter_rows(named=True):
        for begin, first in _ends(scene, flow, "origin"):
            for end, second in _ends(scene, flow, "destination"):
                kg = flow["kg"] * first * second
                carried = say(
                    "{origin} to {destination}: {amount} kg a week",
                    origin=_called(scene, flow["origin"]),
                    destination=_called(scene, flow["destination"]),
                    amount=rounded(kg),
                )
                yield tag(
                    "path",
                    tag("title", carried),
                    d=_way(scene, begin, end),
                    stroke_width=short(max(THICKEST * kg / heaviest, 0.6)),
                )


def _called(scene: Scene, name: str | None) -> str:
    return say("Dock") if name is None else scene.name(name)


def _ends(scene: Scene, flow: Row, side: str) -> list[tuple[Point, float]]:
    """Return the points at one end of a flow with their shares; a dock is told by how far it is."""
    if flow[side] is not None:
        own = scene.plan.blocks.filter(scene.plan.blocks["name"] == flow[side])
        whole = float(own["copies"].sum())
        return [(scene.middle(row), row["copies"] / whole) for row in own.iter_rows(named=True)]
    other = flow["destination" if side == "origin" else "origin"]
    own = scene.plan.blocks.filter(scene.plan.blocks["name"] == other)
    docks = scene.plan.openings.filter(scene.plan.openings["kind"] == "dock")
    if docks.is_empty() or own.is_empty():
        return []

    def miss(dock: Row) -> float:
        centre = own["x"] + own["length"] / 2
        away = float(((centre - dock["x"]).abs() * own["copies"]).sum()) / float(own["copies"].sum())
        return abs(away - float(flow["metres"]))

    return [(scene.at_opening(min(docks.iter_rows(named=True), key=miss)), 1.0)]


def _way(scene: Scene, begin: Point, end: Point) -> str:
    """Return a curve that leaves both ends towards the corridor, and bends more for a longer way."""
    middle, away = scene.y(scene.plan.width / 2), abs(begin[0] - end[0])
    bend = min(away * 0.25, scene.plan.width * scene.scale / 3)

    def bent(y: float) -> float:
        corridor = middle + bend if y < middle else middle - bend
        return y + (corridor - y) * min(1.0, away / STRAIGHT)

    controls = f"{begin[0]:.1f} {bent(begin[1]):.1f} {end[0]:.1f} {bent(end[1]):.1f}"
    return f"M{begin[0]:.1f} {begin[1]:.1f}C{controls} {end[0]:.1f} {end[1]:.1f}"
