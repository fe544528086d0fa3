from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.report.scene.plants import KINDS, build_model, plant

from reshore.errors import UsageError
from reshore.report.scene.write import write_scene

pytest.importorskip("pxr")

from pxr import Usd, UsdGeom

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reshore.tables.model import Model


def corners(folder: Path, path: str) -> tuple[list[float], list[float]]:
    """Return the corners of the box around a prim of a scene."""
    stage = Usd.Stage.Open(str(folder / "plant.usda"))
    cache = UsdGeom.BBoxCache(Usd.TimeCode.Default(), [UsdGeom.Tokens.default_])
    box = cache.ComputeWorldBound(stage.GetPrimAtPath(path)).ComputeAlignedRange()
    return list(box.GetMin()), list(box.GetMax())


def test_building(scene: Path):
    """Inside its walls the building is as long and wide as told, with the corridor in its middle."""
    low, high = corners(scene, "/Plant/Building/Corridor")
    assert (low[:2], high[:2]) == ([0.0, 11.0], [60.0, 15.0])
    assert corners(scene, "/Plant/Building/WallRight")[0][0] == 60.0
    assert corners(scene, "/Plant/Building/WallBelow")[1][1] == 0.0


def test_openings(scene: Path):
    """Docks and feeds are in the wall at their place, or marked in the corridor."""
    low, high = corners(scene, "/Plant/Building/Openings/dock_receiving")
    assert (low[0] + high[0]) / 2 == 5.0
    assert high[1] == 0.0
    low, high = corners(scene, "/Plant/Building/Openings/dock_out")
    assert (low[0] + high[0]) / 2 == 54.5
    assert low[1] == 26.0
    low, high = corners(scene, "/Plant/Building/Openings/feed_power")
    assert (low[0] + high[0]) / 2 == 30.0
    assert 11.0 < low[1] < high[1] < 15.0


def test_openings_at_a_corner(written: Callable[..., Path]):
    """A dock at the very end of the building stays inside its walls."""
    folder = written(frames={"openings": [("left", "dock", 0.0, 0), ("right", "dock", 60.0, 1)]})
    assert corners(folder, "/Plant/Building/Openings/dock_left")[0][0] == 0.0
    assert corners(folder, "/Plant/Building/Openings/dock_right")[1][0] == 60.0


def test_labels(scene: Path):
    """People read names as the model and the report have them."""
    stage = Usd.Stage.Open(str(scene / "plant.usda"))
    assert stage.GetPrimAtPath("/Plant").GetDisplayName() == "Rack of 72 at Guadalajara"
    assert stage.GetPrimAtPath("/Plant/Lines/rack").GetDisplayName() == "Rack of 72"
    assert stage.GetPrimAtPath("/Plant/Lines/rack/burn_in").GetDisplayName().startswith("Burn in")


def test_a_plant_that_is_too_long(written: Callable[..., Path]):
    """What doesn't fit stands beyond the wall, where it can be seen."""
    building = {"length": 45.0, "width": 26.0, "aisle": 4.0}
    folder = written(facts={"building": building})
    assert corners(folder, "/Plant/Building/Floor")[1][0] == 45.0
    assert corners(folder, "/Plant/Areas/store")[1][0] == 52.0


def test_no_corridor(make_model: Callable[..., Model], tmp_path: Path):
    """Where both rows touch there is no corridor to draw."""
    building = {"length": 60.0, "width": 22.0, "aisle": 0.0}
    write_scene(plant(facts={"building": building}), build_model(make_model), tmp_path / "scene")
    stage = Usd.Stage.Open(str(tmp_path / "scene" / "plant.usda"))
    assert stage.GetPrimAtPath("/Plant/Building/Floor")
    assert not stage.GetPrimAtPath("/Plant/Building/Corridor")


def test_scenario(make_model: Callable[..., Model], tmp_path: Path):
    """Stations are as large as they are under the scenario that the plant was made for."""
    kinds = [("bench", "station", 2.0, 6.0), *KINDS[1:]]
    change = {"scenario": "wide", "order": 1, "table": "stations", "where": "station = 'bench'"}
    change |= {"column": "length", "action": "set", "value": "4"}
    model = build_model(make_model, kinds, [change])
    write_scene(plant(scenario="wide"), model, tmp_path / "scene")
    low, high = corners(tmp_path / "scene", "/Plant/Lines/rack/check/Station_1")
    assert high[0] - low[0] == pytest.approx(4.0)
    with pytest.raises(UsageError, match="the plant was made from another one"):
        write_scene(plant(), model, tmp_path / "scene")
