"""Recourse: what a replication costs at least, for someone who knows all events beforehand."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from reshore.lp.local import LocalResolver
from reshore.lp.resolve import Changes
from reshore.lp.solution import Status
from reshore.risk.changes import changes
from reshore.risk.outcome import Costs, Outcome, loss
from reshore.risk.weekly import WAIT, Unmet, Weekly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reshore.lp.solution import Options, Solution
    from reshore.risk.operation import Operation
    from reshore.risk.realisation import Realisation

    Floats = NDArray[np.float64]


class Recourse:
    """The engine with foresight: no one who doesn't know the events beforehand can do better.

    Parameters
    ----------
    operation
        What is disrupted.
    weeks
        How many, the tail included.
    unmet
        What becomes of demand that isn't served in its week.
    wait
        Cost of a unit that waits a week, as a share of its worth.
    options
        How to solve each replication's program.

    Attributes
    ----------
    weekly
        The program where nothing happens.
    base
        The replication without events.

    Raises
    ------
    SolverError
        If the program where nothing happens has no optimum.
    """

    def __init__(
        self,
        operation: Operation,
        weeks: int,
        unmet: Unmet | str = Unmet.LOST,
        wait: float = WAIT,
        options: Options | None = None,
    ) -> None:
        self.operation = operation
        self.weekly = Weekly.of(operation, weeks, Unmet(unmet), wait)
        self._resolver = LocalResolver(self.weekly.program, options)
        # Solved again from its own basis, as all replications are: one in which nothing happens loses 0.
        self.base = self._outcome(0, 1.0, self._resolver.run(Changes()), Changes(), self.weekly.wanted)

    def loss(self, outcome: Outcome) -> float:
        """Return what a replication lost against the one without events."""
        return loss(self, outcome)

    def runs(self, realisations: Sequence[Realisation]) -> list[Outcome]:
        """Solve replications one after another."""
        return [self.run(realisation) for realisation in realisations]

    def run(self, realisation: Realisation) -> Outcome:
        """Solve one replication.

        Where the solver fails from the stored basis it tries again without; a replication whose program
        can't be solved comes back with the solver's words for it.

        Raises
        ------
        KeyboardInterrupt
            At Ctrl-C.
        """
        wanted = self.weekly.wanted
        wanted[realisation.demands.row, realisation.demands.week] = realisation.demands.value
        changed = changes(self.weekly, realisation)
        stop = Event()
        solution = self._resolver.run(changed, duals=False, cancel=stop)
        if solution.status is Status.FAILED:
            solution = self._resolver.run(changed, cold=True, duals=False, cancel=stop)
        if stop.is_set():  # by the run, at Ctrl-C: half a search is no failure
            raise KeyboardInterrupt
        if solution.status is not Status.OPTIMAL:
            return Outcome.failed(realisation, wanted, solution.raw_status)
        return self._outcome(realisation.number, realisation.weight, solution, changed, wanted)

    def _outcome(
        self, number: int, weight: float, solution: Solution, changed: Changes, wanted: Floats
    ) -> Outcome:
        weekly, x = self.weekly, solution.x
        served = weekly.columns("serve", x)
        if weekly.unmet is Unmet.BACKLOG:
            lost = weekly.columns("wait", x)[:, -1]
        else:
            lost = np.maximum(0.0, wanted - served).sum(axis=1)
        return Outcome(number, weight, self._costs(x, changed, lost), wanted, served, lost)

    def _costs(self, x: Floats, changed: Changes, lost: Floats) -> Costs:
        program, transit = self.weekly.program, self.weekly.transit
        cost = program.cost.copy()
        if changed.cost is not None:
            positions, values = changed.cost
            cost[positions] = values
        # No scalar products: how they round depends on the number of threads.
        spent, way = cost * x, transit * x
        part = {name: float(spent[block.span].sum()) for name, block in program.columns.items()}
        held = float(way.sum())
        worth = self.operation.demands["worth"].to_numpy()
        unmet = part["wait"] if "wait" in part else float((worth * lost).sum())
        return Costs(
            make=part["make"],
            buy=part["buy"],
            move=part["move"] + part["detour"] - held,
            hold=part["stock"] + held + self.weekly.constant,
            unmet=unmet,
            left=part["kept"],
        )
