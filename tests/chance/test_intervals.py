"""Intervals: textbook figures, and as often right as they say."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from reshore.chance.intervals import Estimate, difference, mean, proportion, stratified_mean
from reshore.chance.philox import uniforms

NORMAL = stats.norm.ppf(uniforms(np.arange(2000, dtype=np.uint64), np.asarray(3, dtype=np.uint64), 12))


def holds(estimate, truth):
    return estimate.low <= truth <= estimate.high


def test_mean_by_hand():
    """Mean 5, standard error 1, two degrees of freedom: 4.3027 either way."""
    found = mean(np.array([5 - 3**0.5, 5.0, 5 + 3**0.5]))
    assert (found.value, found.low, found.high) == pytest.approx((5, 0.69735, 9.30265), abs=1e-5)
    assert found.level == 0.95


def test_mean_covers():
    """Of 2,000 samples, 90 % of the intervals at 90 % hold the mean, give or take."""
    covered = sum(holds(mean(sample, 0.9), 0) for sample in NORMAL)
    assert covered == pytest.approx(1800, abs=45)


def test_mean_of_one():
    """One value has no interval."""
    with pytest.raises(ValueError, match="two values or more, not 1"):
        mean(np.array([3.0]))


def test_stratified_mean_by_hand():
    """Value and spread are the strata's, weighted; one stratum alone is the plain mean."""
    values, strata = np.array([0.0, 0.0, 8.0, 10.0, 12.0]), np.array([0, 0, 1, 1, 1])
    weights = np.array([0.45, 0.45, 0.1 / 3, 0.1 / 3, 0.1 / 3])
    found = stratified_mean(values, weights, strata)
    half = 0.1 * 2 / 3**0.5 * stats.t.ppf(0.975, 2)
    assert (found.value, found.low, found.high) == pytest.approx((1, 1 - half, 1 + half))
    alone = stratified_mean(values, np.full(5, 0.2), np.zeros(5, dtype=int))
    plain = mean(values)
    assert (alone.value, alone.low, alone.high) == pytest.approx((plain.value, plain.low, plain.high))


def test_stratified_mean_covers():
    """Two strata of other means and spreads are covered as often as asked."""
    strata, weights = np.repeat([0, 1], 6), np.repeat([0.7 / 6, 0.3 / 6], 6)
    shift, scale = np.array([1.0, 5.0])[strata], np.array([1.0, 4.0])[strata]
    truth = 0.7 * 1 + 0.3 * 5
    covered = sum(holds(stratified_mean(shift + scale * row, weights, strata, 0.9), truth) for row in NORMAL)
    assert covered == pytest.approx(1800, abs=45)


def test_stratified_mean_without_spread():
    """Where nothing varies, the interval is the value."""
    found = stratified_mean(np.full(4, 3.0), np.full(4, 0.25), np.array([0, 0, 1, 1]))
    assert (found.value, found.low, found.high) == (3, 3, 3)


def test_stratum_of_one():
    """A stratum with one replication has no spread."""
    with pytest.raises(ValueError, match="stratum 2 has one replication; give it two or more"):
        stratified_mean(np.arange(3.0), np.full(3, 1 / 3), np.array([0, 0, 2]))


def test_common_random_numbers():
    """Pairs with the same luck show a difference that is lost between runs of their own."""
    first, second = NORMAL[0], NORMAL[0] + 0.1
    found = difference(first, second)
    assert (found.value, found.low, found.high) == pytest.approx((0.1, 0.1, 0.1))
    assert holds(mean(NORMAL[1] + 0.1 - NORMAL[0]), 0)
    with pytest.raises(ValueError, match="2 and 3 values don't make pairs"):
        difference(np.zeros(2), np.zeros(3))


def test_wilson_by_hand():
    """The figures of Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    published = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0000, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (successes, trials), bounds in published.items():
        found = proportion(successes, trials)
        assert found.value == successes / trials
        assert (found.low, found.high) == pytest.approx(bounds, abs=5e-5)


def test_proportions_that_are_none():
    """All successes reach to 1 exactly; no trials and more successes than trials are refused."""
    assert proportion(5, 5).high == 1
    for successes, trials in ((0, 0), (3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="is no proportion"):
            proportion(successes, trials)


def test_estimates_compare():
    """An estimate is its numbers."""
    assert Estimate(1, 0, 2) == Estimate(1.0, 0.0, 2.0, 0.95)
