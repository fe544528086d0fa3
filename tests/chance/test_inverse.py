"""Quantiles over arrays: against scipy's, and against their definition."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from reshore.chance.distribution import Distribution

REFERENCES = {
    "uniform(10, 20)": stats.uniform(10, 10),
    "triangular(10, 15, 40)": stats.triang(5 / 30, 10, 30),
    "triangular(10, 10, 40)": stats.triang(0, 10, 30),
    "triangular(10, 40, 40)": stats.triang(1, 10, 30),
    "exponential(12)": stats.expon(scale=12),
    "lognormal(20, 30)": stats.lognorm(math.sqrt(math.log(3.25)), scale=20 / math.sqrt(3.25)),
    "gamma(10, 3)": stats.gamma(100 / 9, scale=0.9),
    "gamma(1, 2)": stats.gamma(0.25, scale=4),
    "erlang(3, 12)": stats.gamma(3, scale=4),
    "weibull(1.5, 3)": stats.weibull_min(1.5, scale=3),
    "weibull(40, 3)": stats.weibull_min(40, scale=3),
    "normal(5, 4)": stats.truncnorm(-1.25, np.inf, 5, 4),
    "normal(0, 2)": stats.halfnorm(scale=2),
    "normal(100, 1)": stats.norm(100, 1),
}
SHARES = np.array([1e-12, 1e-6, 0.01, 0.166, 0.17, 0.3, 0.5, 0.7, 0.99, 1 - 1e-6, 1 - 1e-12])


@pytest.mark.parametrize("text", REFERENCES)
def test_against_scipy(text):
    """Mean, spread and quantiles are those of scipy's distribution of the same kind."""
    found, reference = Distribution.parse(text), REFERENCES[text]
    assert found.mean == pytest.approx(reference.mean(), rel=1e-9)
    assert found.sd == pytest.approx(reference.std(), rel=1e-6)
    expected = np.where(SHARES < 0.5, reference.ppf(SHARES), reference.isf(1 - SHARES))
    np.testing.assert_allclose(found.quantile(SHARES), expected, rtol=1e-7, atol=1e-9)
    assert (found.low, found.high) == pytest.approx(reference.support()) or text == "normal(100, 1)"


@pytest.mark.parametrize(
    "text", [*REFERENCES, "30", "discrete(1:0.2, 2:0.5, 7:0.3)", "empirical(3, 4, 4, 9)"]
)
def test_quantiles_have_the_moments(text):
    """Drawn at evenly spread shares, values rise, keep their bounds, and have the mean."""
    found = Distribution.parse(text)
    values = found.quantile((np.arange(100_000) + 0.5) / 100_000)
    assert (np.diff(values) >= 0).all()
    assert values.min() >= found.low
    assert values.max() <= found.high
    assert values.mean() == pytest.approx(found.mean, rel=2e-3)


def test_discrete_values():
    """Each value takes its share, in order of size, whatever the order in which they were written."""
    found = Distribution.parse("discrete(7:0.3, 1:0.2, 2:0.5)")
    assert found.quantile([0.1, 0.2, 0.21, 0.7, 0.71, 0.999]).tolist() == [1, 1, 2, 2, 7, 7]
    assert Distribution.parse("empirical(9, 4, 3, 4)").quantile([0.2, 0.3, 0.7, 0.8]).tolist() == [3, 4, 4, 9]
