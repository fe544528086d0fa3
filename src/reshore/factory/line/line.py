"""A line that can be simulated: groups of stations, what units do there, and what they wait for.

Time is in hours from Monday 0:00; a week has 168. Power and cooling are in kW, lengths in metres.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from reshore.errors import DataError
from reshore.factory.line.check import faults

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.chance.distribution import Distribution
    from reshore.factory.line.release import Release


class Basis(StrEnum):
    """What brings failures nearer."""

    WORKING = "working"
    CLOCK = "clock"


class Kind(StrEnum):
    """What a pool holds; power and cooling are let go while a station is down."""

    PEOPLE = "people"
    POWER = "power"
    COOLING = "cooling"


@dataclass(frozen=True, slots=True)
class Failures:
    """How often a server fails, and how long its repairs take; both times are exponential.

    Attributes
    ----------
    hours_between
        Mean hours from the end of a repair to the next failure, above 0.
    hours_to_repair
        Mean hours of a repair, without waiting for a crew, above 0.
    basis
        Whether `hours_between` counts hours in which the server works (changeovers too), or all hours.
    """

    hours_between: float
    hours_to_repair: float
    basis: Basis = Basis.WORKING


@dataclass(frozen=True, slots=True)
class Group:
    """All parallel copies of one place of the line.

    Attributes
    ----------
    name
        Unique.
    servers
        Services at a time: copies x servers of the kind of station.
    buffer
        Places before it for units that wait, all copies together (copies x places of one); None = no limit. A
        free server is room too, for a whole batch.
    batch
        Units that a server takes together, all of one step; it waits for them.
    failures
        Of each server; None = never.
    changeover
        Hours when a server turns from one product to another; its first product needs none.
    opens
        Open intervals of the week: (from, to) with 0 <= from < to <= 168, rising, apart. Empty = always open.
    idle_power
        kW that each server draws always, beside what steps take.
    x, row
        Where its middle is along the corridor, in metres, and in which row, 0 or 1: for moves.
    """

    name: str
    servers: int = 1
    buffer: int | None = None
    batch: int = 1
    failures: Failures | None = None
    changeover: float = 0.0
    opens: tuple[tuple[float, float], ...] = ()
    idle_power: float = 0.0
    x: float = 0.0
    row: int = 0


@dataclass(frozen=True, slots=True)
class Pool:
    """What services share: people, power or cooling.

    Attributes
    ----------
    name
        Unique, such as ``operators`` or ``power``.
    kind
        What it holds; the building's power profile is what is taken of all pools of kind power.
    capacity
        People or kW; None = no limit, and use is only counted. Idle power of groups and base power of the
        building don't come out of it: take them off first.
    """

    name: str
    kind: Kind
    capacity: float | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """Part of a step.

    Attributes
    ----------
    name
        Unique within its product: it keys the luck of the task.
    hours
        Of one unit, or of one batch where the group takes batches.
    good
        Share of units that pass, above 0.
    rework
        Step of the same product, this one or one before, that a unit which fails goes back to; None = scrap.
    limit
        A unit goes back from this task at most so often, then it is scrap.
    """

    name: str
    hours: Distribution
    good: float = 1.0
    rework: str | None = None
    limit: int = 3


@dataclass(frozen=True, slots=True)
class Step:
    """What is done with a unit of a product in one visit to a group.

    Attributes
    ----------
    product, name
        The name is unique within the product.
    group
        Where.
    tasks
        One or more, done one after the other in one service.
    takes
        Pool -> people or kW that a service takes of it, a batch as much as a single unit. Amounts are kept to
        a millionth.
    components
        Product with a store -> units of it that go into each unit, at its first visit alone.
    """

    product: str
    name: str
    group: str
    tasks: tuple[Task, ...]
    takes: Mapping[str, float] = field(default_factory=dict)
    components: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Product:
    """What goes through the line.

    Attributes
    ----------
    name
        Unique.
    release
        When its units come.
    store
        Units that the store after its last step holds, for steps that take it as a component; when it is
        full, finished units wait on their servers. None = finished units leave the plant.
    """

    name: str
    release: Release
    store: float | None = None


@dataclass(frozen=True, slots=True)
class Moves:
    """Moves between groups; of units that come in, and of those that leave, none is counted.

    Attributes
    ----------
    speed
        Metres a minute, above 0.
    vehicles
        Moves at a time; None = no limit. A vehicle is taken where the unit is, and is free when it arrives.
    aisle
        Metres added between groups in different rows.
    """

    speed: float
    vehicles: int | None = None
    aisle: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """One or several lines in one building.

    Attributes
    ----------
    groups
        Groups of stations.
    products
        End products, and components that are made here, which have a store.
    steps
        Those of one product in the order in which its units go through them.
    pools
        People, power and cooling.
    crews
        Repairs at a time; None = no limit.
    moves
        None = moves take no time.
    base_power
        kW that the building draws always, beside its groups.

    Raises
    ------
    DataError
        If it makes no sense, or can never finish: with all faults at once, each with place and remedy.
    """

    groups: tuple[Group, ...]
    products: tuple[Product, ...]
    steps: tuple[Step, ...]
    pools: tuple[Pool, ...] = ()
    crews: int | None = None
    moves: Moves | None = None
    base_power: float = 0.0

    def __post_init__(self) -> None:
        """Check it."""
        if found := faults(self):
            raise DataError(found)

    def way(self, product: str) -> tuple[Step, ...]:
        """Return the steps of a product in their order."""
        return tuple(step for step in self.steps if step.product == product)
