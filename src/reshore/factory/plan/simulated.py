"""From a sized plant to the line that is simulated."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from reshore.factory.line.line import Group, Kind, Line, Moves, Pool, Product, Step, Task
from reshore.factory.plan.budget import base_power
from reshore.factory.plan.release import pulled, release

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reshore.factory.plan.balanced import Way
    from reshore.factory.plan.people import Crew
    from reshore.factory.plan.place import Place
    from reshore.factory.plan.sized import Sized

STORED = 2.0
"""Weeks of need that the store of a component holds."""

POWER, COOLING = "power", "cooling"
"""Names of the pools of the building."""


def line(
    sized: Sized, releases: str, crews: Mapping[str, Crew], where: Mapping[str, tuple[float, int]]
) -> Line:
    """Return the line of a plant.

    Parameters
    ----------
    sized
        The plant.
    releases
        When units of the end product come, as `release` reads it.
    crews
        People by pool.
    where
        By name of a place, metres of its middle along the corridor, and its row.

    Raises
    ------
    UsageError
        If there is no such release.
    DataError
        If the line can never finish.
    """
    building = sized.case.building
    moves = None
    if building.speed is not None:
        moves = Moves(building.speed, building.vehicles, building.aisle)
    return Line(
        groups=tuple(_group(place, *where[place.name]) for place in sized.places),
        products=tuple(_products(sized, releases)),
        steps=tuple(step for way in sized.ways for step in _steps(sized, way)),
        pools=tuple(_pools(sized, crews)),
        crews=building.crews,
        moves=moves,
        base_power=base_power(sized.case),
    )


def _group(place: Place, x: float, row: int) -> Group:
    kind = place.kind
    return Group(
        name=place.name,
        servers=place.servers,
        buffer=place.buffer,
        batch=kind.batch,
        failures=kind.failures,
        changeover=kind.changeover,
        opens=kind.opens,
        idle_power=kind.idle_power / kind.servers,
        x=x,
        row=row,
    )


def _products(sized: Sized, releases: str) -> Iterator[Product]:
    end, *components = sized.ways
    yield Product(end.product, release(releases, end))
    for way in components:
        at_once = max(
            (
                quantity * place.kind.batch
                for user in sized.ways
                for place in user.places
                for task in place.operations
                for component, quantity in task.components.items()
                if component == way.product
            ),
            default=1.0,
        )
        yield Product(way.product, pulled(way), store=max(ceil(STORED * way.rate), ceil(at_once)))


def _steps(sized: Sized, way: Way) -> Iterator[Step]:
    made = sized.rates.keys()
    step = {task.name: place.operations[0].name for place in way.places for task in place.operations}
    for place in way.places:
        yield Step(
            product=way.product,
            name=place.operations[0].name,
            group=place.name,
            tasks=tuple(
                Task(
                    task.name,
                    task.hours,
                    task.good,
                    None if task.rework is None else step[task.rework],
                    task.limit,
                )
                for task in place.operations
            ),
            takes={
                pool: amount
                for pool, amount in (
                    (place.kind.pool, place.operators),
                    (POWER, place.power),
                    (COOLING, place.cooling),
                )
                if amount > 0
            },
            components={
                component: quantity
                for task in place.operations
                for component, quantity in task.components.items()
                if component in made
            },
        )


def _pools(sized: Sized, crews: Mapping[str, Crew]) -> Iterator[Pool]:
    building = sized.case.building
    for crew in crews.values():
        yield Pool(crew.pool, Kind.PEOPLE, crew.heads - crew.in_areas)
    left = None if building.power is None else max(0.0, building.power - sized.idle_power)
    yield Pool(POWER, Kind.POWER, left)
    yield Pool(COOLING, Kind.COOLING, building.cooling)
