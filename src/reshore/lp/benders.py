"""Decisions and flows apart: cuts on the relaxation, stabilised, and plans found on the way.

The flows of given decisions are a linear program whose duals say what the flows cost at least for every
other decision: a cut. Following Fischetti, Ljubic and Sinnl (2016, "Benders decomposition without
separability", European Journal of Operational Research 253(3), and 2017, "Redesigning Benders decomposition
for large-scale facility location", Management Science 63(7)), upper bounds that decisions set on flows go
into the cut through the reduced costs, and cuts are made not at the optimum of the master but between it
and a point inside.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from reshore.lp.engine import PROGRESS_INTERVAL
from reshore.lp.highs import solve
from reshore.lp.master import Master
from reshore.lp.recourse import Recourse
from reshore.lp.solution import Options, Progress, relative_gap

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

    from numpy.typing import NDArray

    from reshore.lp.master import Point
    from reshore.lp.recourse import Cut
    from reshore.lp.stages import Stages

    Floats = NDArray[np.float64]

NEAR = 1e-3
"""Distance from a whole number within which a column is rounded."""

NODES = 200
"""Nodes of the search for whole decisions near others."""

WHOLE = 1e-6
"""Distance from a whole number that counts as none."""

SHARE = 0.3
"""How far from the inner point towards the master's optimum cuts are made."""

QUICKER = 1.1
"""By what that grows when a cut didn't cut the optimum off."""


class Stopped(Exception):  # noqa: N818 - no error: the limit came or the user asked
    """The time limit or the user ended a search."""


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


@dataclass(frozen=True, slots=True)
class Whole:
    """Decisions with whole integers and the best flows for them, part by part."""

    y: Floats
    flows: tuple[Floats, ...]


