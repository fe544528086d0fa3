"""Distributions of task times in the table `routings`: read, or all told at once where they can't be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.chance.distribution import Distribution
from reshore.errors import Fault

if TYPE_CHECKING:
    from reshore.tables.model import Model


def faults(model: Model) -> list[Fault]:
    """Return what is wrong with the hours of tasks; nothing where all can be read and none is below 0."""
    found = []
    for product, task, hours in model["routings"].select("product", "task", "hours").iter_rows():
        place = f"routings {product} {task}, hours"
        try:
            law = Distribution.parse(hours)
        except ValueError as error:
            problem, _, remedy = str(error).partition("; ")
            found.append(Fault(place, problem, remedy))
            continue
        if law.low < 0:
            problem = f"{hours!r} can be below 0, down to {law.low:g}"
            found.append(Fault(place, problem, "write a distribution of values from 0 on"))
    return found
