from __future__ import annotations

import numpy as np
import pytest

from reshore.factory.balance.bounds import by_packing, by_tails
from reshore.factory.balance.encode import encode
from reshore.factory.balance.graph import Graph


def bounds(time, takt, arrows=(), kind=None, width=None) -> tuple[int, int]:
    """Return the bound by packing and that by tails of all tasks."""
    time = np.array(time, np.int64)
    kind = time * 0 if kind is None else np.array(kind, np.int64)
    width = time * 0 + 1 if width is None else np.array(width, np.int64)
    _, sizes = encode(Graph.of(len(time), arrows), time, kind, width, takt)
    none = np.zeros(len(time), np.bool_)
    return by_packing(sizes, none, none, np.zeros(len(time) + len(sizes.whole), np.int64)), by_tails(
        sizes, none, none
    )


@pytest.mark.parametrize(
    ("time", "stations"),
    [
        ([4, 4, 4], 2),  # LM1: the sum of times
        ([6, 6, 6, 1], 3),  # LM2: more than half a takt each
        ([5, 5, 6, 1], 2),  # LM2: halves count half
        ([4, 4, 4, 4, 4], 3),  # LM3: more than a third each
        ([7, 7, 4, 4, 4], 4),  # LM3: beside those above two thirds there is no room
        ([6, 6, 5, 5, 3, 3], 3),  # packing says no more
    ],
)
def test_packing(time, stations):
    """The textbook's counts hold at a takt of 10."""
    assert bounds(time, 10)[0] == stations


def test_kinds_are_packed_apart():
    """Two half loads of different kinds take two stations."""
    assert bounds([5, 5], 10, kind=[0, 1])[0] == 2


def test_wide_stations_are_bounded_by_their_time_alone():
    """Beside a task of two stations there may be room for two of more than a half."""
    assert bounds([8, 6, 6], 5, width=[2, 2, 2])[0] == 4


def test_tails():
    """A task that doesn't fit before its tail leaves the station to it: 6 before 5 before 6 takes three."""
    assert bounds([6, 5, 6], 10, [(0, 1), (1, 2)])[1] == 3
    assert bounds([6, 5, 6], 10)[1] == 2
