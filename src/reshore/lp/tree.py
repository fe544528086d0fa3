"""Branch and cut over the decisions: a tree of bounds on integers, with cuts where they are missing."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from reshore.lp.benders import EXACT
from reshore.lp.branching import Branching

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.lp.benders import Decomposition
    from reshore.lp.master import Point

    Floats = NDArray[np.float64]

ROUNDS = 3
"""Times that cuts are made at one node for decisions that are not whole."""

WORTH = 0.05
"""Share of what is left between bound and plan that such a cut has to win for another one."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One bound of a branch, and those before it; short, since there are many nodes."""

    column: int
    value: float
    above: bool
    before: _Step | None


@dataclass(order=True, slots=True)
class _Node:
    bound: float
    number: int
    steps: _Step | None = field(compare=False)


class Tree:
    """The search for the best whole decisions, once the relaxation has its cuts.

    Parameters
    ----------
    decomposition
        Its bound and best plan are kept up to date.
    """

    def __init__(self, decomposition: Decomposition) -> None:
        self._search = decomposition
        self._branching = Branching(decomposition.master)
        self._numbers = count()
        self._open = [_Node(decomposition.bound, next(self._numbers), None)]
        self._cut_off = np.inf

    @property
    def open(self) -> bool:
        """Whether there is something left to search."""
        return bool(self._open) and not self._search.closed(self._search.bound)

    def run(self, nodes: float = np.inf) -> bool:
        """Search to the end, or for so many nodes more; return whether there is a plan, or could be.

        Raises
        ------
        Stopped
            If the limit came first; bound and best plan are those reached.
        """
        most = self._search.nodes + nodes
        while self.open and self._search.nodes < most:
            node: _Node | None = heapq.heappop(self._open)
            while node is not None:
                children = self._work(node)
                self._search.nodes += 1
                node = children[0] if children else None
                for other in children[1:]:
                    heapq.heappush(self._open, other)
                self._update(node)
        return bool(np.isfinite(min(self._cut_off, self._search.best)))

    def _update(self, node: _Node | None) -> None:
        """Take the bound of the weakest node that is open or was left for being close enough."""
        bounds = [self._cut_off, self._search.best]
        bounds += [self._open[0].bound] if self._open else []
        bounds += [node.bound] if node is not None else []
        if np.isfinite(least := min(bounds)):
            self._search.bound = max(self._search.bound, least)
        self._search.report()

    def _work(self, node: _Node) -> list[_Node]:
        """Solve a node; return its children, the one to go on with first, or none."""
        search, made, before = self._search, 0, -np.inf
        lower, upper = self._bounds(node)
        while True:
            search.limits.check()
            point = search.master.solve(lower, upper)
            if point is None:
                return []
            node.bound = max(node.bound, point.objective)
            if search.closed(node.bound):
                return self._leave(node)
            if search.whole(point.y):
                if not self._cut_whole(point):
                    return self._leave(node)
                continue
            if made >= ROUNDS or not self._worth(point.objective - before, node.bound):
                return self._split(node, point, lower, upper)
            value = search.evaluate(point.y)
            made += 1
            before = point.objective if made > 1 else -np.inf
            if search.learn(value, point, EXACT * max(1.0, abs(point.objective))) <= 0:
                return self._split(node, point, lower, upper)

    def _cut_whole(self, point: Point) -> bool:
        """Cut whole decisions off, unless they cost what the master says."""
        search, integer = self._search, self._search.master.integer
        whole = np.where(integer, np.round(point.y), point.y)
        value = search.evaluate(whole)
        # What remains between bound and plan at a whole point counts as gap: small will do.
        tolerance = (EXACT + search.gap / 10) * max(1.0, abs(point.objective))
        if search.learn(value, point, tolerance) > 0:
            return True
        if value.cost > point.objective + tolerance and not search.closed(point.objective):
            x = np.zeros(search.stages.program.shape[1])
            x[search.stages.first] = whole
            search.complete(x)
        return False

    def _leave(self, node: _Node) -> list[_Node]:
        self._cut_off = min(self._cut_off, node.bound)
        return []

    def _bounds(self, node: _Node) -> tuple[Floats, Floats]:
        master, step = self._search.master, node.steps
        lower, upper = master.lower.copy(), master.upper.copy()
        while step is not None:
            side, tighter = (lower, max) if step.above else (upper, min)
            side[step.column] = tighter(side[step.column], step.value)
            step = step.before
        return lower, upper

    def _worth(self, gain: float, bound: float) -> bool:
        left = self._search.best - bound
        return not np.isfinite(left) or gain >= WORTH * left

    def _split(self, node: _Node, point: Point, lower: Floats, upper: Floats) -> list[_Node]:
        """Two children on either side of a column's value, the likelier first."""
        column, ends = self._branching.choose(point, lower, upper)
        value = point.y[column]
        down = _Step(column, float(np.floor(value)), above=False, before=node.steps)
        up = _Step(column, float(np.ceil(value)), above=True, before=node.steps)
        children = [
            _Node(max(node.bound, end), next(self._numbers), step)
            for end, step in zip(ends, (down, up), strict=True)
        ]
        if value - np.floor(value) >= 0.5:
            children.reverse()
        return [child for child in children if np.isfinite(child.bound)]