@dataclass(slots=True)
class Decomposition:
    """The state of a decomposition: master, flows, and the best plan so far.

    Attributes
    ----------
    stages
        The program taken apart.
    master, recourses
        The decisions with their cuts; the flows of each part.
    deadline
        On the clock of `time.perf_counter`.
    cancel
        Set it to stop.
    seed
        Seed of the solver.
    on_progress
        Called as bound and best plan change.
    best
        Cost of the best decisions so far, with flows; infinite before the first.
    plan
        Those decisions and flows.
    bound
        No plan costs less.
    nodes
        Nodes of the tree so far.
    """

    stages: Stages
    deadline: float
    cancel: Event
    seed: int = 0
    on_progress: Callable[[Progress], None] | None = None
    best: float = np.inf
    plan: Whole | None = None
    bound: float = -np.inf
    nodes: int = 0
    master: Master = field(init=False)
    recourses: tuple[Recourse, ...] = field(init=False)
    _begin: float = field(init=False)
    _reported: float = field(init=False, default=-np.inf)

    def __post_init__(self) -> None:
        """Load the programs."""
        self._begin = time.perf_counter()
        self.master = Master(self.stages, self.seed)
        self.recourses = tuple(Recourse(part, self.seed) for part in self.stages.parts)

    def check(self) -> None:
        """Raise `Stopped` when it is time to end."""
        if self.cancel.is_set() or time.perf_counter() >= self.deadline:
            raise Stopped

    def report(self) -> None:
        """Pass progress on, unless it was just done."""
        now = time.perf_counter()
        if self.on_progress and now - self._reported >= PROGRESS_INTERVAL:
            self._reported = now
            gap = relative_gap(self.best, self.bound)
            self.on_progress(Progress(now - self._begin, self.best, self.bound, gap, self.nodes))

    def evaluate(self, y: Floats) -> Value:
        """Solve the flows for decisions, whole or not; whole ones may become the incumbent.

        Raises
        ------
        Stopped
            If the limit came first.
        """
        cuts = []
        for recourse in self.recourses:
            self.check()
            cut = recourse.solve(y, max(0.0, self.deadline - time.perf_counter()), self.cancel)
            if cut is None:
                raise Stopped
            cuts.append(cut)
        cost = float(self.master.cost @ y) + sum(cut.value for cut in cuts)
        if cost < self.best and self.whole(y):
            self.plan = Whole(y.copy(), tuple(recourse.flows() for recourse in self.recourses))
            self.best = cost
        self.report()
        return Value(y, cost, tuple(cuts))

    def whole_plan(self) -> Floats:
        """Return the best plan, one value a column of the program.

        Raises
        ------
        ValueError
            If there is none so far.
        """
        if self.plan is None:
            raise ValueError("no plan so far")
        x = np.zeros(self.stages.program.shape[1])
        x[self.stages.first] = self.plan.y
        for part, flows in zip(self.stages.parts, self.plan.flows, strict=True):
            x[part.columns] = flows
        return x

    def whole(self, y: Floats) -> bool:
        """Whether integer columns are whole."""
        mixed = y[self.master.integer]
        return bool((np.abs(mixed - np.round(mixed)) <= WHOLE).all())

    def learn(self, value: Value, point: Point, tolerance: float) -> float:
        """Add the cuts that cut off an optimum of the master; return by how much they do."""
        off = 0.0
        found = []
        for part, cut in enumerate(value.cuts):
            violation = cut.at(point.y) - (point.costs[part] if cut.feasible else 0.0)
            if violation > (tolerance if cut.feasible else WHOLE):
                found.append((part, cut))
                off += violation
        self.master.add(found)
        return off

    def relax(self, gap: float, inner: Floats | None = None) -> Point | None:
        """Cut until the master's optimum is that of the relaxation, within a relative gap.

        Parameters
        ----------
        gap
            Relative difference between a relaxed plan and the bound at which to end.
        inner
            Decisions, whole or not, to start from.

        Returns
        -------
        Point or None
            The optimum of the master; None if no decisions keep its rows and cuts.
        """
        inner = self._inner() if inner is None else inner
        if inner is None:
            return None
        value = self.evaluate(inner)
        self.master.add(list(enumerate(value.cuts)))
        reached, share = value.cost, SHARE
        while True:
            point = self.master.solve()
            if point is None:
                return None
            if self.master.complete:
                self.bound = max(self.bound, point.objective)
            if np.isfinite(reached) and reached - point.objective <= gap * abs(reached):
                return point
            # Without a point that has flows there is no inside to go towards.
            y = share * point.y + (1 - share) * inner if np.isfinite(reached) else point.y
            value = self.evaluate(y)
            if value.cost < reached:
                reached, inner = value.cost, y
            tolerance = 1e-9 * max(1.0, abs(point.objective))
            if self.learn(value, point, tolerance) <= gap * abs(point.objective):
                if share == 1.0 and self.master.complete:
                    return point
                share = min(1.0, share * QUICKER)

    def round(self, y: Floats) -> bool:
        """Look for whole decisions near others, by what the cuts say; return whether they are the best yet.

        Integer columns that are whole in `y` are fixed, the others searched.
        """
        master = self.master
        near = np.round(y)
        fixed = master.integer & (np.abs(y - near) <= NEAR)
        lower = np.where(fixed, np.clip(near, master.lower, master.upper), master.lower)
        upper = np.where(fixed, lower, master.upper)
        left = max(0.0, self.deadline - time.perf_counter())
        options = Options(gap=1e-3, time_limit=left, seed=self.seed, extra={"mip_max_nodes": NODES})
        found = solve(master.program(lower, upper), options, cancel=self.cancel)
        self.check()
        if not found.has_plan:
            return False
        before = self.best
        chosen = found.x[: len(y)].copy()
        value = self.evaluate(chosen)
        self.master.add(list(enumerate(value.cuts)))
        return self.best < before

    def _inner(self) -> Floats | None:
        """Decisions to start from: half way between the least and the most of everything."""
        ends = [self.master.extreme(sign) for sign in (1.0, -1.0)]
        return None if ends[0] is None or ends[1] is None else (ends[0] + ends[1]) / 2

    def tighten(self, point: Point) -> int:
        """Fix decisions whose reduced cost at the root says that no better plan changes them."""
        room = self.best - point.objective
        if not np.isfinite(room):
            return 0
        master = self.master
        slack = 1e-6 * abs(self.best)
        with np.errstate(divide="ignore", invalid="ignore"):
            step = (room + slack) / np.abs(point.reduced)
        up = master.integer & (point.reduced > 0) & np.isfinite(step)
        down = master.integer & (point.reduced < 0) & np.isfinite(step)
        upper = np.where(up, np.floor(point.y + step + WHOLE), np.inf)
        lower = np.where(down, np.ceil(point.y - step - WHOLE), -np.inf)
        before = master.free
        master.upper = np.minimum(master.upper, np.maximum(upper, master.lower))
        master.lower = np.maximum(master.lower, np.minimum(lower, master.upper))
        return before - master.free
