from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from tests.report.scene.plants import CARRIED, KINDS, PLACED, build_model, plant

from reshore.errors import UsageError
from reshore.report.scene.write import write_scene

pytest.importorskip("pxr")

from pxr import Kind, Sdf, Usd, UsdGeom, UsdValidation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KINDS_USED, PRODUCTS = 4, 2
WALL = 0.2


def validated(path: Path) -> list[str]:
    """Return what any validator of OpenUSD finds."""
    registry = UsdValidation.ValidationRegistry()
    context = UsdValidation.ValidationContext(registry.GetOrLoadAllValidators())
    return [error.GetErrorAsString() for error in context.Validate(Usd.Stage.Open(str(path)))]


def bounds(stage: Usd.Stage, path: str, time: float | None = None) -> tuple[list[float], list[float]]:
    """Return the corners of the box around a prim."""
    cache = UsdGeom.BBoxCache(Usd.TimeCode.Default() if time is None else time, [UsdGeom.Tokens.default_])
    box = cache.ComputeWorldBound(stage.GetPrimAtPath(path)).ComputeAlignedRange()
    return list(box.GetMin()), list(box.GetMax())


@pytest.fixture
def stage(scene: Path) -> Usd.Stage:
    """Return the scene, opened."""
    return Usd.Stage.Open(str(scene / "plant.usda"))


def test_every_file_is_valid(scene: Path):
    """No validator finds anything, in the scene or in any of its files alone."""
    files = sorted(scene.rglob("*.usda"))
    assert len(files) == 4 + KINDS_USED + PRODUCTS
    assert {file.name: found for file in files if (found := validated(file))} == {}


def test_validators_would_find_faults(scene: Path, tmp_path: Path):
    """A layer that lacks its axis and names a file that isn't there is found faulty."""
    text = (scene / "layout.usda").read_text(encoding="utf-8")
    (tmp_path / "layout.usda").write_text(text.replace('upAxis = "Z"', ""), encoding="utf-8")
    assert len(validated(tmp_path / "layout.usda")) >= 2


def test_conventions(stage: Usd.Stage, scene: Path):
    """In every file z is up, a unit is a metre and a default prim is named; time is that of the motion."""
    for file in scene.rglob("*.usda"):
        alone = Usd.Stage.Open(str(file))
        assert UsdGeom.GetStageUpAxis(alone) == UsdGeom.Tokens.z
        assert UsdGeom.GetStageMetersPerUnit(alone) == 1.0
        assert alone.GetDefaultPrim()
    assert stage.GetDefaultPrim().GetPath() == "/Plant"
    assert (stage.GetStartTimeCode(), stage.GetEndTimeCode()) == (0.0, 2880.0)
    assert stage.GetTimeCodesPerSecond() == 24.0


def test_model_hierarchy(stage: Usd.Stage):
    """An assembly of groups of components, without a gap."""
    kinds = {str(prim.GetPath()): Usd.ModelAPI(prim).GetKind() for prim in stage.Traverse() if prim.IsModel()}
    assert kinds["/Plant"] == Kind.Tokens.assembly
    assert kinds["/Plant/Lines/rack/burn_in"] == Kind.Tokens.group
    assert kinds["/Plant/Lines/rack/burn_in/Station_3"] == Kind.Tokens.component
    assert kinds["/Plant/Areas/store"] == kinds["/Plant/Building"] == Kind.Tokens.component
    told = [prim for prim in stage.Traverse() if Usd.ModelAPI(prim).GetKind()]
    assert len(told) == len(kinds)
    assert sum(kind == Kind.Tokens.component for kind in kinds.values()) > 10


def test_stations_are_where_and_as_large_as_the_frames_say(stage: Usd.Stage):
    """A block's box is the frame's, and that of its stations the table's, to the nanometre."""
    sizes = {kind: (length, width) for kind, _, length, width in KINDS}
    for row in plant()["blocks"].iter_rows(named=True):
        path = f"/Plant/Lines/{row['name']}" if row["group"] else f"/Plant/Areas/{row['name']}"
        low, high = bounds(stage, path)
        front = 15.0 if row["row"] == 0 else 11.0 - row["depth"]
        assert low == pytest.approx([row["x"], front, 0.0], abs=1e-9)
        assert high[:2] == pytest.approx([row["x"] + row["length"], front + row["depth"]], abs=1e-9)
        for number in range(row["copies"] if row["group"] else 0):
            low, high = bounds(stage, f"{path}/Station_{number + 1}")
            size = [b - a for a, b in zip(low, high, strict=True)]
            assert size[:2] == pytest.approx(sizes[row["kind"]], abs=1e-9)


def test_stations_are_instances(stage: Usd.Stage):
    """There is a prototype for each kind in use and each product, however many stations there are."""
    assert len(stage.GetPrototypes()) == KINDS_USED + PRODUCTS
    stations = [prim for prim in stage.Traverse() if prim.GetName().startswith("Station_")]
    assert len(stations) == sum(row[6] for row in PLACED if row[4])
    assert all(prim.IsInstance() for prim in stations)


