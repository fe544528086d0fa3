from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from reshore.report.scene import station
from reshore.report.scene.places import Footprint


@given(along=st.floats(0.3, 40.0), deep=st.floats(0.3, 40.0), units=st.integers(1, 30))
def test_units_have_room(along: float, deep: float, units: int):
    """Units stand on the deck of their station without touching each other, and pass by the lane."""
    footprint = Footprint("k", "station", along, deep, along, deep, 1)
    berths, edge = station.berths(footprint, units), station.unit_edge(footprint, units)
    assert len(berths) == units
    assert 0 < edge <= station.LARGEST_UNIT
    for x, y in berths:
        assert station.PANEL * along <= x - edge / 2
        assert x + edge / 2 <= station.DECK * along
        assert y - edge / 2 >= 0
        assert y + edge / 2 <= deep
    for (x, y), (other_x, other_y) in combinations(berths, 2):
        assert max(abs(x - other_x), abs(y - other_y)) >= edge
    lane = station.lane(footprint)
    assert station.DECK * along <= lane - edge / 2
    assert lane + edge / 2 <= along
