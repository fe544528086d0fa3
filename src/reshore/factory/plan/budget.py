"""Budgets of power and cooling: what is drawn always, and where too little is left for the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.factory.plan.case import Case


def base_power(case: Case) -> float:
    """Return the kW that areas draw always."""
    return sum(kind.power + kind.idle_power for kind in case.areas)


def too_little(case: Case) -> Iterator[Fault]:
    """Yield where a building hasn't power or cooling for one unit of a task."""
    building = case.building
    for made in case.made:
        for task in made.operations:
            kind = case.kinds[task.station]
            power, cooling = kind.power + task.power, kind.cooling + task.cooling
            drawn = base_power(case) + kind.idle_power
            if building.power is not None and power + drawn > building.power:
                problem = (
                    f"power {building.power:g} kW is too little for one unit: task {task.name!r} of"
                    f" {made.product!r} takes {power:g}, areas and the idle station {drawn:g}"
                )
                yield Fault(f"{building.place}, power", problem, f"write {power + drawn:g} or more")
            if building.cooling is not None and cooling > building.cooling:
                problem = (
                    f"cooling {building.cooling:g} kW is too little for one unit: task {task.name!r} of"
                    f" {made.product!r} takes {cooling:g}"
                )
                yield Fault(f"{building.place}, cooling", problem, f"write {cooling:g} or more")
