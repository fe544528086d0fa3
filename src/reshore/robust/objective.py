r"""What a plan for many futures minimises: the costs of the futures, weighed.

Every objective has the form

.. math::

    (1 - \lambda) \sum_f p_f c_f + \lambda \min_t \Big( t + \sum_f w_f \max(c_f - b_f - t, 0) \Big)

with p the probabilities and c the costs of the futures. Expected cost has :math:`\lambda = 0`. CVaR has
:math:`w_f = p_f / (1 - \alpha)` and b = 0 (Rockafellar and Uryasev 2000, "Optimization of conditional
value-at-risk", Journal of Risk 2(3)). The largest regret has :math:`\lambda = 1`, w = 1 and b what each
future's own best plan costs: with weights of 1 and more, the best t is the largest of all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from reshore.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Objective(StrEnum):
    """What a plan for many futures minimises."""

    EXPECTED = "expected"
    """The expected cost."""
    CVAR = "cvar"
    """A part of it, and a part of the mean cost of the worst futures."""
    REGRET = "regret"
    """The largest difference to what the best plan for a future alone costs in it."""


@dataclass(frozen=True, slots=True)
class Aim:
    """An objective with its numbers.

    Attributes
    ----------
    objective
        Which.
    tail
        Of `cvar`: weight of the CVaR, the rest is that of the expected cost.
    level
        Of `cvar`: probability of the futures that don't count as the worst.
    """

    objective: Objective
    tail: float = 0.5
    level: float = 0.9

    @classmethod
    def read(cls, objective: str, tail: float, level: float) -> Aim:
        """Return an objective by its name.

        Raises
        ------
        UsageError
            If there is none of that name, or a number is out of its range.
        """
        if objective not in list(Objective):
            raise UsageError(f"there is no objective {objective!r}; there are {', '.join(Objective)}")
        if not 0 <= tail <= 1:
            raise UsageError(f"lambda {tail:g} is not between 0 and 1")
        if not 0 <= level < 1:
            raise UsageError(f"alpha {level:g} is not from 0 to below 1")
        return cls(Objective(objective), tail, level)


@dataclass(frozen=True, slots=True)
class Weighing:
    """The numbers of the form above, for some futures.

    Attributes
    ----------
    probabilities
        p, one a future.
    tail
        The weight lambda of what is above t.
    weights, bases
        w and b, one a future.
    """

    probabilities: Floats
    tail: float
    weights: Floats
    bases: Floats

    @classmethod
    def of(cls, aim: Aim, probabilities: Floats, own: Floats | None = None) -> Weighing:
        """Return the numbers of an objective.

        A regret may be 0, and a gap relative to it say nothing: with `own`, what the futures' best plans
        cost, bases are shifted so that the objective is the largest regret above their expected cost.
        """
        nothing = np.zeros_like(probabilities)
        if aim.objective is Objective.REGRET and own is not None:
            tail, weights, bases = 1.0, np.ones_like(probabilities), own - probabilities @ own
        elif aim.objective is Objective.CVAR and aim.level > 0:
            tail, weights, bases = aim.tail, probabilities / (1 - aim.level), nothing
        else:
            tail, weights, bases = 0.0, nothing, nothing
        # What is said of one future alone is its cost, whatever the weights.
        return cls(probabilities, tail if len(probabilities) > 1 else 0.0, weights, bases)

    def value(self, costs: Floats) -> float:
        """Return the objective for the costs of the futures."""
        expected = float(self.probabilities @ costs)
        if not self.tail:
            return expected
        above = costs - self.bases
        # The least is at one of the kinks.
        worst = min(float(at + self.weights @ np.maximum(above - at, 0.0)) for at in above)
        return (1 - self.tail) * expected + self.tail * worst

    def least(self, expected: float) -> float:
        """Return what the objective is at least where the expected cost is at least `expected`."""
        return expected - self.tail * float(self.probabilities @ self.bases)
