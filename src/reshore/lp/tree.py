"""Branch and cut over the decisions: a tree of bounds on integers, with cuts where they are missing."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from reshore.lp.branching import Branching
from reshore.lp.solution import relative_gap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.lp.benders import Decomposition
    from reshore.lp.master import Point

    Floats = NDArray[np.float64]

ROUNDS = 3
"""Times that cuts are made at one node for decisions that are not whole."""

WORTH = 0.05
"""Share of what is left between bound and plan that such a cut has to win for another one."""


EXACT = 1e-9
"""Violation of a cut, relative to the cost of a plan, that counts as none."""


@dataclass(order=True, slots=True)
class _Node:
    bound: float
    number: int
    lower: Floats = field(compare=False)
    upper: Floats = field(compare=False)


class Tree:
    """The search for the best whole decisions, once the relaxation has its cuts.

    Parameters
    ----------
    decomposition
        Its bound and incumbent are kept up to date.
    gap
        Relative gap at which the search ends.
    """

    def __init__(self, decomposition: Decomposition, gap: float) -> None:
        self._search = decomposition
        self._gap = gap
        self._branching = Branching(decomposition.master)
        self._numbers = count()
        self._open: list[_Node] = []
        self._cut_off = np.inf

    def run(self) -> None:
        """Search to the end.

        Raises
        ------
        Stopped
            If the limit came first; bound and incumbent are those reached.
        """
        master = self._search.master
        self._push(_Node(self._search.bound, next(self._numbers), master.lower.copy(), master.upper.copy()))
        while self._open:
            self._update()
            if self._closed(self._search.bound):
                return
            node: _Node | None = heapq.heappop(self._open)
            while node is not None:
                # While a node is worked on its bound has to count as open.
                self._push(node)
                children = self._work(node)
                self._remove(node)
                self._search.nodes += 1
                node = children[0] if children else None
                for other in children[1:]:
                    self._push(other)
                self._update(node)
                self._search.report()
        self._update()

    def _push(self, node: _Node) -> None:
        heapq.heappush(self._open, node)

    def _remove(self, node: _Node) -> None:
        self._open.remove(node)
        heapq.heapify(self._open)

    def _update(self, node: _Node | None = None) -> None:
        """Take the bound of the weakest node that is open or was left for being close enough."""
        bounds = [self._cut_off, self._search.best]
        bounds += [self._open[0].bound] if self._open else []
        bounds += [node.bound] if node is not None else []
        self._search.bound = max(self._search.bound, min(bounds))

    def _closed(self, bound: float) -> bool:
        best = self._search.best
        return bool(np.isfinite(best)) and relative_gap(best, bound) <= self._gap

    def _work(self, node: _Node) -> list[_Node]:
        """Solve a node; return its children, the one to go on with first, or none."""
        search, made = self._search, 0
        before = -np.inf
        while True:
            search.check()
            point = search.master.solve(node.lower, node.upper)
            if point is None:
                return []
            node.bound = max(node.bound, point.objective)
            if self._closed(node.bound):
                self._cut_off = min(self._cut_off, node.bound)
                return []
            whole = search.whole(point.y)
            if not whole and (made >= ROUNDS or not self._worth(point.objective - before, node.bound)):
                return self._split(node, point)
            if whole:
                point.y[search.master.integer] = np.round(point.y[search.master.integer])
            value = search.evaluate(point.y)
            made += 1
            before = point.objective if made > 1 else -np.inf
            # What remains between bound and plan at a whole point counts as gap: small will do.
            tolerance = (EXACT + (self._gap / 10 if whole else 0.0)) * max(1.0, abs(point.objective))
            if search.learn(value, point, tolerance) <= 0:
                if whole:
                    self._cut_off = min(self._cut_off, node.bound)
                    return []
                return self._split(node, point)

    def _worth(self, gain: float, bound: float) -> bool:
        left = self._search.best - bound
        return not np.isfinite(left) or gain >= WORTH * left

    def _split(self, node: _Node, point: Point) -> list[_Node]:
        """Two children on either side of a column's value, the likelier first."""
        column, ends = self._branching.choose(point, node.lower, node.upper)
        value = point.y[column]
        down = _Node(max(node.bound, ends[0]), next(self._numbers), node.lower, node.upper.copy())
        down.upper[column] = np.floor(value)
        up = _Node(max(node.bound, ends[1]), next(self._numbers), node.lower.copy(), node.upper)
        up.lower[column] = np.ceil(value)
        children = [up, down] if value - np.floor(value) >= 0.5 else [down, up]
        return [child for child in children if np.isfinite(child.bound)]
