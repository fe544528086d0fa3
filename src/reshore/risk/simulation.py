"""Simulation: what a replication costs those who decide week by week, without foresight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.errors import UsageError
from reshore.risk.arrays import state
from reshore.risk.network import network
from reshore.risk.options import Options
from reshore.risk.outcome import Costs, Outcome, loss
from reshore.risk.policy import Policy
from reshore.risk.realisation import Change, Realisation
from reshore.risk.weekly import WAIT, Unmet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from reshore.risk.operation import Operation

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """What a replication did, week by week.

    Attributes
    ----------
    make, buy, move, detour
        Units; shape: rows of the operation's frame, weeks.
    stock
        Units at the end of each week; shape: items, weeks.
    served
        Units; shape: demands, weeks.
    """

    make: Floats
    buy: Floats
    move: Floats
    detour: Floats
    stock: Floats
    served: Floats


class Simulation:
    """The engine without foresight: its policy knows what has happened, and what the week holds.

    Parameters
    ----------
    operation
        What is disrupted.
    weeks
        How many, the tail included.
    unmet
        What becomes of demand that isn't served in its week.
    policy
        How it decides.
    wait
        Cost of a unit that waits a week, as a share of its worth.
    ready
        Options that stand in at once where a source of their item is shut: makes, buys or moves, and the
        number.

    Attributes
    ----------
    base
        The replication without events.

    Raises
    ------
    UsageError
        If numba isn't installed, or the policy names a segment that there isn't.
    """

    def __init__(
        self,
        operation: Operation,
        weeks: int,
        unmet: Unmet | str = Unmet.LOST,
        policy: Policy | None = None,
        wait: float = WAIT,
        ready: Sequence[tuple[str, int]] = (),
    ) -> None:
        self.operation, self.weeks, self.unmet, self.wait = operation, weeks, Unmet(unmet), wait
        self.policy = policy or Policy()
        _check(self.policy, operation)
        self._options = Options.of(operation)
        numbers = [getattr(self._options, kind) + row for kind, row in ready]
        self._network = network(self._options, self.policy, numbers)
        self._state = state(self._network, self._options.ends)
        self._replicate = _kernel()
        self.base = self.run(_NOTHING)

    def loss(self, outcome: Outcome) -> float:
        """Return what a replication lost against the one without events."""
        return loss(self, outcome)

    def run(self, realisation: Realisation) -> Outcome:
        """Run one replication."""
        return self.runs([realisation])[0]

    def runs(self, realisations: Sequence[Realisation]) -> list[Outcome]:
        """Run replications, all in one call of the kernel."""
        costs, wanted, served = self._filled(realisations, 0)[:3]
        lost = np.maximum(0.0, (wanted - served).sum(axis=2))
        return [
            Outcome(r.number, r.weight, Costs(*map(float, costs[n])), wanted[n], served[n], lost[n])
            for n, r in enumerate(realisations)
        ]

    def trace(self, realisation: Realisation) -> Trace:
        """Run one replication and return what was done in it."""
        *_, served, done, stocks = self._filled([realisation], self.weeks)
        options = self._options
        make, buy, move, detour = np.split(done[0], [options.buys, options.moves, options.detours])
        return Trace(make, buy, move, detour, stocks[0], served[0])

    def _filled(self, realisations: Sequence[Realisation], traced: int) -> tuple[Floats, ...]:
        """Run replications; return costs, units wanted and served, and if traced those done and in stock."""
        count, options = len(realisations), len(self._network.paths.target)
        wanted = np.empty((count, self.operation.demands.height, self.weeks))
        served = np.empty_like(wanted)
        costs, done = np.zeros((count, 6)), np.empty((count, options, traced))
        stocks = np.empty((count, self.operation.items.height, traced))
        changes = self._options.changes(realisations, self.weeks)
        self._replicate(
            self._network,
            self._state,
            self.policy.delay,
            1.0 + self.policy.more,
            self.unmet is Unmet.BACKLOG,
            self.wait,
            *changes,
            costs,
            wanted,
            served,
            done,
            stocks,
        )
        return costs, wanted, served, done, stocks


_NOTHING = Realisation(0, 1.0, pl.DataFrame(), *[Change.none()] * 10)


def _kernel() -> Callable[..., None]:
    try:
        from reshore.risk.kernel import replicate
    except ModuleNotFoundError as error:
        if error.name != "numba":
            raise
        raise UsageError('simulating needs numba: pip install "reshore[sim]"') from None
    return replicate


def _check(policy: Policy, operation: Operation) -> None:
    known = set(operation.demands["segment"])
    for name in policy.priority:
        if name not in known:
            raise UsageError(f"there is no segment {name!r}; there are: {', '.join(sorted(known))}")
