"""Units wanted and served, added up by segment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.risk.operation import Operation
    from reshore.risk.outcome import Outcome

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """The segments of an operation's demands.

    Attributes
    ----------
    names
        In their order.
    number
        Segment of each demand.
    """

    names: tuple[str, ...]
    number: NDArray[np.intp]

    @classmethod
    def of(cls, operation: Operation) -> Segments:
        """Return the segments of an operation."""
        names = sorted(set(operation.demands["segment"]))
        place = {name: number for number, name in enumerate(names)}
        return cls(tuple(names), np.array([place[name] for name in operation.demands["segment"]], np.intp))

    def total(self, units: Floats) -> Floats:
        """Add up units of each demand and week; shape: segments, weeks."""
        totals = np.zeros((len(self.names), units.shape[1]))
        np.add.at(totals, self.number, units)
        return totals

    def service(self, outcome: Outcome) -> Floats:
        """Return units served a unit wanted; shape: segments, weeks."""
        return service(self.total(outcome.wanted), self.total(outcome.served))


def service(wanted: Floats, served: Floats) -> Floats:
    """Return units served a unit wanted; 1 where none is wanted."""
    return np.divide(served, wanted, out=np.ones_like(wanted), where=wanted > 0)
