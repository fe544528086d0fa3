"""Families: mean and standard deviation against closed forms."""

from __future__ import annotations

import math

import pytest
from scipy import integrate

from reshore.chance.distribution import Distribution


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


def test_lognormal_moments_by_integration():
    """Mean and spread of the lognormal are of the variable itself, not of its logarithm."""
    found = Distribution.parse("lognormal(20, 30)")
    mu, sigma = found.law.parameters
    second = integrate.quad(lambda z: math.exp(2 * (mu + sigma * z) - z * z / 2), -12, 12)[0] / math.sqrt(
        2 * math.pi
    )
    assert second == pytest.approx(20**2 + 30**2, rel=1e-9)


def test_probabilities_nearly_one():
    """Probabilities rounded by a user are taken as shares of their sum."""
    found = Distribution.parse("discrete(1:0.333333, 2:0.333333, 3:0.333333)")
    assert found.mean == pytest.approx(2)
    assert found.quantile(1 - 2.0**-53) == 3
