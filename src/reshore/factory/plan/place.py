"""A place of a line: a station with the tasks done there, and all its parallel copies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from reshore.factory.plan.calendars import WEEK

if TYPE_CHECKING:
    from reshore.factory.plan.kinds import Kind
    from reshore.factory.plan.operation import Operation

_EPSILON = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the line of a product.

    Attributes
    ----------
    product, number
        Of which product, and the how manieth on its line, from 1 on.
    kind
        Kind of station.
    operations
        Tasks, in the order in which they are done.
    visits
        Of a unit that ends well; units that are scrapped count for those that aren't.
    copies
        Parallel stations.
    extra
        Places for waiting units beside those of the kind, all copies together; below 0, so many fewer.
    """

    product: str
    number: int
    kind: Kind
    operations: tuple[Operation, ...]
    visits: float
    copies: int
    extra: int = 0

    @property
    def name(self) -> str:
        """Unique in the plant, and the same whatever the rate as long as the tasks that begin here are."""
        return f"{self.product}/{self.operations[0].name}"

    @property
    def servers(self) -> int:
        """Services at a time."""
        return self.copies * self.kind.servers

    @property
    def buffer(self) -> int | None:
        """Places for waiting units; None = no limit."""
        return None if self.kind.buffer is None else self.kind.buffer * self.copies + self.extra

    @property
    def hours(self) -> float:
        """Mean hours of a service, of a unit or a batch."""
        return sum(task.hours.mean for task in self.operations)

    @property
    def operators(self) -> float:
        """People that a service takes."""
        return max(task.operators for task in self.operations) + self.kind.operators

    @property
    def power(self) -> float:
        """Power (kW) that a service takes."""
        return max(task.power for task in self.operations) + self.kind.power

    @property
    def cooling(self) -> float:
        """Cooling (kW) that a service takes."""
        return max(task.cooling for task in self.operations) + self.kind.cooling

    def with_copies(self, copies: int) -> Place:
        """Return the place with so many parallel stations, and the places for units of each."""
        return replace(self, copies=copies)

    def with_buffer(self, buffer: int) -> Place:
        """Return the place with so many places for waiting units, which has a limit to them."""
        return replace(self, extra=buffer - (self.kind.buffer or 0) * self.copies)

    def busy(self, rate: float) -> float:
        """Return the mean number of servers that work while it is open, at a rate of good units a week."""
        return rate * self.visits * self.hours / self.kind.batch / self.kind.hours

    def load(self, rate: float) -> float:
        """Return the share of the time in which it is open and up for which it works."""
        return self.busy(rate) / self.kind.availability / self.servers

    def needed(self, rate: float, load: float) -> int:
        """Return the copies that a rate asks for if they are to work for a share `load` of their time."""
        stations = self.busy(rate) / self.kind.availability / self.kind.servers / load
        return max(1, ceil(stations - _EPSILON * max(1.0, stations)))


def effective(task: Operation, kind: Kind, visits: float, load: float) -> float:
    """Return the hours of the week's 168 that a task takes of one station for a unit that ends well."""
    share = kind.hours / WEEK * kind.availability * load
    return task.hours.mean * visits / kind.units / share
