from __future__ import annotations

from math import isclose

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.report.plant.plants import BLOCKS
from tests.report.scene.plants import KINDS, PLACED, build_model, ground_of, plant

from reshore.errors import UsageError
from reshore.report.scene.places import Footprint, Ground

DEPTH = 11.0
"""Of a row of the building."""


def test_blocks_stand_at_the_corridor(ground: Ground):
    """Blocks are as long and deep as in the frame, those of row 0 above the corridor and the others below."""
    for place, row in zip(ground.places, plant()["blocks"].iter_rows(named=True), strict=True):
        assert (place.x, place.length, place.depth) == (row["x"], row["length"], row["depth"])
        upper = row["row"] == 0
        assert (place.y if upper else place.y + place.depth) == (DEPTH + ground.aisle if upper else DEPTH)
        assert len(place.corners) == row["copies"]


def test_stations_fill_their_block_from_the_corridor(make_model):
    """Stations stand one behind the other from the corridor on, column by column."""
    blocks = [
        ("c", "rack/build", "bench", "station", "rack/build", "rack", 5, row, 10.0, 9.0, 10.0)
        for row in (0, 1)
    ]
    kinds = [("bench", "station", 3.0, 5.0)]
    result = plant(frames={"blocks": blocks, "flows": []})
    upper, lower = Ground.of(result, build_model(make_model, kinds)).places
    assert upper.corners == ((10.0, 15.0), (10.0, 20.0), (13.0, 15.0), (13.0, 20.0), (16.0, 15.0))
    assert lower.corners == ((10.0, 6.0), (10.0, 1.0), (13.0, 6.0), (13.0, 1.0), (16.0, 6.0))


@given(length=st.floats(0.5, 60.0), width=st.floats(0.5, 60.0), depth=st.floats(2.0, 40.0))
def test_footprints(length: float, width: float, depth: float):
    """Stations stand with their width from the corridor, turned where that is too deep, as many as fit."""
    assume(min(length, width) <= depth)
    row = {"station": "s", "role": "station", "length": length, "width": width}
    footprint = Footprint.of(row, depth)
    turned = width > depth + 1e-6
    if not isclose(width, depth, abs_tol=1e-6):
        assert (footprint.along, footprint.deep) == ((width, length) if turned else (length, width))
    assert footprint.abreast * footprint.deep <= depth * (1 + 1e-6)
    assert (footprint.abreast + 1) * footprint.deep > depth * (1 - 1e-6)


def test_openings(ground: Ground):
    """Docks and feeds are at their wall, or in the corridor where their side isn't said."""
    assert [(opening.name, opening.x, opening.y) for opening in ground.openings] == [
        ("receiving", 5.0, 0.0),
        ("out", 54.5, 26.0),
        ("power", 30.0, 13.0),
    ]


def test_another_model(make_model):
    """A model without a kind of station, or with another size of it, is none that the plant was made from."""
    with pytest.raises(UsageError, match="kind 'cell', and the model has none"):
        Ground.of(plant(), build_model(make_model, [kind for kind in KINDS if kind[0] != "cell"]))
    with pytest.raises(UsageError, match=r"block 'board/place' is 6 m by 6 m, .* take 4 m by 6 m"):
        ground_of(make_model, frames={"blocks": BLOCKS})


def test_parts(make_model):
    """A group that is split into blocks has them all."""
    first, *rest = PLACED
    split = [(f"rack/build {n + 1}", *first[1:6], 1, 0, 100.0 * n, 4.0, 6.0) for n in range(2)]
    split_ground = ground_of(make_model, frames={"blocks": [*split, *rest]})
    assert [part.block for part in split_ground.parts("rack/build")] == ["rack/build 1", "rack/build 2"]
