"""What a plant costs: investment, and by the year and unit, from its stations, floor, people and energy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reshore.factory.plan.people import PAID
from reshore.factory.plan.tried import WEEKS, YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.factory.plan.prices import Prices
    from reshore.factory.plan.tried import Tried


@dataclass(frozen=True, slots=True)
class Cost:
    """A line of costs, in the currency.

    Attributes
    ----------
    cost
        Stations, areas, floor, people or energy.
    item
        Which of them.
    investment
        Spent once.
    amount
        A year; of an investment, what pays it off over the life of a resource.
    """

    cost: str
    item: str
    investment: float
    amount: float


def costs(tried: Tried, prices: Prices, absence: float) -> list[Cost]:
    """Return all lines of costs."""
    return [
        *_stations(tried, prices),
        *_floor(tried),
        *_people(tried, prices, absence),
        *_energy(tried, prices),
    ]


def _stations(tried: Tried, prices: Prices) -> Iterator[Cost]:
    for cost, items in (
        ("stations", [(place.name, place.copies * place.kind.cost) for place in tried.sized.places]),
        ("areas", [(area.name, area.cost) for area in tried.sized.case.areas]),
    ):
        for item, investment in items:
            yield Cost(cost, item, investment, prices.yearly(investment))


def _floor(tried: Tried) -> Iterator[Cost]:
    building = tried.sized.case.building
    yield Cost("floor", building.name, 0.0, tried.floor.area * building.cost)


def _people(tried: Tried, prices: Prices, absence: float) -> Iterator[Cost]:
    for crew in tried.crews.values():
        yield Cost("people", crew.pool, 0.0, crew.payroll(absence) * PAID * WEEKS * prices.labour)


def _energy(tried: Tried, prices: Prices) -> Iterator[Cost]:
    profile = tried.simulated.power["mean"].drop_nulls()
    drawn, idle = float(profile.mean() or 0.0), tried.sized.idle_power  # type: ignore[arg-type]
    yield Cost("energy", "idle", 0.0, idle * YEAR * prices.electricity)
    yield Cost("energy", "working", 0.0, (drawn - idle) * YEAR * prices.electricity)
