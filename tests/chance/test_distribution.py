"""Distributions: moments against closed forms, quantiles against their definition."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import integrate, stats

from reshore.chance.distribution import Distribution, encode

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
    ("text", "mean", "sd"),
    [
        ("30", 30, 0),
        ("uniform(10, 20)", 15, 10 / math.sqrt(12)),
        ("triangular(0, 0, 6)", 2, math.sqrt(2)),
        ("exponential(12)", 12, 12),
        ("lognormal(20, 30)", 20, 30),
        ("gamma(10, 3)", 10, 3),
        ("erlang(4, 12)", 12, 6),
        ("weibull(1, 3)", 3, 3),
        ("weibull(2, 3)", 3 * math.sqrt(math.pi) / 2, 3 * math.sqrt(1 - math.pi / 4)),
        ("normal(0, 2)", 2 * math.sqrt(2 / math.pi), 2 * math.sqrt(1 - 2 / math.pi)),
        ("discrete(1:0.2, 2:0.8)", 1.8, 0.4),
        ("empirical(3, 4, 4, 9)", 5, math.sqrt(5.5)),
    ],
)
def test_closed_forms(text, mean, sd):
    """Mean and standard deviation are those of the textbook."""
    found = Distribution.parse(text)
    assert (found.mean, found.sd) == pytest.approx((mean, sd), rel=1e-12)


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


def test_probabilities_nearly_one():
    """Probabilities rounded by a user are taken as shares of their sum."""
    found = Distribution.parse("discrete(1:0.333333, 2:0.333333, 3:0.333333)")
    assert found.mean == pytest.approx(2)
    assert found.quantile(1 - 2.0**-53) == 3


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


def test_lognormal_moments_by_integration():
    """Mean and spread of the lognormal are of the variable itself, not of its logarithm."""
    found = Distribution.parse("lognormal(20, 30)")
    mu, sigma = found.law.parameters
    second = integrate.quad(lambda z: math.exp(2 * (mu + sigma * z) - z * z / 2), -12, 12)[0] / math.sqrt(
        2 * math.pi
    )
    assert second == pytest.approx(20**2 + 30**2, rel=1e-9)
