"""A distribution as a user writes it, drawn from by inversion alone: one uniform, one value.

So common random numbers, strata and antithetic pairs work for every family.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from reshore.chance.grammar import read
from reshore.chance.inverse import quantiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from reshore.chance.families import Law


@dataclass(frozen=True, slots=True)
class Distribution:
    """A distribution of one number.

    Attributes
    ----------
    text
        How it was written.
    law
        The same in numbers.

    Examples
    --------
    >>> Distribution.parse("triangular(10, 15, 35)").mean
    20.0
    """

    text: str = field(compare=False)
    law: Law

    @classmethod
    def parse(cls, text: str) -> Distribution:
        """Read a distribution.

        Parameters
        ----------
        text
            A number, which is constant, or one of ``uniform(low, high)``, ``triangular(low, mode, high)``,
            ``exponential(mean)``, ``lognormal(mean, sd)`` and ``gamma(mean, sd)`` (of the variable itself),
            ``erlang(k, mean)``, ``weibull(shape, scale)``, ``normal(mean, sd)`` (values below 0 left out),
            ``discrete(value:probability, ...)``, ``empirical(value, ...)`` (each as likely).

        Raises
        ------
        ValueError
            If it is none of these: what is wrong, and what to write instead.
        """
        return cls(text.strip(), read(text))

    @property
    def mean(self) -> float:
        """Mean; of ``normal``, of the values that are left."""
        return self.law.mean

    @property
    def sd(self) -> float:
        """Standard deviation; of ``normal``, of the values that are left."""
        return self.law.sd

    @property
    def low(self) -> float:
        """No value is below it."""
        return self.law.low

    @property
    def high(self) -> float:
        """No value is above it; may be infinite."""
        return self.law.high

    def quantile(self, u: ArrayLike) -> NDArray[np.float64]:
        """Return the values below which shares `u` of all values lie: a sample where `u` are uniforms.

        Parameters
        ----------
        u
            Numbers above 0 and below 1, of any shape.
        """
        shares = np.atleast_1d(np.asarray(u, dtype=np.float64))
        values = quantiles(self.law.code, self.law.parameters, shares)
        return values.reshape(np.shape(u))


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """Distributions as arrays for a kernel.

    Distribution ``i`` is drawn as
    ``inversion.quantile_at(codes[i], parameters[starts[i]:starts[i + 1]], u)``.

    Attributes
    ----------
    codes
        `families.Code` of each.
    starts
        Where the parameters of each start, and the end of the last.
    parameters
        Parameters of all, one after another.
    """

    codes: NDArray[np.int64]
    starts: NDArray[np.int64]
    parameters: NDArray[np.float64]


def encode(distributions: Sequence[Distribution]) -> Encoded:
    """Return distributions as arrays, in their order."""
    laws = [distribution.law for distribution in distributions]
    return Encoded(
        codes=np.array([law.code for law in laws], dtype=np.int64),
        starts=np.cumsum([0, *(len(law.parameters) for law in laws)]),
        parameters=np.array([number for law in laws for number in law.parameters], dtype=np.float64),
    )
