"""Operations: the tasks of a product as the table `routings` has them, in an order that keeps precedence."""

from __future__ import annotations

from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.chance.distribution import Distribution
from reshore.errors import DataError, Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.tables.model import Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A task of a product.

    Attributes
    ----------
    name
        Unique within the product.
    hours
        Of one unit, or of one batch where its station takes batches, at each visit.
    station
        Kind of station.
    operators, power, cooling
        What it takes while it runs, beside what the station takes: people, kW.
    good
        Share of units that pass at a visit, above 0.
    rework
        Task to which a unit that fails goes back; None = it is scrap.
    limit
        How often a unit goes back from here.
    predecessors, together, apart
        Tasks that come first, that share its station, and that mustn't.
    components
        Component that goes in here -> units of it.
    """

    name: str
    hours: Distribution
    station: str
    operators: float = 1.0
    power: float = 0.0
    cooling: float = 0.0
    good: float = 1.0
    rework: str | None = None
    limit: int = 3
    predecessors: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    components: Mapping[str, float] = field(default_factory=dict)


def operations(model: Model, product: str, recipe: Mapping[str, float]) -> tuple[Operation, ...]:
    """Return the tasks of a product in an order that keeps precedence, that of the table where it can.

    Parameters
    ----------
    model
        Whose distributions of hours can be read, and whose tasks all name a kind of station.
    product
        With rows in `routings`.
    recipe
        Component -> units of it in a unit.

    Raises
    ------
    DataError
        If tasks wait for each other in a circle.
    """
    tasks = model["routings"].filter(pl.col("product") == product)
    rows = {row["task"]: row for row in tasks.iter_rows(named=True)}
    order = _ordered(product, {task: _words(row["predecessors"]) for task, row in rows.items()})
    named = {name for row in rows.values() for name in _words(row["components"])}
    first = min(task for task, row in rows.items() if not row["predecessors"])
    unnamed = {name: quantity for name, quantity in recipe.items() if name not in named}
    return tuple(
        _operation(
            rows[task],
            {name: recipe[name] for name in _words(rows[task]["components"]) if name in recipe}
            | (unnamed if task == first else {}),
        )
        for task in order
    )


def _ordered(product: str, before: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return tasks in an order that keeps precedence: each as early as the table has it, once it may come."""
    names = list(before)
    sorter = TopologicalSorter(before)
    try:
        sorter.prepare()
    except CycleError as error:
        problem = f"tasks wait for each other: {' -> '.join(error.args[1])}"
        fault = Fault(f"routings {product}, predecessors", problem, "leave out one of the predecessors")
        raise DataError([fault]) from None
    order: list[str] = []
    ready = set(sorter.get_ready())
    while ready:
        task = min(ready, key=names.index)
        order.append(task)
        sorter.done(task)
        ready = ready - {task} | set(sorter.get_ready())
    return order


def _operation(row: Mapping[str, Any], components: Mapping[str, float]) -> Operation:
    return Operation(
        name=row["task"],
        hours=Distribution.parse(row["hours"]),
        station=row["station"],
        operators=row["operators"],
        power=row["power"],
        cooling=row["power"] if row["cooling"] is None else row["cooling"],
        good=row["yield"],
        rework=row["rework"],
        limit=row["rework_limit"],
        components=components,
        **{name: _words(row[name]) for name in ("predecessors", "together", "apart")},
    )


def _words(cell: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys((cell or "").split()))
