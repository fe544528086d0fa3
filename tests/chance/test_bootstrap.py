"""Bootstrap intervals: repeatable, within strata, and near the exact ones where these are known."""

from __future__ import annotations

import numpy as np
import pytest

from reshore.chance.bootstrap import bootstrap
from reshore.chance.intervals import mean
from reshore.chance.streams import Streams
from reshore.chance.tails import conditional_value_at_risk, weighted_mean

KEY = Streams(1).key("bootstrap")
VALUES = Streams(2).uniforms("values", size=200)
EQUAL, ONE = np.full(200, 1 / 200), np.zeros(200, dtype=np.int64)


def test_mean_is_as_students():
    """The interval of a mean is near Student's."""
    found, exact = bootstrap(weighted_mean, VALUES, EQUAL, ONE, key=KEY), mean(VALUES)
    assert found.value == pytest.approx(exact.value)
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high), abs=0.005)


def test_repeatable():
    """The same stream gives the same interval; another one another."""
    first, second = (bootstrap(weighted_mean, VALUES, EQUAL, ONE, key=KEY, resamples=50) for _ in range(2))
    other = bootstrap(weighted_mean, VALUES, EQUAL, ONE, key=Streams(9).key(), resamples=50)
    assert first == second
    assert first != other


def test_strata_keep_their_size():
    """Each resample has as many of each stratum, so that weights still sum to 1."""
    strata = np.array([2, 0, 2, 2, 0, 5])
    weights = np.array([0.1, 0.3, 0.1, 0.1, 0.3, 0.1])
    seen = []

    def figure(values, weights):
        seen.append((np.bincount(values.astype(int)).tolist(), weights.sum()))
        return 0.0

    bootstrap(figure, strata.astype(float), weights, strata, key=KEY, resamples=20)
    assert all(counts == [2, 0, 3, 0, 0, 1] for counts, _ in seen)
    assert [total for _, total in seen] == pytest.approx([1.0] * 21)


def test_rows_stay_together():
    """Values of more than one dimension are drawn by replication."""
    pairs = np.column_stack([VALUES, -VALUES])
    found = bootstrap(lambda v, w: float(abs(v.sum(axis=1)).max()), pairs, EQUAL, ONE, key=KEY, resamples=20)
    assert (found.value, found.low, found.high) == (0, 0, 0)


def test_tail_covers():
    """Of 60 samples, the intervals at 90 % of a tail's mean hold the truth about as often."""
    truth, covered = 0.9, 0
    for sample in Streams(4).table(names=range(60), replications=0, size=200)[:, 0]:
        found = bootstrap(
            lambda v, w: conditional_value_at_risk(v, w, 0.8),
            sample,
            EQUAL,
            ONE,
            key=KEY,
            resamples=100,
            level=0.9,
        )
        covered += found.low <= truth <= found.high
    assert covered >= 48
