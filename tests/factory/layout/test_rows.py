from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factory.layout.drawn import drawn

from reshore.factory.layout.areas import BOTTOM, TOP, Areas, End, Port, Spot
from reshore.factory.layout.rows import FREE, SCALE, Rows, cuts, least_port_work, spans


def test_arrays():
    """Lengths count in thousandths, areas that are fixed are named, flow of an area to itself is none."""
    areas = Areas(
        names=("a", "b", "c"),
        length=np.array([1.5, 2.0004, 3.0]),
        flow=np.ones((3, 3)),
        fixed={0: Spot(TOP), 2: Spot(BOTTOM, End.RIGHT)},
    )
    rows = Rows.of(areas, 2, 2.5, 4.0)
    assert rows.length.tolist() == [1500, 2000, 3000]
    assert rows.total.tolist() == [2, 2, 2]
    assert rows.row.tolist() == [TOP, FREE, BOTTOM]
    assert rows.ends.tolist() == [[FREE, FREE], [FREE, 2]]
    assert (rows.aisle, rows.room, rows.alike) == (2500, 4000, False)


def test_rows_that_can_be_swapped():
    """Two rows are alike where nothing is fixed; one row is like no other."""
    areas = drawn(0, 3)
    assert Rows.of(areas, 2, 0.0, inf).alike
    assert not Rows.of(areas, 1, 0.0, inf).alike


@given(seed=st.integers(0, 10**6), count=st.integers(1, 7))
def test_cuts_and_spans(seed, count):
    """By set, what it has to do with all others, and how long it is."""
    rows = Rows.of(drawn(seed, count), 2, 0.0, inf)
    cut, span = cuts(rows), spans(rows.length)
    for number in range(1 << count):
        inside = np.array([number >> area & 1 == 1 for area in range(count)])
        assert cut[number] == pytest.approx(rows.flow[inside][:, ~inside].sum())
        assert span[number] == rows.length[inside].sum()


def test_least_work_with_ports():
    """The nearest place to the docks counts: at the heavier one, or at an end of the row."""
    areas = Areas(
        names=("a", "b"),
        length=np.array([2.0, 4.0]),
        flow=np.zeros((2, 2)),
        ports=(Port("in", 2.0, np.array([3.0, 0.0])), Port("out", 9.0, np.array([1.0, 2.0]))),
    )
    assert (least_port_work(Rows.of(areas, 2, 0.0, inf)) / SCALE).tolist() == [7.0, 10.0]


def test_no_ports():
    """Without fixed points there is no work with them."""
    assert least_port_work(Rows.of(drawn(3, 4), 2, 0.0, inf)).tolist() == [0, 0, 0, 0]
