"""Decisions and flows apart: what is known of a program so far, and what decisions teach about it.

The flows of given decisions are a linear program whose duals say what the flows cost at least for every
other decision: a cut. Following Fischetti, Ljubic and Sinnl (2016, "Benders decomposition without
separability", European Journal of Operational Research 253(3)), upper bounds that decisions set on flows go
into the cut through the reduced costs.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from reshore.lp.engine import PROGRESS_INTERVAL
from reshore.lp.highs import solve_fixed
from reshore.lp.limits import Stopped
from reshore.lp.master import Master
from reshore.lp.recourse import Recourse
from reshore.lp.solution import Options, Progress, Status, relative_gap

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from reshore.lp.limits import Limits
    from reshore.lp.master import Point
    from reshore.lp.recourse import Cut
    from reshore.lp.stages import Stages

    Floats = NDArray[np.float64]

WHOLE = 1e-6
"""Distance from a whole number that counts as none."""

EXACT = 1e-9
"""Violation of a cut, relative to the cost of a plan, that counts as none."""


@dataclass(frozen=True, slots=True)
class Value:
    """What decisions cost with the best flows for them.

    Attributes
    ----------
    y
        One value a first-stage column.
    cost
        Of decisions and flows; infinite without flows.
    cuts
        One a part.
    """

    y: Floats
    cost: float
    cuts: tuple[Cut, ...]


@dataclass(slots=True)
class Decomposition:
    """The state of a decomposition: master, flows, and the best plan so far.

    Attributes
    ----------
    stages
        The program taken apart.
    limits
        When to end.
    gap
        Relative gap between plan and bound at which the search is over.
    seed
        Seed of the solver.
    threads
        Parts whose flows are solved at once.
    on_progress
        Called as bound and best plan change.
    best
        Cost of the best plan so far; infinite before the first.
    plan
        That plan, one value a column of the program; its integers are whole but for a tolerance.
    bound
        No plan costs less.
    nodes
        Nodes of the tree so far.
    master, recourses
        The decisions with their cuts; the flows of each part.
    """

    stages: Stages
    limits: Limits
    gap: float = 0.0
    seed: int = 0
    threads: int = 1
    on_progress: Callable[[Progress], None] | None = None
    best: float = np.inf
    plan: Floats | None = None
    bound: float = -np.inf
    nodes: int = 0
    master: Master = field(init=False)
    recourses: tuple[Recourse, ...] = field(init=False)
    _begin: float = field(init=False)
    _reported: float = field(init=False, default=-np.inf)
    _last: Point | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Load the programs."""
        self._begin = time.perf_counter()
        self.master = Master(self.stages, self.limits, self.seed)
        box = self.master.lower, self.master.upper
        self.recourses = tuple(Recourse(part, *box, self.seed) for part in self.stages.parts)

    def closed(self, bound: float) -> bool:
        """Whether the best plan is near enough to a bound."""
        return bool(np.isfinite(self.best)) and relative_gap(self.best, bound) <= self.gap

    def report(self, *, better: bool = False) -> None:
        """Pass progress on, unless it was just done and the plan is no better."""
        now = time.perf_counter()
        if self.on_progress and (better or now - self._reported >= PROGRESS_INTERVAL):
            self._reported = now
            bound = min(self.bound, self.best)
            gap = relative_gap(self.best, bound)
            self.on_progress(Progress(now - self._begin, self.best, bound, gap, self.nodes))

    def evaluate(self, y: Floats) -> Value:
        """Solve the flows for decisions, whole or not; whole ones may become the best plan.

        Raises
        ------
        Stopped
            If the limit came first.
        """
        self.limits.check()
        cuts = self._flows(y)
        value = Value(y, float(self.master.cost @ y) + sum(cut.value for cut in cuts), tuple(cuts))
        if value.cost < self.best and self.whole(y):
            x = np.zeros(self.stages.program.shape[1])
            x[self.stages.first] = y
            for part, recourse in zip(self.stages.parts, self.recourses, strict=True):
                x[part.columns] = recourse.flows()
            self._adopt(x, value.cost)
        self.report()
        return value

    def _flows(self, y: Floats) -> list[Cut]:
        """Solve the flows of all parts, which know nothing of each other."""
        with ThreadPoolExecutor(min(self.threads, max(1, len(self.recourses)))) as pool:
            running = [pool.submit(recourse.solve, y, self.limits) for recourse in self.recourses]
            try:
                cuts = [each.result() for each in running]
            except KeyboardInterrupt:
                self.limits.cancel.set()
                raise
            finally:
                # Leaving the pool waits for those that run.
                for each in running:
                    each.cancel()
        found = [cut for cut in cuts if cut is not None]
        if len(found) < len(cuts):
            raise Stopped
        return found

    def complete(self, x: Floats) -> bool:
        """Solve all that is left when integers are as in `x`; return whether that is the best plan yet.

        Slower than flows alone, but continuous decisions are the best ones too.
        """
        self.limits.check()
        options = Options(time_limit=self.limits.left, seed=self.seed)
        found = solve_fixed(self.stages.program, x, options, cancel=self.limits.cancel)
        return found.status is Status.OPTIMAL and self.offer(found.x, found.objective)

    def offer(self, x: Floats, cost: float) -> bool:
        """Take a plan over if it is the best yet; return whether it is."""
        if cost >= self.best:
            return False
        self._adopt(x, cost)
        return True

    def _adopt(self, x: Floats, cost: float) -> None:
        self.plan, self.best = x, cost
        self.report(better=True)

    def whole(self, y: Floats) -> bool:
        """Whether integer columns are whole."""
        mixed = y[self.master.integer]
        return bool((np.abs(mixed - np.round(mixed)) <= WHOLE).all())

    def learn(self, value: Value, point: Point, tolerance: float) -> float:
        """Add the cuts that cut off an optimum of the master; return by how much they do.

        Where the master, with such cuts, came back with the same optimum, its own tolerances are in the way,
        and nothing is added.
        """
        last, self._last = self._last, None
        if last is not None and _same(last, point):
            return 0.0
        off = 0.0
        found = []
        each = tolerance / max(1, len(value.cuts))
        for part, cut in enumerate(value.cuts):
            violation = cut.at(point.y) - (point.costs[part] if cut.feasible else 0.0)
            if violation > (each if cut.feasible else WHOLE):
                found.append((part, cut))
                off += violation
        self.add(value, found)
        self._last = point if found else None
        return off

    def add(self, value: Value, cuts: list[tuple[int, Cut]] | None = None) -> None:
        """Add cuts to the master, by default all of `value`."""
        known = [cut.value for cut in value.cuts if cut.feasible]
        size = float(np.abs(self.master.cost @ value.y)) + float(np.abs(known).sum())
        self.master.add(list(enumerate(value.cuts)) if cuts is None else cuts, size)


def _same(one: Point, other: Point) -> bool:
    return np.allclose(one.y, other.y, rtol=0, atol=EXACT) and np.allclose(
        one.costs, other.costs, rtol=EXACT / 10, atol=0
    )
