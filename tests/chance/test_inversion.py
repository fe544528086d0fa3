"""Quantiles for kernels: the same as those of arrays, in plain Python."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special

from reshore.chance.distribution import Distribution, encode
from reshore.chance.inversion import gamma_shares, normal_quantile, quantile_at

TEXTS = (
    "30",
    "uniform(10, 20)",
    "triangular(10, 15, 40)",
    "exponential(12)",
    "lognormal(20, 30)",
    "gamma(10, 3)",
    "gamma(1, 3)",
    "gamma(1, 0.02)",
    "erlang(1, 12)",
    "weibull(1.5, 3)",
    "normal(5, 4)",
    "normal(0, 1)",
    "discrete(1:0.2, 2:0.5, 7:0.3)",
    "empirical(3, 4, 4, 9)",
)
SHARES = np.array([2.0**-53, 1e-9, 0.001, 0.02, 0.2, 0.25, 0.4, 0.5, 0.6, 0.9, 0.98, 1 - 1e-9, 1 - 2.0**-53])


def test_the_same_as_arrays():
    """Each family's value at each share is that of the vectorised quantile."""
    distributions = [Distribution.parse(text) for text in TEXTS]
    encoded = encode(distributions)
    for row, distribution in enumerate(distributions):
        parameters = encoded.parameters[encoded.starts[row] : encoded.starts[row + 1]]
        found = [quantile_at(encoded.codes[row], parameters, u) for u in SHARES]
        np.testing.assert_allclose(found, distribution.quantile(SHARES), rtol=1e-9, atol=1e-12)


def test_normal_quantile():
    """Both tails and the middle are right to the last digits."""
    shares = np.concatenate([SHARES, np.linspace(0.001, 0.999, 500)])
    np.testing.assert_allclose(
        [normal_quantile(u) for u in shares], special.ndtri(shares), rtol=1e-13, atol=1e-15
    )


@pytest.mark.parametrize("shape", [0.01, 0.5, 1, 7.5, 300])
def test_gamma_shares(shape):
    """Shares below and above a value are the incomplete gamma functions."""
    for x in (1e-4, 0.3, 1.0, 5.0, 250.0, 400.0):
        expected = (special.gammainc(shape, x), special.gammaincc(shape, x))
        assert gamma_shares(shape, x) == pytest.approx(expected, rel=1e-11, abs=1e-15)


def test_hopelessly_small():
    """A share of a very skewed distribution may be too small for a number; it is 0 then."""
    parameters = np.array(Distribution.parse("gamma(1, 50)").law.parameters)
    assert quantile_at(Distribution.parse("gamma(1, 50)").law.code, parameters, 1e-9) == 0
