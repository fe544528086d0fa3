"""What an operation loses at least over a time, with and without an outage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.lp.assemble import Assembler, Term
from reshore.lp.resolve import Changes, Resolver
from reshore.lp.solution import Options
from reshore.risk.flows import Flows, stocks
from reshore.risk.settled import settled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from threading import Event

    from numpy.typing import NDArray

    from reshore.risk.operation import Operation
    from reshore.risk.sets import StressSet

    Floats = NDArray[np.float64]

OPTIONS: Mapping[str, float | str] = {"presolve": "off", "primal_feasibility_tolerance": 1e-9}
"""Without presolve the first basis stays close to one of slacks: solving again takes half the steps."""


class Shortfall:
    """The least loss, weighed, in the solver's memory: what stops and the time are bounds of columns.

    Flows, hours and demands a week don't change with time; stock gives its units over T weeks, and so a T-th
    of them a week: ``draw <= stock / T``. Minimises ``sum(weight * lose)``.

    Parameters
    ----------
    operation
        What runs, and what else could.
    wanted
        Units a week of each demand.
    weights
        What a unit lost of each demand counts.
    cancel
        Set it to stop.
    """

    def __init__(self, operation: Operation, wanted: Floats, weights: Floats, cancel: Event) -> None:
        draft = Assembler()
        demands = operation.demands.with_columns(wanted=pl.Series(wanted), weight=pl.Series(weights))
        held = stocks(operation)
        lose = draft.columns("lose", demands, ["demand"], upper="wanted", cost="weight")
        draw = draft.columns("draw", held, ["item"], upper=0.0)
        self._flows = Flows.of(operation, wanted, draft, [Term(lose), Term(draw)])
        self._lose = lose.span
        self._draw = np.arange(draw.offset, draw.offset + draw.size, dtype=np.int32)
        self._units = held["units"].to_numpy() / self._flows.sizes[draw.span]
        self._cancel = cancel
        self._resolver = Resolver(self._flows.program, Options(extra=OPTIONS))

    def over(self, weeks: float, outage: StressSet | None = None) -> Floats:
        """Return the units lost of each demand, a week on average, over a time above 0.

        The outage lasts all of it. Over infinite time stock is of no help.

        Raises
        ------
        SolverError
            If the solver gives up.
        StoppedError
            If `cancel` or Ctrl-C came first.
        """
        closed = np.empty(0, np.int32) if outage is None else self._flows.closed(outage)
        positions = np.concatenate([closed, self._draw])
        changes = Changes(upper=(positions, np.append(np.zeros(len(closed)), self._units / weeks)))
        solution = settled(self._resolver, changes, self._cancel, what="the loss under an outage")
        lost: Floats = np.maximum(0.0, solution.x[self._lose])
        return lost * self._flows.sizes[self._lose]
