"""Quantiles one at a time in plain arithmetic, for kernels that draw as they go."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from reshore.chance.families import Code

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STEPS = 60
_TERMS = 100_000
_TINY = 1e-300
_PRECISION = 1e-15


def quantile_at(code: int, parameters: NDArray[np.float64], u: float) -> float:
    """Return the value below which a share `u`, above 0 and below 1, of a distribution lies.

    Parameters
    ----------
    code, parameters
        Those of the distribution, as `distribution.encode` gives them.
    """
    p = parameters
    if code == Code.CONSTANT:
        return float(p[0])
    if code == Code.UNIFORM:
        return float(p[0] + (p[1] - p[0]) * u)
    if code == Code.TRIANGULAR:
        return float(triangular_quantile(p[0], p[1], p[2], u))
    if code == Code.EXPONENTIAL:
        return float(-p[0] * math.log1p(-u))
    if code == Code.LOGNORMAL:
        return math.exp(p[0] + p[1] * normal_quantile(u))
    if code == Code.GAMMA:
        return float(p[1] * gamma_quantile(p[0], u))
    if code == Code.WEIBULL:
        return float(p[1] * (-math.log1p(-u)) ** (1 / p[0]))
    if code == Code.NORMAL:
        kept = 0.5 * math.erfc(-p[0] / p[1] / math.sqrt(2))
        return float(max(p[0] - p[1] * normal_quantile((1 - u) * kept), 0.0))
    size = len(p) // 2
    return float(p[np.searchsorted(p[size:], u)])


def triangular_quantile(low: float, mode: float, high: float, u: float) -> float:
    """Return a quantile of the triangular distribution."""
    width = high - low
    if u * width < mode - low:
        return low + math.sqrt(u * width * (mode - low))
    return high - math.sqrt((1 - u) * width * (high - mode))


def normal_quantile(u: float) -> float:
    """Return a quantile of the standard normal distribution.

    Acklam's rational approximation, and a step of Halley's method on top.
    """
    tail = min(u, 1 - u)
    if tail < 0.02425:
        q = math.sqrt(-2 * math.log(tail))
        top = (
            (((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q)
            - 2.549732539343734
        ) * q + 4.374664141464968
        top = top * q + 2.938163982698783
        bottom = (
            (7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996
        ) * q + 3.754408661907416
        x = top / (bottom * q + 1)
    else:
        q = tail - 0.5
        r = q * q
        top = (
            (-3.969683028665376e01 * r + 2.209460984245205e02) * r - 2.759285104469687e02
        ) * r + 1.383577518672690e02
        top = (top * r - 3.066479806614716e01) * r + 2.506628277459239
        bottom = (
            (-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02
        ) * r + 6.680131188771972e01
        bottom = (bottom * r - 1.328068155288572e01) * r + 1
        x = q * top / bottom
    error = 0.5 * math.erfc(-x / math.sqrt(2)) - tail
    step = error * math.sqrt(2 * math.pi) * math.exp(x * x / 2)
    x -= step / (1 + x * step / 2)
    return x if u <= 0.5 else -x


def gamma_quantile(shape: float, u: float) -> float:
    """Return a quantile of the gamma distribution of scale 1.

    Newton's method on the logarithm of the nearer tail over log x. Both tails are log-concave there, so that
    steps come nearer from one side; the start is Wilson and Hilferty's, or a bound where that is far off.
    """
    lower = u <= 0.5
    tail = u if lower else 1 - u
    z = normal_quantile(u)
    near = shape * (1 - 1 / (9 * shape) + z / (3 * math.sqrt(shape))) ** 3
    if lower:
        log_x = max(math.log(max(near, _TINY)), (math.log(u) + math.lgamma(shape + 1)) / shape)
    else:
        log_x = math.log(near) if shape >= 1 else math.log(-math.log(tail))
    for _ in range(_STEPS):
        if log_x < math.log(_TINY):
            return 0.0
        x = math.exp(log_x)
        below, above = gamma_shares(shape, x)
        share = below if lower else above
        density = math.exp(shape * log_x - x - math.lgamma(shape))
        step = (math.log(share / tail)) * share / density
        log_x += -step if lower else step
        if abs(step) < 1e-13:
            break
    return math.exp(log_x)


def gamma_shares(shape: float, x: float) -> tuple[float, float]:
    """Return the shares of a gamma distribution of scale 1 below and above `x`, above 0.

    A series to the left of the mean, Lentz's continued fraction to its right.
    """
    factor = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1:
        term = 1 / shape
        total = term
        for n in range(1, _TERMS):
            term *= x / (shape + n)
            total += term
            if term < total * _PRECISION:
                break
        below = total * factor
        return below, 1 - below
    b = x + 1 - shape
    c = 1 / _TINY
    d = 1 / b
    total = d
    for n in range(1, _TERMS):
        a = -n * (n - shape)
        b += 2
        d = 1 / (a * d + b)
        c = b + a / c
        total *= c * d
        if abs(c * d - 1) < _PRECISION:
            break
    above = total * factor
    return 1 - above, above
