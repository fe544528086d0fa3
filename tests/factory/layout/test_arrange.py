from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import polars as pl
import pytest
from benchmarks.instances import data_folder
from benchmarks.layout import read
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factory.layout.drawn import best_by_force, drawn, keeps, work_of

from reshore.errors import UsageError
from reshore.factory.layout.areas import Areas, Port, Spot
from reshore.factory.layout.arrange import Arrangement, Limits, arrange


def order(areas: Areas, found: Arrangement) -> tuple[tuple[int, ...], ...]:
    """Return the areas of each row from the left."""
    by_place = sorted(range(len(areas.names)), key=lambda area: found.left[area])
    return tuple(tuple(area for area in by_place if found.row[area] == row) for row in (0, 1))


@settings(deadline=None, max_examples=40)
@given(
    seed=st.integers(0, 10**6),
    count=st.integers(2, 6),
    ports=st.integers(0, 2),
    fixed=st.integers(0, 2),
    aisle=st.sampled_from([0.0, 0.5, 3.0]),
    share=st.sampled_from([0.4, 0.55, inf]),
    dense=st.sampled_from([0.2, 0.9]),
)
def test_two_rows_are_the_best_there_are(seed, count, ports, fixed, aisle, share, dense):
    """Whatever is fixed, rows are as short as they have to be, make the least work, and that is proven."""
    areas = drawn(seed, count, ports=ports, fixed=fixed, dense=dense)
    length = share * float(areas.length.sum())
    found = arrange(areas, aisle=aisle, length=length, limits=Limits(60, 1))
    over, work = best_by_force(areas, 2, aisle, length)
    assert found.proven
    assert max(0.0, found.length - length) == pytest.approx(over, abs=1e-9)
    assert found.work == pytest.approx(work)
    assert keeps(areas, order(areas, found))
    assert work_of(areas, order(areas, found), aisle) == pytest.approx((found.work, found.length))


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 10**6), count=st.integers(1, 6), ports=st.integers(0, 2))
def test_one_row_is_the_best_there_is(seed, count, ports):
    """One row makes the least work, with fixed points and ends."""
    areas = drawn(seed, count, ports=ports, fixed=1, rows=1)
    found = arrange(areas, rows=1)
    assert found.work == pytest.approx(best_by_force(areas, 1, 0.0)[1])
    assert found.proven


@pytest.mark.parametrize("seed", range(4))
def test_search_finds_nothing_better_than_what_is_proven(seed):
    """A long local search of a dozen areas finds nothing better than what the exact search proves."""
    areas = drawn(seed, 12, ports=2)
    proven = arrange(areas, aisle=1.5, limits=Limits(60, 1))
    searched = arrange(areas, aisle=1.5, limits=Limits(60, 300, states=1))
    assert proven.proven
    assert not searched.proven
    assert searched.bound <= proven.work <= searched.work + 1e-9
    assert searched.work <= proven.work * 1.02


def test_many_areas():
    """More areas than can be gone through keep what is fixed, and the work is told with a bound."""
    areas = drawn(1, 26, ports=1, fixed=3)
    found = arrange(areas, aisle=2.0, limits=Limits(60, 10))
    assert keeps(areas, order(areas, found))
    assert 0 < found.bound < found.work
    assert not found.proven
    again = arrange(areas, aisle=2.0, limits=Limits(60, 10))
    assert again.left.tolist() == found.left.tolist()
    assert arrange(areas, aisle=2.0, limits=Limits(60, 40)).work <= found.work


def test_pull_of_a_port():
    """An area that nothing but a dock draws stands where it is nearest to the dock."""
    flow = np.zeros((3, 3))
    areas = Areas(
        ("a", "b", "c"), np.array([4.0, 3.0, 2.0]), flow, (Port("dock", 9.0, np.array([0.0, 0, 1])),)
    )
    found = arrange(areas)
    assert found.left[2] == 7.0
    assert found.work == 1.0


def test_no_areas():
    """Nothing to lay out is no work."""
    found = arrange(Areas((), np.zeros(0), np.zeros((0, 0))))
    assert (found.work, found.length, found.proven) == (0.0, 0.0, True)


@pytest.mark.parametrize("wrong", [{"rows": 3}, {"aisle": -1.0}, {"length": 0.0}])
def test_corridors_that_make_no_sense(wrong):
    """Numbers that no corridor has are refused."""
    with pytest.raises(UsageError, match="no layout with"):
        arrange(drawn(0, 3), **wrong)


def test_second_row_of_one():
    """No area can be fixed to a row that there isn't."""
    with pytest.raises(UsageError, match="second row"):
        arrange(replace(drawn(0, 3), fixed={0: Spot(1)}), rows=1)


@pytest.fixture
def published():
    """Return the folder of published instances."""
    folder = data_folder() / "srflp"
    if not folder.is_dir():
        pytest.skip("no folder srflp of published instances: name theirs by RESHORE_DATA")
    return folder


def test_published_rows(published):
    """Single rows of up to 18 areas are at the published optimum, and proven."""
    for row in pl.read_csv(published / "best.csv").filter(pl.col("n") <= 18).iter_rows(named=True):
        found = arrange(read(published / "instances" / row["instance"]), rows=1)
        assert found.work == row["best"]
        assert found.proven


def test_published_corridors(published):
    """Two rows along a corridor without width are at the published optimum, and proven."""
    for row in pl.read_csv(published / "corridor_allocation_optima.csv").iter_rows(named=True):
        found = arrange(read(published / "instances" / row["instance"]), limits=Limits(60, 1))
        assert found.work == row["optimum"]
        assert found.proven
