"""Facility location drawn by Cornuejols' recipe is what the recipe says, and a sound model."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.cornuejols import COST, draw
from benchmarks.instances import write
from benchmarks.published import rival

import reshore


@pytest.mark.parametrize("ratio", [3.0, 5.0, 10.0])
def test_the_recipe_is_kept(ratio):
    """Demands, fixed costs and distances are within their ranges, and capacities have the ratio asked for."""
    drawn = draw(80, 60, ratio, seed=4)
    assert drawn.cost.shape == (80, 60)
    assert drawn.capacity.sum() == pytest.approx(ratio * drawn.demand.sum())
    assert drawn.capacity.max() <= 16 * drawn.capacity.min()
    assert 5 <= drawn.demand.min() < drawn.demand.max() <= 35
    assert 100 * np.sqrt(10) <= drawn.fixed.min() < drawn.fixed.max() <= 90 + 110 * np.sqrt(160)
    assert 0 < (drawn.cost / drawn.demand[:, None]).max() <= COST * np.sqrt(2)


def test_the_seed_decides_everything():
    """The same seed draws the same costs, another one others; ratios differ in capacities alone."""
    first, again, other, loose = draw(9, 7, 3, 1), draw(9, 7, 3, 1), draw(9, 7, 3, 2), draw(9, 7, 6, 1)
    assert np.array_equal(first.cost, again.cost)
    assert np.array_equal(first.fixed, again.fixed)
    assert not np.array_equal(first.cost, other.cost)
    assert np.array_equal(first.fixed, loose.fixed)
    assert loose.capacity == pytest.approx(2 * first.capacity)


def test_tables_and_arrays_are_the_same_instance(tmp_path):
    """A plan from tables costs what HiGHS finds on the strong form, and leaves nothing short."""
    drawn = draw(20, 12, 3)
    plan = reshore.design(reshore.load(write(drawn.tables(), tmp_path / "cflp")), gap=1e-7, threads=1)
    other = rival(drawn, threads=1, limit=60)
    assert not other.stopped
    assert plan.objective == pytest.approx(other.objective, rel=1e-6)
    assert plan.frames["service"]["short"].sum() == pytest.approx(0, abs=1e-6)
