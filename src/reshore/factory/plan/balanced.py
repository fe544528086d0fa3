"""The balanced line of one product at a rate: its stations with their tasks, copies and visits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reshore.errors import DataError, Fault
from reshore.factory.balance.exact import Limits
from reshore.factory.balance.routing import Routing, Task
from reshore.factory.balance.solve import fewest_stations
from reshore.factory.plan.calendars import WEEK
from reshore.factory.plan.place import Place, effective
from reshore.factory.plan.visits import Check, visits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reshore.factory.balance.result import Balance
    from reshore.factory.plan.case import Made
    from reshore.factory.plan.kinds import Kind
    from reshore.factory.plan.operation import Operation
    from reshore.factory.plan.visits import Visits

ANY = 100_000
"""Parallel stations of a kind without a limit: more are no line."""


@dataclass(frozen=True, slots=True)
class Way:
    """The line of a product.

    Attributes
    ----------
    made
        The product.
    rate
        Good units a week that it is made for.
    gross
        Units started for one that ends well.
    places
        Its stations, in the direction of flow.
    back
        (from, to, units): how often a unit that ends well is sent back from one place to another, by numbers
        in `places`.
    balance
        How the line was balanced, at the takt of the rate on a clock of 168 hours.
    """

    made: Made
    rate: float
    gross: float
    places: tuple[Place, ...]
    back: tuple[tuple[int, int, float], ...]
    balance: Balance

    @property
    def product(self) -> str:
        """Name of the product."""
        return self.made.product


def balanced(made: Made, kinds: Mapping[str, Kind], rate: float, load: float, seconds: float) -> Way:
    """Balance the line of a product.

    Parameters
    ----------
    made
        What is made.
    kinds
        Kinds of station.
    rate
        Good units a week.
    load
        Share of its time for which a station is planned.
    seconds
        Longest search for the fewest stations.

    Raises
    ------
    DataError
        If a task is longer than all the parallel stations allowed have time at this rate.
    InfeasibleError
        If tasks have to share a station and can't.
    """
    takt = WEEK / rate
    _, alone = _visits([(task,) for task in made.operations])
    tasks = [
        Task(
            task.name,
            effective(task, kinds[task.station], often, load),
            task.predecessors,
            task.station,
            task.operators,
        )
        for task, often in zip(made.operations, alone.of_good, strict=True)
    ]
    if faults := list(_too_long(made.product, tasks, kinds, takt)):
        raise DataError(faults)
    routing = Routing(
        tuple(tasks),
        tuple((task.name, *task.together) for task in made.operations if task.together),
        tuple((task.name, other) for task in made.operations for other in task.apart),
        {name: kind.copies or ANY for name, kind in kinds.items()},
    )
    line = fewest_stations(routing, takt, Limits(seconds))
    named = {task.name: task for task in made.operations}
    stations = [tuple(named[name] for name in station.tasks) for station in line.stations]
    checks, found = _visits(stations)
    places = _places(made.product, kinds, line, stations, found, rate, load)
    back = [
        (check.step, check.back, times / found.good)
        for check, times in zip(checks, found.reworks, strict=True)
        if check.back is not None and times > 0
    ]
    return Way(made, rate, found.gross, places, tuple(back), line)


def _places(
    product: str,
    kinds: Mapping[str, Kind],
    line: Balance,
    stations: Sequence[tuple[Operation, ...]],
    found: Visits,
    rate: float,
    load: float,
) -> tuple[Place, ...]:
    """Return the stations of a line, as wide as their visits ask for.

    A unit that fails goes through the whole station again, and so more often through tasks that share one
    than it would if each had its own.
    """
    places = []
    for station, tasks, often in zip(line.stations, stations, found.of_good, strict=True):
        place = Place(
            product=product,
            number=station.number,
            kind=kinds[station.kind],
            operations=tasks,
            visits=often,
            copies=station.copies,
        )
        places.append(replace(place, copies=max(station.copies, place.needed(rate, load))))
    if faults := list(_too_wide(places)):
        raise DataError(faults)
    return tuple(places)


def _visits(stations: Sequence[Sequence[Operation]]) -> tuple[list[Check], Visits]:
    """Return where units fail on a line of stations with these tasks, and how often they go through each."""
    at = {task.name: number for number, tasks in enumerate(stations) for task in tasks}
    checks = [
        Check(number, task.good, None if task.rework is None else at[task.rework], task.limit)
        for number, tasks in enumerate(stations)
        for task in tasks
    ]
    return checks, visits(len(stations), checks)


def _too_long(product: str, tasks: Sequence[Task], kinds: Mapping[str, Kind], takt: float) -> Iterator[Fault]:
    for task in tasks:
        limit = kinds[task.kind].copies
        copies = limit or ANY
        if task.hours > copies * takt * (1 + 1e-9):
            problem = (
                f"it asks for {task.hours / takt:.3g} stations of kind {task.kind!r} at {WEEK / takt:g} units"
                f" a week, and {copies:,} may stand in parallel"
            )
            more = "allow more copies in stations, or " if limit else ""
            yield Fault(
                f"routings {product} {task.name}",
                problem,
                f"{more}ask for {copies * WEEK / task.hours:.4g} a week",
            )


def _too_wide(places: Sequence[Place]) -> Iterator[Fault]:
    for place in places:
        if place.kind.copies is not None and place.copies > place.kind.copies:
            names = ", ".join(task.name for task in place.operations)
            problem = (
                f"{names} share a station, of which units that fail go through all, and ask for"
                f" {place.copies:,} of kind {place.kind.name!r}; {place.kind.copies:,} may stand in parallel"
            )
            remedy = "allow more copies in stations, or keep them apart"
            yield Fault(f"routings {place.product} {place.operations[0].name}", problem, remedy)