@pytest.mark.parametrize("time", [None, 0.0, 777.0, 2880.0])
def test_all_is_inside_the_building(stage: Usd.Stage, time: float | None):
    """The building is as large as told, walls and slab around it, and nothing leaves it at any time."""
    assert bounds(stage, "/Plant/Building/Floor")[1] == [60.0, 26.0, 0.0]
    low, high = bounds(stage, "/Plant", time)
    assert low == pytest.approx([-WALL, -WALL, -WALL])
    assert high[:2] == pytest.approx([60.0 + WALL, 26.0 + WALL])
    for part in ("Lines", "Areas", "Units"):
        low, high = bounds(stage, f"/Plant/{part}", time)
        assert min(low) >= 0.0
        assert high[0] <= 60.0
        assert high[1] <= 26.0


def test_extents_are_those_of_the_geometry(scene: Path):
    """What an asset says of its size is its size, and each box has its extent."""
    for file in (scene / "assets").iterdir():
        stage = Usd.Stage.Open(str(file))
        prim = stage.GetDefaultPrim()
        low, high = UsdGeom.ModelAPI(prim).GetExtentsHint(Usd.TimeCode.Default())
        assert bounds(stage, str(prim.GetPath())) == (pytest.approx(list(low)), pytest.approx(list(high)))
        boxes = [UsdGeom.Cube(child) for child in prim.GetChildren()]
        assert boxes
        assert all(box.GetExtentAttr().HasAuthoredValue() for box in boxes)


def test_layers_are_apart(stage: Usd.Stage, scene: Path):
    """Without results and motion, geometry is the same, and neither figures nor units are there."""
    cell = "/Plant/Lines/rack/burn_in/Station_1"
    before, colour = (
        bounds(stage, cell),
        stage.GetPrimAtPath(cell).GetAttribute("primvars:displayColor").Get(),
    )
    assert stage.GetAttributeAtPath("/Plant.reshore:throughput").Get() == 39.9
    stage.MuteLayer(str(scene / "results.usda"))
    stage.MuteLayer(str(scene / "motion.usda"))
    assert bounds(stage, cell) == before
    assert stage.GetPrimAtPath(cell).GetAttribute("primvars:displayColor").Get() != colour
    assert not stage.GetAttributeAtPath("/Plant.reshore:throughput")
    assert not stage.GetPrimAtPath("/Plant/Units")
    stage.MuteLayer(str(scene / "layout.usda"))
    assert not stage.GetPrimAtPath("/Plant/Lines")


def test_same_plant_same_bytes(scene: Path, written: Callable[..., Path]):
    """A plant gives the same files each time."""
    again = written()
    for file in scene.rglob("*.usda"):
        assert (again / file.relative_to(scene)).read_bytes() == file.read_bytes()


def test_files_name_no_place(scene: Path):
    """Files refer to one another from where they are, so that the folder may be moved."""
    for file in scene.rglob("*.usda"):
        layer = Sdf.Layer.FindOrOpen(str(file))
        assert all(path.startswith("./") for path in layer.GetCompositionAssetDependencies())
        assert str(scene) not in file.read_text(encoding="utf-8")


def test_odd_names(make_model: Callable[..., object], tmp_path: Path):
    """Names of any characters become valid ones that stay apart; people read them as they are written."""
    odd = {"cell": 'Zelle "A" <1>/é', "bench": "工位", "dock_bench": "工作", "store": "../store"}
    kinds = [(odd[kind], *rest) for kind, *rest in KINDS]
    blocks = [(*row[:2], odd[row[2]], *row[3:]) for row in PLACED]
    blocks[-1] = ("a b/../c", "a b/../c", *blocks[-1][2:])
    flows = [tuple("a b/../c" if cell == "store" else cell for cell in row) for row in CARRIED]
    result = plant(frames={"blocks": blocks, "flows": flows})
    write_scene(result, build_model(make_model, kinds), tmp_path / "scene")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["scene"]
    assert len(list((tmp_path / "scene" / "assets").iterdir())) == KINDS_USED + PRODUCTS
    for file in (tmp_path / "scene").rglob("*.usda"):
        assert validated(file) == []
    stage = Usd.Stage.Open(str(tmp_path / "scene" / "plant.usda"))
    told = stage.GetAttributeAtPath("/Plant/Lines/rack/burn_in/Station_1.reshore:kind").Get()
    assert told == odd["cell"]
    assert stage.GetPrimAtPath("/Plant/Areas/a_b____c").GetDisplayName() == "A b/../c"


def test_without_flows(written: Callable[..., Path]):
    """A plant in which nothing of weight is carried has a scene, with units on their lines."""
    folder = written(frames={"flows": []})
    assert validated(folder / "plant.usda") == []
    assert Usd.Stage.Open(str(folder / "plant.usda")).GetPrimAtPath("/Plant/Units/rack/Unit_1")


def test_without_openusd(make_model: Callable[..., object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where OpenUSD isn't installed, the remedy is told, and nothing is written."""
    monkeypatch.setitem(sys.modules, "pxr", None)
    with pytest.raises(UsageError, match=r'pip install "reshore\[usd\]"'):
        write_scene(plant(), build_model(make_model), tmp_path / "scene")
    assert not (tmp_path / "scene").exists()
