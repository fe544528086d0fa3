from __future__ import annotations

from itertools import pairwise

import pytest

from reshore.report.scene.places import Footprint
from reshore.tables import schema

pytest.importorskip("pxr")

from pxr import Usd, UsdGeom

from reshore.report.scene.assets import ROWS, area_asset


def test_every_role_of_an_area_is_filled():
    """Each role that the table of stations knows, but that of stations, says what an area is filled with."""
    role = next(column for column in schema.tables()["stations"].columns if column.name == "role")
    assert set(role.choices) - {"station"} == set(ROWS)


@pytest.mark.parametrize("role", ROWS)
@pytest.mark.parametrize(("along", "deep"), [(0.4, 0.3), (30.0, 40.0), (7.0, 2.0)])
def test_areas_hold_what_fills_them(role: str, along: float, deep: float):
    """Whatever the size of an area, what fills it stays inside, and rows stand apart."""
    layer = area_asset("area", Footprint("area", role, along, deep, along, deep, 1))
    stage = Usd.Stage.Open(layer)
    cache = UsdGeom.BBoxCache(Usd.TimeCode.Default(), [UsdGeom.Tokens.default_])
    boxes = [
        cache.ComputeWorldBound(prim).ComputeAlignedRange() for prim in stage.GetDefaultPrim().GetChildren()
    ]
    base, *rows = boxes
    assert (base.GetMax()[0], base.GetMax()[1]) == (along, deep)
    assert rows
    for row in rows:
        assert 0.0 <= row.GetMin()[0] < row.GetMax()[0] <= along
        assert 0.0 <= row.GetMin()[1] < row.GetMax()[1] <= deep
    ends = sorted((row.GetMin()[1], row.GetMax()[1]) for row in rows)
    assert all(end <= start for (_, end), (start, _) in pairwise(ends))
