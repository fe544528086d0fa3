"""What one replication came to, and what every engine that works replications out has to offer."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reshore.risk.operation import Operation
    from reshore.risk.realisation import Realisation

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Costs:
    """Parts of a replication's cost, in the currency.

    Attributes
    ----------
    make, buy, move
        Of what was made, bought and moved.
    hold
        Of stock and of goods under way at the end of each week; a move's goods count to its destination.
    unmet
        Of units lost, and of units that wait.
    left
        Worth of stock and goods under way at the end, up to what was there at the start; 0 or less.
    """

    make: float
    buy: float
    move: float
    hold: float
    unmet: float
    left: float

    @property
    def total(self) -> float:
        """Cost of the replication."""
        return float(sum(astuple(self)))


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """One replication, worked out.

    Attributes
    ----------
    number, weight
        As in its realisation.
    costs
        NaN where it failed.
    wanted, served
        Units of each demand in each week; shape: demands, weeks. `served` is NaN where it failed.
    lost
        Units of each demand that were lost, or still wait at the end.
    failure
        Why it couldn't be worked out; empty where it was.
    """

    number: int
    weight: float
    costs: Costs
    wanted: Floats
    served: Floats
    lost: Floats
    failure: str = ""

    @classmethod
    def failed(cls, realisation: Realisation, wanted: Floats, failure: str) -> Outcome:
        """Return a replication that couldn't be worked out."""
        nothing = np.full(wanted.shape, np.nan)
        costs = Costs(*[np.nan] * 6)
        return cls(realisation.number, realisation.weight, costs, wanted, nothing, nothing.sum(1), failure)


NONE = 1e-9
"""Share of the undisrupted cost that counts as no loss: costs are no more exact."""


class Engine(Protocol):
    """Works out replications of one operation, the same in whatever order they come."""

    @property
    def operation(self) -> Operation:
        """What is disrupted."""

    @property
    def base(self) -> Outcome:
        """The replication without events."""

    def loss(self, outcome: Outcome) -> float:
        """Return what a replication lost against the one without events."""

    def runs(self, realisations: Sequence[Realisation]) -> Sequence[Outcome]:
        """Work out replications."""


def loss(engine: Engine, outcome: Outcome) -> float:
    """Return what a replication lost against the one without events; less than 0 where it gained.

    That is what it cost more, less the outlay of what was wanted beyond the usual, and the worth of what was
    wanted less: demand that surges and is served loses nothing, and demand that drops loses its margin.
    """
    worth, outlay = (engine.operation.demands[name].to_numpy()[:, None] for name in ("worth", "outlay"))
    more = outcome.wanted - engine.base.wanted
    # No scalar products: how they round depends on the number of threads.
    shifted = np.where(more > 0, outlay * more, worth * more).sum()
    lost = outcome.costs.total - engine.base.costs.total - float(shifted)
    return 0.0 if abs(lost) <= NONE * abs(engine.base.costs.total) else lost
