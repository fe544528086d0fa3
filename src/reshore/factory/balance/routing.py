"""What is to be balanced: tasks with times and precedence, and what limits how they share stations."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from reshore.errors import DataError, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Task:
    """A task.

    Attributes
    ----------
    name
        Unique.
    hours
        Mean time for a unit; it counts in billionths of an hour.
    predecessors
        Tasks that come first.
    kind
        Kind of station that it needs; tasks of different kinds share no station.
    operators
        People needed during the task.
    """

    name: str
    hours: float
    predecessors: tuple[str, ...] = ()
    kind: str = ""
    operators: float = 1.0


@dataclass(frozen=True, slots=True)
class Routing:
    """The tasks of a product.

    Attributes
    ----------
    tasks
        In any order.
    together
        Sets of tasks that share a station.
    apart
        Pairs of tasks that don't.
    copies
        By kind of station, how many may stand in parallel for a task longer than the takt; 1 of kinds not
        named.

    Raises
    ------
    DataError
        If a name occurs twice or is not known, or a number is out of range.
    """

    tasks: tuple[Task, ...]
    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    copies: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what makes no sense."""
        if faults := list(self._faults()):
            raise DataError(faults)

    def _faults(self) -> Iterator[Fault]:
        known = {task.name for task in self.tasks}
        if len(known) < len(self.tasks):
            names = sorted(task.name for task in self.tasks)
            twice = sorted({name for name, later in pairwise(names) if name == later})
            yield Fault("routing", f"tasks occur twice: {', '.join(twice)}")
        for task in self.tasks:
            place = f"task {task.name}"
            if not 0 <= task.hours < inf:
                yield Fault(place, f"hours {task.hours:g} are no time")
            if not 0 <= task.operators < inf:
                yield Fault(place, f"operators {task.operators:g} are no number of people")
            for name in task.predecessors:
                if name not in known:
                    yield Fault(place, f"predecessor {name!r} is no task")
        for word, groups in (("together", self.together), ("apart", self.apart)):
            for group in groups:
                for name in group:
                    if name not in known:
                        yield Fault(f"{word} {', '.join(group)}", f"{name!r} is no task")
        for kind, copies in self.copies.items():
            if copies < 1:
                yield Fault(f"station kind {kind}", f"{copies} parallel stations are below 1")
