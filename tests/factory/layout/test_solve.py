from __future__ import annotations

import os
import subprocess
import sys
import time as clock
from dataclasses import replace
from itertools import count

import pytest
from tests.factory.layout.drawn import best_by_force, drawn

from reshore.factory.layout.areas import BOTTOM, TOP, Spot
from reshore.factory.layout.arrange import Limits, arrange

PLAIN = """
from math import inf
import numpy as np
from reshore.factory.layout.areas import Areas, End, Port, Spot
from reshore.factory.layout.arrange import Limits, arrange
draw = np.random.default_rng(5)
half = np.triu(draw.integers(0, 9, (7, 7)), 1)
areas = Areas(
    tuple("abcdefg"),
    draw.integers(2, 9, 7) / 2,
    (half + half.T).astype(float),
    (Port("dock", 3.0, draw.integers(0, 4, 7).astype(float)),),
    {1: Spot(0), 4: Spot(1, End.LEFT)},
)
for length in (9.0, inf):
    found = arrange(areas, aisle=1.5, length=length, limits=Limits(inf, 2))
    print(found.row.tolist(), found.left.tolist(), found.work, found.bound, found.proven)
    searched = arrange(areas, aisle=1.5, length=length, limits=Limits(inf, 2, 1))
    print(searched.row.tolist(), searched.left.tolist(), searched.work, searched.bound, searched.proven)
one = arrange(Areas(areas.names, areas.length, areas.flow, areas.ports), rows=1)
print(one.left.tolist(), one.work)
"""


def test_kernels_without_numba_give_the_same():
    """Plain Python finds the same arrangements, exactly and by local search."""
    plain = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    said = [
        subprocess.run([sys.executable, "-c", PLAIN], env=env, capture_output=True, text=True, check=True)
        for env in (os.environ, plain)
    ]
    assert said[0].stdout == said[1].stdout
    assert len(said[0].stdout.splitlines()) == 5


def test_numba_is_asked_for():
    """Without numba, the message says how to get it."""
    without = "import sys; sys.modules['numba'] = None\n" + PLAIN
    run = subprocess.run([sys.executable, "-c", without], capture_output=True, text=True, check=False)
    assert 'UsageError: a layout needs numba: pip install "reshore[sim]"' in run.stderr


def test_sides_that_are_forbidden():
    """Areas that mustn't stand in one row stand in the other, and the best of these arrangements is found."""
    areas = drawn(8, 6, ports=1)
    apart = replace(areas, fixed={0: Spot(TOP), 1: Spot(TOP), 2: Spot(BOTTOM), 5: Spot(BOTTOM)})
    found = arrange(apart, aisle=2.0)
    assert found.row[[0, 1, 2, 5]].tolist() == [TOP, TOP, BOTTOM, BOTTOM]
    assert found.proven
    assert found.work == pytest.approx(best_by_force(apart, 2, 2.0)[1])
    assert found.work >= arrange(areas, aisle=2.0).work


def test_nothing_flows():
    """Areas that have nothing to do with each other stand anywhere, without work."""
    for rows in (1, 2):
        found = arrange(drawn(8, 6, dense=0.0), rows=rows, aisle=2.0)
        assert (found.work, found.bound, found.proven) == (0.0, 0.0, True)


def test_rows_that_are_too_long():
    """Where areas don't fit, the longer row is as short as it can be, which says how much is missing."""
    areas = drawn(9, 6)
    over, work = best_by_force(areas, 2, 1.0, 2.0)
    found = arrange(areas, aisle=1.0, length=2.0)
    assert over > 0
    assert found.length - 2.0 == pytest.approx(over)
    assert (found.work, found.proven) == (pytest.approx(work), True)


def test_time_that_is_up(monkeypatch):
    """Where no time is left at once, there is an arrangement nevertheless, and no proof."""
    readings = count(0, 100)
    monkeypatch.setattr(clock, "perf_counter", lambda: next(readings))
    areas = drawn(10, 9)
    found = arrange(areas, limits=Limits(1.0))
    assert 0 < found.bound < found.work
    assert not found.proven
