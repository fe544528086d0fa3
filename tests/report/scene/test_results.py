from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.report.plant.plants import PRODUCTS, SHARES

from reshore.report.scene.colours import BOTTLENECK, linear, use

pytest.importorskip("pxr")

from pxr import Usd

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def stage(scene: Path) -> Usd.Stage:
    """Return the scene, opened."""
    return Usd.Stage.Open(str(scene / "plant.usda"))


def test_figures(stage: Usd.Stage):
    """Plant, lines and blocks carry their figures."""
    told = {
        "/Plant.reshore:throughput": 39.9,
        "/Plant.reshore:power_peak": 1190.0,
        "/Plant.reshore:product": "rack",
        "/Plant/Lines/board.reshore:throughput_low": 41.0,
        "/Plant/Lines/rack/burn_in.reshore:load": 0.9,
        "/Plant/Lines/rack/burn_in.reshore:planned_load": 0.88,
        "/Plant/Lines/rack/burn_in.reshore:no_power": 0.07,
        "/Plant/Lines/rack/burn_in.reshore:copies": 3,
        "/Plant/Lines/rack/burn_in.reshore:stations": 3,
        "/Plant/Lines/rack/build.reshore:tasks": "build cable",
    }
    assert {path: stage.GetAttributeAtPath(path).Get() for path in told} == told


def test_every_attribute_of_ours_is_explained(stage: Usd.Stage):
    """Whatever is in our namespace says what it means."""
    ours = [
        part
        for prim in stage.Traverse()
        for part in prim.GetProperties()
        if part.GetName().startswith("reshore:")
    ]
    assert len(ours) > 100
    assert all(part.IsCustom() and part.GetDocumentation().endswith(".") for part in ours)


def test_colours(stage: Usd.Stage):
    """Stations are coloured by their use, and the bottleneck stands out and is named."""
    loads = {row[0]: row[-1] for row in SHARES}
    for group, load in loads.items():
        colour = linear(BOTTLENECK if group == "rack/burn_in" else use(load))
        station = stage.GetPrimAtPath(f"/Plant/Lines/{group}/Station_1")
        assert tuple(station.GetAttribute("primvars:displayColor").Get()[0]) == pytest.approx(colour)
    targets = stage.GetPrimAtPath("/Plant").GetRelationship("reshore:bottleneck").GetTargets()
    assert targets == ["/Plant/Lines/rack/burn_in"]


def test_what_is_not_known_is_left_out(written: Callable[..., Path]):
    """A lead time that no unit gave isn't there."""
    (rack, board) = PRODUCTS
    products = [(*rack[:12], None, None, None, rack[-1]), board]
    stage = Usd.Stage.Open(str(written(frames={"products": products}) / "plant.usda"))
    assert not stage.GetAttributeAtPath("/Plant/Lines/rack.reshore:lead_mean")
    assert not stage.GetAttributeAtPath("/Plant.reshore:lead_time_mean")
    assert stage.GetAttributeAtPath("/Plant/Lines/board.reshore:lead_mean")
