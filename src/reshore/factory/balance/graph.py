"""A precedence graph of numbered tasks: their order, what comes after each, and cycles."""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Graph:
    """Tasks 0, 1, ... and what comes directly after each, without loops.

    Attributes
    ----------
    after
        Tasks directly after each.
    order
        All tasks, each before those after it.
    """

    after: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]

    @classmethod
    def of(cls, count: int, arrows: Iterable[tuple[int, int]]) -> Graph:
        """Return the graph of so many tasks with arrows from a task to one after it.

        Raises
        ------
        CycleError
            If arrows run in a circle, of `graphlib`; its second argument is the circle.
        """
        before: list[list[int]] = [[] for _ in range(count)]
        after: list[list[int]] = [[] for _ in range(count)]
        for first, then in sorted(set(arrows)):
            before[then].append(first)
            after[first].append(then)
        order = tuple(TopologicalSorter(dict(enumerate(before))).static_order())
        return cls(tuple(map(tuple, after)), order)

    @property
    def arrows(self) -> list[tuple[int, int]]:
        """Pairs of tasks of which one comes directly after the other."""
        return [(first, then) for first, later in enumerate(self.after) for then in later]

    def turned(self) -> Graph:
        """Return the graph with all arrows turned."""
        return Graph.of(len(self.after), [(then, first) for first, then in self.arrows])

    def all_after(self) -> list[frozenset[int]]:
        """Return for each task all that come after it, directly or not."""
        reached: list[frozenset[int]] = [frozenset()] * len(self.after)
        for task in reversed(self.order):
            later = self.after[task]
            reached[task] = frozenset(later).union(*(reached[then] for then in later))
        return reached


def circle(names: Sequence[str], error: CycleError) -> str:
    """Write the circle that an error names: ``a -> b -> a``."""
    return " -> ".join(names[task] for task in error.args[1])
