from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.report.plant.plants import PRODUCTS

pytest.importorskip("pxr")

from pxr import Gf, Usd, UsdGeom

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECOND = 24.0
"""In time codes."""


def opened(folder: Path) -> Usd.Stage:
    """Return a scene, opened."""
    return Usd.Stage.Open(str(folder / "plant.usda"))


def seen(stage: Usd.Stage, product: str, time: float) -> dict[str, Gf.Vec3d]:
    """Return where the units of a product are that are seen at a time."""
    cache = UsdGeom.XformCache(time)
    units = stage.GetPrimAtPath(f"/Plant/Units/{product}").GetChildren()
    return {
        unit.GetName(): cache.GetLocalToWorldTransform(unit).ExtractTranslation()
        for unit in units
        if UsdGeom.Imageable(unit).ComputeVisibility(time) != UsdGeom.Tokens.invisible
    }


def without(*made_none: str) -> list[tuple[object, ...]]:
    """Return rows of products of which some weren't made at all."""
    return [(*row[:8], 0.0, *row[9:]) if row[0] in made_none else row for row in PRODUCTS]


def test_units_keep_the_pace(scene: Path):
    """There are as many units inside as hours at stations and throughput make, and those on the move."""
    stage = opened(scene)
    hours, throughput = 3.0 + 30.0 + 1.0 + 0.5, 39.9
    standing, moving = hours * throughput / 168, 4
    for time in (0.0, 1000.0, 2880.0):
        assert standing - 1 <= len(seen(stage, "rack", time)) <= standing + moving
    told = stage.GetAttributeAtPath("/Plant/Units.reshore:hours_per_second").Get()
    assert told == pytest.approx(168 / throughput / 5)


def test_units_come_and_go(scene: Path):
    """Every five seconds a unit of the end product begins its way; whoever has left is seen no more."""
    stage = opened(scene)
    for start in range(5, 120, 5):
        new = (
            seen(stage, "rack", start * SECOND + 1.0).keys()
            - seen(stage, "rack", start * SECOND - 1.0).keys()
        )
        assert len(new) == 1
    first, last = seen(stage, "rack", 0.0), seen(stage, "rack", 2880.0)
    assert first.keys() - last.keys()


def test_units_stand_at_stations(scene: Path):
    """As many units are at the cells as their hours and the throughput make."""
    stage = opened(scene)
    (front, back), right = (2.0, 11.0), 24.0
    for time in (400.0, 1200.0, 2000.0):
        places = seen(stage, "rack", time).values()
        assert sum(front < y < back and x < right for x, y, _ in places) == pytest.approx(7.1, abs=1.2)


def test_a_component_that_is_not_made(written: Callable[..., Path]):
    """A component of which none is made has no units."""
    stage = opened(written(frames={"products": without("board")}))
    assert stage.GetPrimAtPath("/Plant/Units/rack")
    assert not stage.GetPrimAtPath("/Plant/Units/board")


def test_nothing_is_made(written: Callable[..., Path]):
    """Where no end product is made, nothing moves."""
    stage = opened(written(frames={"products": without("rack", "board")}))
    assert stage.GetPrimAtPath("/Plant/Lines/rack")
    assert not stage.GetPrimAtPath("/Plant/Units")
