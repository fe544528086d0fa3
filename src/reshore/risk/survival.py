"""How long an operation survives an outage: the longest time over which nothing need be lost."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.lp.assemble import Assembler, Term
from reshore.lp.resolve import Changes, Resolver
from reshore.lp.solution import Options, Status
from reshore.risk.flows import Flows, stocks
from reshore.risk.settled import settled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from threading import Event

    from numpy.typing import NDArray

    from reshore.risk.operation import Operation
    from reshore.risk.sets import StressSet

    Floats = NDArray[np.float64]

NONE = 1e-7
"""Share of a demand whose loss counts as none: numbers of a plan are no more exact."""

NEVER = 1e-6
"""Share of the stock a week that counts as none."""


OPTIONS: Mapping[str, float | str] = {
    "presolve": "off",
    "primal_feasibility_tolerance": 1e-9,
    "simplex_dual_edge_weight_strategy": 1,  # Devex
    "dual_simplex_cost_perturbation_multiplier": 0.0,
}
"""Solving again takes many steps here: cheap ones pay, and nothing to be tidied up at the end."""


KEPT = 100
"""Ways to serve all demands that are kept, the latest ones."""


class Survival:
    """The longest time without loss, in the solver's memory: what stops are bounds of columns.

    Over T weeks stock gives a T-th of its units a week. So the least ``release`` with which all demands are
    served, ``stock * release`` being drawn a week, is one over the time to survive: one linear program, where
    following the loss over time takes several.

    Parameters
    ----------
    operation
        What runs, and what else could.
    wanted
        Units a week of each demand; without an outage all can be served, over some time at least.
    cancel
        Set it to stop.

    Attributes
    ----------
    undisrupted
        Weeks for which all are served without any outage; infinite if for ever.

    Raises
    ------
    SolverError
        If not all can be served over any time.
    """

    def __init__(self, operation: Operation, wanted: Floats, cancel: Event) -> None:
        draft = Assembler()
        release = draft.columns("release", pl.DataFrame({"stock": ["all"]}), ["stock"], cost=1.0)
        drawn = Term(release, "units", through=stocks(operation).with_columns(stock=pl.lit("all")))
        self._flows = Flows.of(operation, wanted * (1 - NONE), draft, [drawn])
        self._release = release.offset
        self._cancel = cancel
        self._resolver = Resolver(self._flows.program, Options(extra=OPTIONS))
        base = self._resolver.base.x
        self._needed = max(NEVER, float(base[self._release]) * (1 + NEVER))
        self.undisrupted = np.inf if self._needed == NEVER else 1.0 / float(base[self._release])
        self._lasting = deque([base > 0], maxlen=KEPT)

    def weeks(self, outage: StressSet) -> float:
        """Return the time until the first loss; infinite where the outage brings none forward.

        Raises
        ------
        SolverError
            If the solver gives up.
        StoppedError
            If `cancel` or Ctrl-C came first.
        """
        closed = self._flows.closed(outage)
        # A way to serve everything without what stops proves that nothing is lost.
        if any(not used[closed].any() for used in self._lasting):
            return np.inf
        changes = Changes(upper=(closed, np.zeros(len(closed))))
        what = "the time to survive an outage"
        solution = settled(self._resolver, changes, self._cancel, Status.INFEASIBLE, what=what)
        if solution.status is Status.INFEASIBLE:
            return 0.0
        needed = float(solution.x[self._release])
        if needed > self._needed:
            return 1.0 / needed
        self._lasting.append(solution.x > 0)
        return np.inf
