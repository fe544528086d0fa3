"""Many scenarios of one LP, each solved where it differs from the unchanged program."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from reshore.lp.basis import Basis
from reshore.lp.engine import load
from reshore.lp.region import Region
from reshore.lp.resolve import Resolver
from reshore.lp.scenario import Scenario
from reshore.lp.solution import Options, Solution, Status
from reshore.lp.start import Start

if TYPE_CHECKING:
    from threading import Event

    from reshore.lp.program import LinearProgram
    from reshore.lp.resolve import Changes

MOST = 0.5
"""Share of rows that may change before the whole program is solved instead."""

_SETTINGS = {
    # Weights would have to be found anew for each region, which takes longer than what they save.
    "simplex_dual_edge_weight_strategy": 0,
    # Regions are small, and so is the harm of steps that lead nowhere; the limit is for those without an end.
    "dual_simplex_cost_perturbation_multiplier": 0.0,
    "simplex_iteration_limit": 50_000,
    # What follows a few more columns is a few steps; perturbed bounds make hundreds of them.
    "primal_simplex_bound_perturbation_multiplier": 0.0,
}


class LocalResolver:
    r"""One LP, solved again for one scenario after another, but only where that differs.

    Every run starts from the basis of the unchanged program and leaves no trace, so that the order of
    scenarios changes no bit of an answer.

    Parameters
    ----------
    program
        The unchanged LP.
    options
        How to solve; the time limit is that of one scenario, and once more where the whole program has to be
        solved; the number of threads is 1 whatever they say.
    most
        Share of rows that may change before the whole program is solved instead.

    Attributes
    ----------
    base
        Solution of the unchanged program.

    Notes
    -----
    With a basis B that stays dual feasible, what a scenario changes makes some basic columns infeasible. Were
    they to leave B, only duals of some rows Q would change, and no basic column but those that leave with Q
    has an entry in Q (`Basis.hanging`). So, with the columns F that are basic in Q and O those that aren't,

    .. math::
        B = \begin{pmatrix} B_{QF} & 0 \\ B_{OF} & B_{OO} \end{pmatrix},

    and the duals of other rows hold whatever happens in Q. The program of the rows Q alone, in which columns
    cost less what those duals say they are worth elsewhere, has an optimum; with it, the basic columns O
    follow from their rows. If these are within their bounds, that is an optimum of the whole; otherwise Q
    grows by what hangs on those that aren't, and the program of Q is solved again from where it stands.

    Raises
    ------
    ValueError
        If the program has integer columns.
    SolverError
        If the unchanged program has no optimum.
    """

    def __init__(self, program: LinearProgram, options: Options | None = None, most: float = MOST) -> None:
        options = options or Options()
        self.program = program
        self._whole = Resolver(program, options)
        self.base = self._whole.base
        self._most = most * program.shape[0]
        self._limit = options.time_limit
        self._start = Start.of(program, Basis.of(program, self._whole.basis), self.base)
        extra = {**_SETTINGS, **options.extra}
        self._highs = load(program, replace(options, threads=1, extra=extra))

    def run(
        self, changes: Changes, *, cold: bool = False, duals: bool = True, cancel: Event | None = None
    ) -> Solution:
        """Solve the program with some values changed.

        Where costs or entries change so that the basis is no start, where most rows change, and where there
        is no optimum, the whole program is solved, as `Resolver` does.

        Parameters
        ----------
        changes
            What differs from the unchanged program; not from the scenario before.
        cold
            Whether to solve the whole program without any basis: slower, and a check on the answers.
        duals
            Whether duals and reduced costs are asked for; they are NaN otherwise.
        cancel
            Set it to stop; Ctrl-C does the same.

        Raises
        ------
        ValueError
            If an entry isn't in the unchanged matrix.
        KeyboardInterrupt
            At Ctrl-C, unless the whole program is being solved: that stops in good order.
        """
        begin = time.perf_counter()
        if not cold and changes.entries is None:
            scenario = Scenario.of(self._start, changes)
            if scenario.can_start and self._solve(scenario, cancel):
                return _solution(scenario, time.perf_counter() - begin, duals=duals)
        return self._whole.run(changes, cold=cold, duals=duals, cancel=cancel)

    def _solve(self, scenario: Scenario, cancel: Event | None) -> bool:
        """Bring a scenario to its optimum; False where that isn't found so."""
        # The clock of HiGHS goes on from scenario to scenario.
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + self._limit)
        region, before = Region(self._highs, scenario), self._start.members
        while True:
            members = scenario.members()
            beyond = scenario.beyond(members)
            if not beyond.any():
                scenario.complete(members)
                return True
            # Those that would be beyond if as much happened again are likely to be next.
            beyond |= scenario.beyond(2.0 * members - before)
            before = members
            hanging = self._start.basis.hanging(beyond)
            if hanging is None:
                return False
            rows, within = hanging
            region.grow(np.flatnonzero(rows & ~scenario.within))
            scenario.take(rows, within)
            if scenario.within.sum() > self._most or (cancel is not None and cancel.is_set()):
                return False
            if not region.solve():
                return False


def _solution(scenario: Scenario, seconds: float, *, duals: bool) -> Solution:
    # No scalar product: how it rounds depends on the number of threads.
    objective = float((scenario.cost * scenario.x).sum())
    rows, columns = len(scenario.row_dual), len(scenario.x)
    return Solution(
        status=Status.OPTIMAL,
        raw_status="Optimal",
        x=scenario.x,
        row_activity=scenario.start.matrix @ scenario.x,
        row_dual=scenario.row_dual if duals else np.full(rows, np.nan),
        reduced_cost=scenario.cost - scenario.start.matrix.T @ scenario.row_dual
        if duals
        else np.full(columns, np.nan),
        objective=objective,
        bound=objective,
        gap=0.0,
        polished=True,
        seconds=seconds,
    )
