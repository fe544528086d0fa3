"""A good plan before the proof: rounding, then searches of what lies around the best plan so far."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from reshore.lp.highs import solve
from reshore.lp.solution import Options, Progress, Solution, Status, relative_gap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from reshore.lp.limits import Limits
    from reshore.lp.program import LinearProgram

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

USED = 1e-4
"""Value in the relaxation from which a switch counts as used."""

WHOLE = 1e-6
"""Distance from a whole number that counts as none."""

APART = 0.1
"""Difference between plan and relaxation from which an integer is searched for again."""

NODES = 30
"""Nodes of one search: what is found, is as a rule found early."""

ROUGH = 2.0
"""Gap of the first plan, as a multiple of the gap asked for."""

FINE = 0.25
"""Gap of later ones, among the integers that are searched for."""

GROUPS = 4
"""Groups of integers that are searched for at once."""

TRIES = 4
"""Searches in a row that may find nothing before it ends."""

BETTER = 0.02
"""Share of the gap asked for by which a plan has to get better to count as better."""


@dataclass(slots=True)
class Improvement:
    """Plans for a mixed-integer program, each better than the one before.

    Attributes
    ----------
    program
        What to minimise.
    switches
        One value a column: integers that are rounded up where the relaxation uses them at all.
    groups
        One label a column, below 0 for none: integers that are searched together, such as those of a site.
    options
        Gap at which to end, and how to solve.
    limits
        When to end.
    on_progress
        Called as plans are found, also from the solver's thread.
    relaxed
        What the relaxation says, once it was solved.
    best
        The best plan so far.
    """

    program: LinearProgram
    switches: Mask
    groups: NDArray[np.int64]
    options: Options
    limits: Limits
    on_progress: Callable[[Progress], None] | None = None
    relaxed: Solution | None = None
    best: Solution | None = None
    _begin: float = field(init=False, default=0.0)

    @property
    def bound(self) -> float:
        """No plan costs less."""
        return -np.inf if self.relaxed is None else self.relaxed.bound

    @property
    def gap(self) -> float:
        """Relative gap between the best plan and the relaxation; infinite before the first plan."""
        return np.inf if self.best is None else relative_gap(self.best.objective, self.bound)

    def run(self, start: Floats | None = None) -> None:
        """Look for plans until none is found, the gap or a limit is reached.

        Parameters
        ----------
        start
            One value a column: integers of a plan that is known (NaN: unknown).

        Raises
        ------
        SolverError
            If the solver fails.
        """
        self._begin = time.perf_counter()
        program = self.program
        relaxed = self._solve(replace(program, integer=np.zeros_like(program.integer)), self.options)
        self.relaxed = relaxed
        if relaxed.status is not Status.OPTIMAL:
            return
        if start is not None:
            self._keep(self._around(program.integer & np.isnan(start), start))
        if self.best is None:
            self._keep(self._rounded(relaxed.x))
        if self.best is None:
            fractional = np.abs(relaxed.x - np.round(relaxed.x)) > WHOLE
            self._keep(self._around(fractional & program.integer, relaxed.x))
        failures = 0
        for free in self._neighbourhoods():
            if self.best is None or failures >= TRIES or self.limits.over or self.gap <= self.options.gap:
                break
            failures = 0 if self._keep(self._around(free, self.best.x)) else failures + 1

    def _rounded(self, x: Floats) -> Solution:
        """Switches that the relaxation uses are on, others off; the other integers are searched for."""
        chosen = self.switches & self.program.integer
        return self._solve(
            fixed(self.program, chosen, np.ceil(x - USED)),
            replace(self.options, gap=min(1.0, ROUGH * self.options.gap), extra=_nodes(self.options)),
        )

    def _around(self, free: Mask, x: Floats) -> Solution:
        """Search some integers, with the others as they are in `x`."""
        limited = fixed(self.program, self.program.integer & ~free, x)
        share = ROUGH if self.best is None else FINE
        options = replace(self.options, gap=min(1.0, share * self.options.gap), extra=_nodes(self.options))
        return self._solve(limited, options, None if self.best is None else self.best.x)

    def _neighbourhoods(self) -> Iterator[Mask]:
        """Integers to search for again: where plan and relaxation differ, and a few groups, in turn."""
        random = np.random.default_rng(self.options.seed)
        integer, tried = self.program.integer, None
        labels = np.unique(self.groups[integer & (self.groups >= 0)])
        while self.best is not None and self.relaxed is not None:
            if self.best is not tried:
                tried = self.best
                yield integer & (np.abs(tried.x - self.relaxed.x) > APART)
            elif len(labels) <= GROUPS:
                return
            if len(labels) > GROUPS:
                yield integer & np.isin(self.groups, random.choice(labels, GROUPS, replace=False))

    def _keep(self, found: Solution) -> bool:
        """Take a plan over if it is better; whether it is so by enough to go on."""
        if not found.has_plan:
            return False
        before = np.inf if self.best is None else self.best.objective
        if found.objective < before:
            self.best = found
            self._report(found.objective)
        return before - found.objective > BETTER * self.options.gap * abs(found.objective)

    def _heard(self, progress: Progress) -> None:
        # A plan among some integers is one of the whole program, and its bound is none.
        self._report(progress.incumbent)

    def _report(self, cost: float) -> None:
        """Pass the cost of a plan on, unless there is a better one."""
        known = np.inf if self.best is None else self.best.objective
        if self.on_progress and np.isfinite(cost) and cost <= known:
            gap, seconds = relative_gap(cost, self.bound), time.perf_counter() - self._begin
            self.on_progress(Progress(seconds, cost, self.bound, gap, 0))

    def _solve(self, program: LinearProgram, options: Options, start: Floats | None = None) -> Solution:
        return solve(
            program,
            replace(options, time_limit=self.limits.left),
            start=start,
            on_progress=self._heard if self.on_progress else None,
            cancel=self.limits.cancel,
        )


def fixed(program: LinearProgram, chosen: Mask, x: Floats) -> LinearProgram:
    """Return the program with chosen columns fixed, as near to `x` as their bounds allow.

    A column without a whole number between its bounds stays without one.
    """
    value = np.clip(np.round(x), np.ceil(program.lower), np.floor(program.upper))
    return replace(
        program,
        lower=np.where(chosen, np.maximum(value, program.lower), program.lower),
        upper=np.where(chosen, np.minimum(value, program.upper), program.upper),
        integer=program.integer & ~chosen,
    )


def _nodes(options: Options) -> dict[str, bool | int | float | str]:
    return {"mip_max_nodes": NODES, **options.extra}
