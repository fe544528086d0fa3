"""Distributions as users meet them, and as kernels do."""

from __future__ import annotations

import numpy as np

from reshore.chance.distribution import Distribution, encode


def test_shapes():
    """Quantiles have the shape of what was asked, single numbers and empty arrays included."""
    for text in ("30", "gamma(10, 3)", "triangular(1, 2, 3)", "discrete(1:0.2, 2:0.8)"):
        found = Distribution.parse(text)
        for u in (0.3, np.full((2, 3), 0.3), np.empty((0, 2))):
            assert found.quantile(u).shape == np.shape(u)


def test_equality_is_of_the_law():
    """Two ways to write the same distribution are equal."""
    assert Distribution.parse("exponential(12)") == Distribution.parse(" exponential(12.0)")
    assert Distribution.parse("gamma(12, 12)") != Distribution.parse("exponential(12)")


def test_encoded():
    """Distributions of different length lie one after another."""
    encoded = encode([Distribution.parse(text) for text in ("30", "uniform(1, 2)", "empirical(5, 6)")])
    assert encoded.codes.tolist() == [0, 1, 8]
    assert encoded.starts.tolist() == [0, 1, 3, 7]
    assert encoded.parameters.tolist() == [30, 1, 2, 5, 6, 0.5, 1]
    assert encode([]).starts.tolist() == [0]
