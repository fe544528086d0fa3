"""Quantiles of all families over arrays of uniforms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from reshore.chance.families import Code

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Parameters = tuple[float, ...]


def _constant(p: Parameters, u: Floats) -> Floats:
    return np.full(u.shape, p[0])


def _uniform(p: Parameters, u: Floats) -> Floats:
    return p[0] + (p[1] - p[0]) * u


def _triangular(p: Parameters, u: Floats) -> Floats:
    low, mode, high = p
    width = high - low
    rising = low + np.sqrt(u * width * (mode - low))
    falling = high - np.sqrt((1 - u) * width * (high - mode))
    return np.where(u * width < mode - low, rising, falling)


def _exponential(p: Parameters, u: Floats) -> Floats:
    return -p[0] * np.log1p(-u)


def _lognormal(p: Parameters, u: Floats) -> Floats:
    return np.exp(p[0] + p[1] * special.ndtri(u))


def _gamma(p: Parameters, u: Floats) -> Floats:
    # Near 1 from above, where 1 - u still says how near.
    upper = u > 0.5
    found = np.asarray(special.gammaincinv(p[0], np.where(upper, 0.5, u)), dtype=np.float64)
    found[upper] = special.gammainccinv(p[0], 1 - u[upper])
    return p[1] * found


def _weibull(p: Parameters, u: Floats) -> Floats:
    return p[1] * (-np.log1p(-u)) ** (1 / p[0])


def _normal(p: Parameters, u: Floats) -> Floats:
    kept = special.ndtr(p[0] / p[1])
    return np.maximum(p[0] - p[1] * special.ndtri((1 - u) * kept), 0.0)


def _discrete(p: Parameters, u: Floats) -> Floats:
    values, cumulative = np.split(np.array(p), 2)
    return values[np.searchsorted(cumulative, u)]


_QUANTILES: dict[Code, Callable[[Parameters, Floats], Floats]] = {
    Code.CONSTANT: _constant,
    Code.UNIFORM: _uniform,
    Code.TRIANGULAR: _triangular,
    Code.EXPONENTIAL: _exponential,
    Code.LOGNORMAL: _lognormal,
    Code.GAMMA: _gamma,
    Code.WEIBULL: _weibull,
    Code.NORMAL: _normal,
    Code.DISCRETE: _discrete,
}


def quantiles(code: Code, parameters: Parameters, u: Floats) -> Floats:
    """Return the quantile at every `u` of 0 to 1; the same shape."""
    return _QUANTILES[code](parameters, u)
