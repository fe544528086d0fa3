"""The generator: the published answers, and numbers that look random where they should."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from reshore.chance.philox import philox, uniform_at, uniforms

FULL = 0xFFFFFFFF
KEY = np.asarray(7, dtype=np.uint64)


def counters(*numbers):
    return np.array(numbers, dtype=np.uint64)


@pytest.mark.parametrize(
    ("counter", "key", "answer"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((FULL,) * 4, (FULL,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)
def test_known_answers(counter, key, answer):
    """The words are those of the authors' known-answer tests, one by one and as arrays."""
    words = [np.uint64(word) for word in (*counter, *key)]
    assert tuple(int(word) for word in philox(*words)) == answer
    arrays = [np.full(3, word) for word in words]
    assert all((word == expected).all() for word, expected in zip(philox(*arrays), answer, strict=True))


def test_pinned_numbers():
    """The numbers of a stream never change between versions."""
    pinned = [
        [0.9545971261687, 0.11417736161631942, 0.4069604044303493],
        [0.4950397946340347, 0.3112217884569649, 0.8873466215678115],
    ]
    assert uniforms(KEY, counters(0, 1), 3).tolist() == pinned


@given(
    key=st.integers(0, 2**64 - 1),
    replication=st.integers(0, 2**63 - 1),
    start=st.integers(0, 2**40),
    size=st.integers(1, 6),
)
def test_one_at_a_time(key, replication, start, size):
    """A number asked for alone is that of the array, wherever the array starts."""
    row = uniforms(np.asarray(key, dtype=np.uint64), np.asarray(replication, dtype=np.uint64), size, start)
    alone = [uniform_at(np.uint64(key), replication, start + place) for place in range(size)]
    assert row.tolist() == alone
    assert all(0 < number < 1 for number in alone)


def test_blocks_leave_no_seam():
    """Many numbers at once are the same as few."""
    many = uniforms(counters(3, 4)[:, None], counters(0, 5, 9), 9_001)
    assert many.shape == (2, 3, 9_001)
    assert (many[1, 2, 8_000:] == uniforms(np.asarray(counters(4)[0]), counters(9), 1_001, 8_000)[0]).all()


def test_no_numbers():
    """No streams and no draws give empty arrays."""
    assert uniforms(counters(), counters(0), 4).shape == (0, 4)
    assert uniforms(counters(1, 2), counters(0), 0).shape == (2, 0)


@pytest.mark.parametrize("along", ["draws", "replications", "keys"])
def test_uniform_and_independent(along):
    """Along draws, replications and keys, numbers are uniform, and neighbours are independent."""
    size = 40_000
    many, one = np.arange(size, dtype=np.uint64), counters(1)
    numbers = {
        "draws": lambda: uniforms(one, one, size)[0],
        "replications": lambda: uniforms(one, many, 1)[:, 0],
        "keys": lambda: uniforms(many, one, 1)[:, 0],
    }[along]()
    assert stats.kstest(numbers, "uniform").pvalue > 0.001
    for lag in (1, 2, 16):
        assert abs(np.corrcoef(numbers[lag:], numbers[:-lag])[0, 1]) < 4 / np.sqrt(size)
    cells = np.histogram2d(numbers[::2], numbers[1::2], bins=16, range=[[0, 1], [0, 1]])[0]
    assert stats.chisquare(cells.ravel()).pvalue > 0.001
