"""Families of distributions: what each asks of its numbers, and its mean and standard deviation."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from scipy import special

if TYPE_CHECKING:
    from collections.abc import Callable

Items: TypeAlias = "list[tuple[float, float]]"

MOST_SHAPE = 1e6
"""Greatest shape of a gamma distribution: its sd is a thousandth of its mean."""

TOLERANCE = 1e-5
"""How far a sum of probabilities may be from 1."""


class Code(IntEnum):
    """How a quantile is computed; `Law.parameters` says from what."""

    CONSTANT = 0
    UNIFORM = 1
    TRIANGULAR = 2
    EXPONENTIAL = 3
    LOGNORMAL = 4
    GAMMA = 5
    WEIBULL = 6
    NORMAL = 7
    DISCRETE = 8


@dataclass(frozen=True, slots=True)
class Law:
    """A distribution in numbers.

    Attributes
    ----------
    code
        How its quantiles are computed.
    parameters
        What from: see the function of its family.
    mean, sd
        Mean and standard deviation.
    low, high
        No value lies outside these.
    """

    code: Code
    parameters: tuple[float, ...]
    mean: float
    sd: float
    low: float
    high: float


def constant(value: float) -> Law:
    """Give the same value always; parameters: value."""
    return Law(Code.CONSTANT, (value,), value, 0.0, value, value)


def uniform(low: float, high: float) -> Law:
    """Take every value between two as likely; parameters: low, high."""
    _hold(low < high, f"low {low:g} is not below high {high:g}", "write the smaller number first")
    return Law(Code.UNIFORM, (low, high), (low + high) / 2, (high - low) / math.sqrt(12), low, high)


def triangular(low: float, mode: float, high: float) -> Law:
    """Take least, likeliest and greatest value; parameters: low, mode, high."""
    ordered = low <= mode <= high and low < high
    _hold(ordered, f"{low:g}, {mode:g}, {high:g} don't rise", "write least, likeliest and greatest value")
    a, b = mode - low, high - mode
    sd = math.sqrt((a * a + a * b + b * b) / 18)
    return Law(Code.TRIANGULAR, (low, mode, high), (low + mode + high) / 3, sd, low, high)


def exponential(mean: float) -> Law:
    """Take times between events that come at a constant rate; parameters: mean."""
    _positive("mean", mean)
    return Law(Code.EXPONENTIAL, (mean,), mean, mean, 0.0, math.inf)


def lognormal(mean: float, sd: float) -> Law:
    """Take mean and sd of the variable itself; parameters: mean and sd of its logarithm."""
    _positive("mean", mean)
    _spread(sd)
    spread = math.sqrt(math.log1p((sd / mean) ** 2))
    return Law(Code.LOGNORMAL, (math.log(mean) - spread**2 / 2, spread), mean, sd, 0.0, math.inf)


def gamma(mean: float, sd: float) -> Law:
    """Take mean and sd; parameters: shape, scale."""
    _positive("mean", mean)
    _spread(sd)
    shape = (mean / sd) ** 2
    _hold(shape <= MOST_SHAPE, f"sd {sd:g} is below a thousandth of the mean", f"write {mean:g} alone")
    return Law(Code.GAMMA, (shape, sd**2 / mean), mean, sd, 0.0, math.inf)


def erlang(k: float, mean: float) -> Law:
    """Add `k` exponential times, of this mean in all; parameters: shape, scale."""
    _hold(k >= 1 and k == int(k), f"k {k:g} is not a whole number above 0", "write such as erlang(3, 12)")
    _hold(k <= MOST_SHAPE, f"k {k:g} is above {MOST_SHAPE:g}", f"write {mean:g} alone")
    _positive("mean", mean)
    return Law(Code.GAMMA, (k, mean / k), mean, mean / math.sqrt(k), 0.0, math.inf)


def weibull(shape: float, scale: float) -> Law:
    """Take times to failure; parameters: shape, scale."""
    _positive("shape", shape)
    _positive("scale", scale)
    log_mean = special.gammaln(1 + 1 / shape)
    mean = scale * math.exp(min(log_mean, 700))
    ratio = math.expm1(min(special.gammaln(1 + 2 / shape) - 2 * log_mean, 700))
    _hold(mean * ratio < 1e100, f"shape {shape:g} spreads values beyond all bounds", "write a greater shape")
    return Law(Code.WEIBULL, (shape, scale), mean, mean * math.sqrt(ratio), 0.0, math.inf)


def normal(mean: float, sd: float) -> Law:
    """Take mean and sd of normal values, and leave out those below 0; parameters: mean, sd."""
    _hold(mean >= 0, f"mean {mean:g} is below 0", "values below 0 are left out: write a mean of 0 or more")
    _spread(sd)
    cut = -mean / sd
    hazard = math.exp(-cut * cut / 2) / math.sqrt(2 * math.pi) / special.ndtr(-cut)
    spread = sd * math.sqrt(1 + cut * hazard - hazard**2)
    return Law(Code.NORMAL, (mean, sd), mean + sd * hazard, spread, 0.0, math.inf)


def discrete(items: Items) -> Law:
    """Take values with probabilities; parameters: values from the least, then cumulative probabilities."""
    for value, share in items:
        _hold(share > 0, f"the probability of {value:g} is {share:g}", "write one above 0, or leave it out")
    total = math.fsum(share for _, share in items)
    _hold(abs(total - 1) <= TOLERANCE, f"the probabilities sum to {total:g}", "let them sum to 1")
    values, shares = zip(*sorted(items), strict=True)
    mean = math.fsum(value * share for value, share in items) / total
    variance = math.fsum((value - mean) ** 2 * share for value, share in items) / total
    cumulative = (*(part / total for part in list(accumulate(shares))[:-1]), 1.0)
    return Law(Code.DISCRETE, values + cumulative, mean, math.sqrt(variance), values[0], values[-1])


def empirical(*values: float) -> Law:
    """Take values that were seen, each as likely; parameters: as of `discrete`."""
    return discrete([(value, 1 / len(values)) for value in values])


FAMILIES: dict[str, Callable[..., Law]] = {
    family.__name__: family
    for family in (uniform, triangular, exponential, lognormal, gamma, erlang, weibull, normal, empirical)
}
"""Families whose arguments are plain numbers."""


def _hold(condition: bool, problem: str, remedy: str) -> None:
    if not condition:
        raise ValueError(f"{problem}; {remedy}")


def _positive(name: str, value: float) -> None:
    _hold(value > 0, f"{name} {value:g} is not above 0", f"write a {name} above 0")


def _spread(sd: float) -> None:
    _hold(sd > 0, f"sd {sd:g} is not above 0", "write an sd above 0, or the mean alone")
