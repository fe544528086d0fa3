"""Weighted figures: equal to those of the sample written out, and right at the edge."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reshore.chance.tails import (
    conditional_value_at_risk,
    value_at_risk,
    weighted_mean,
    weighted_quantile,
)

SAMPLES = st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 4)), min_size=1, max_size=12)


def test_ten_losses():
    """Of ten losses as likely, the worst fifth is the mean of two, and the worst 15 % counts one by half."""
    losses, weights = np.arange(10.0), np.full(10, 0.1)
    assert value_at_risk(losses, weights, 0.8) == 7
    assert conditional_value_at_risk(losses, weights, 0.8) == pytest.approx(8.5)
    assert value_at_risk(losses, weights, 0.85) == 8
    assert conditional_value_at_risk(losses, weights, 0.85) == pytest.approx((9 * 0.1 + 8 * 0.05) / 0.15)


def test_rare_loss():
    """A loss rarer than the level isn't at risk, but is in the tail's mean."""
    losses, weights = np.array([1000.0, 0.0]), np.array([0.01, 0.99])
    assert value_at_risk(losses, weights, 0.95) == 0
    assert conditional_value_at_risk(losses, weights, 0.95) == pytest.approx(200)


@given(sample=SAMPLES, share=st.integers(1, 19).map(lambda part: part / 20))
def test_weights_are_repetitions(sample, share):
    """A value of weight 3 counts as three values; order doesn't matter."""
    values, weights = np.array(sample, dtype=float).T
    written_out = np.sort(np.repeat(values, weights.astype(int)))
    size = len(written_out)
    rank = int(np.ceil(round(share * size, 9)))
    assert weighted_mean(values, weights) == pytest.approx(written_out.mean())
    assert weighted_quantile(values, weights, share) == written_out[rank - 1]
    tail = written_out[rank:].sum() + (rank - share * size) * written_out[rank - 1]
    found = conditional_value_at_risk(values, weights / weights.sum(), share)
    assert found == pytest.approx(tail / (size * (1 - share)), abs=1e-9)
    assert found >= value_at_risk(values, weights, share) - 1e-9


@given(sample=SAMPLES)
def test_ends(sample):
    """No share is the least value, all of it the greatest, whatever weights round to."""
    values, weights = np.array(sample, dtype=float).T
    for scale in (1.0, 1 / weights.sum(), 1e-9):
        assert weighted_quantile(values, weights * scale, 0.0) == values.min()
        assert weighted_quantile(values, weights * scale, 1.0) == values.max()
