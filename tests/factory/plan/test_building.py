"""Buildings as a row of their table describes them."""

from __future__ import annotations

from reshore.factory.plan.building import Building, Opening


def test_a_row(pumps):
    """Depth is what the corridor leaves, doors have a place and a side."""
    building = Building.of(pumps["buildings"].row(0, named=True))
    assert building.depth == 10.0
    assert building.docks == (Opening("receiving", 5.0, 1), Opening("shipping", 55.0, 1))
    assert building.feeds == (Opening("power", 30.0),)
    assert building.place == "buildings brno/hall"
