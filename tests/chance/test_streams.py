"""Streams: each has its own luck, whoever asks, in whatever order."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reshore.chance.streams import Streams

PARTS = st.lists(st.text(max_size=4) | st.integers(-9, 9), max_size=3).map(tuple)


def test_pinned_keys():
    """Keys never change between versions, so that a run can be repeated."""
    assert int(Streams(7).key("hazard", "quake")) == 0xDCD4F093FEEF6990
    assert int(Streams(7).key()) == 0x98111BD25058D42F


@given(first=PARTS, second=PARTS)
def test_keys_differ(first, second):
    """Keys are equal exactly where all parts are; parts are not run together, nor 1 taken for "1"."""
    assert (Streams(1).key(*first) == Streams(1).key(*second)) == (first == second)


def test_seeds_differ():
    """Another seed is another luck."""
    assert not (Streams(1).uniforms("a", size=4) == Streams(2).uniforms("a", size=4)).any()


def test_another_site_changes_nothing():
    """The luck of a site is the same with others before and after it, with more replications, and alone."""
    few = Streams(3).table("site", names=["austin", "lyon"], replications=range(3), size=5)
    more = Streams(3).table("site", names=["aachen", "lyon", "brno", "austin"], replications=range(9), size=7)
    assert (more[[3, 1], :3, :5] == few).all()
    assert (Streams(3).uniforms("site", "lyon", replications=[2], start=3, size=2) == few[1, 2, 3:]).all()


def test_shapes():
    """A stream has a row a replication; one replication given as a number has none."""
    assert Streams(3).uniforms("a", size=5).shape == (5,)
    assert Streams(3).uniforms("a", size=5, replications=range(4)).shape == (4, 5)
    assert Streams(3).table("a", names=[], replications=0, size=5).shape == (0, 1, 5)


def test_other_process():
    """Another process, which hashes texts otherwise, has the same numbers."""
    code = "from reshore.chance.streams import Streams; print(Streams(5).uniforms('x', 'é', size=2).tolist())"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "12"}
    )
    assert done.stdout.strip() == str(Streams(5).uniforms("x", "é", size=2).tolist())


def test_neighbours_share_nothing():
    """Streams of neighbouring names are uncorrelated."""
    table = Streams(11).table("site", names=range(20), replications=range(500), size=4).reshape(20, -1)
    off = np.corrcoef(table)[np.triu_indices(20, 1)]
    assert abs(off).max() < 4.5 / np.sqrt(table.shape[1])
