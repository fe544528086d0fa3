"""Models of a few rows, and what a solution of one says; `rich` touches every family of constraints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from reshore.footprint.network import Network
from reshore.footprint.program import FootprintProgram
from reshore.footprint.result.extract import extract
from reshore.lp import highs
from reshore.lp.solution import Options, Solution, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reshore.tables.model import Model

SMALL: dict[str, list[dict[str, Any]]] = {
    "countries": [{"country": "MEX"}, {"country": "USA"}],
    "sites": [{"site": "plant"}],
    "markets": [{"market": "us"}],
    "products": [{"product": "good", "value": 10}],
    "processes": [{"site": "plant", "product": "good"}],
    "modes": [{"mode": "road"}],
    "lanes": [{"origin": "plant", "destination": "us"}],
    "demands": [{"market": "us", "product": "good", "quantity": 100, "shortage_cost": 50}],
}
"""One plant that makes goods from nothing at no cost, for a market that asks for 100 in every period."""

USUAL: dict[str, dict[str, Any]] = {
    "sites": {"country": "MEX", "latitude": 0, "longitude": 0},
    "markets": {"country": "USA", "latitude": 0, "longitude": 0},
    "lanes": {"mode": "road", "days": 0, "cost_per_unit": 0},
    "resources": {"resource": "line", "hours_per_year": 1},
}
"""What rows of a small model write if they don't say otherwise."""


@dataclass(frozen=True)
class Solved:
    """A model's program and the best plan."""

    footprint: FootprintProgram
    solution: Solution
    objective: float

    @cached_property
    def frames(self) -> Mapping[str, pl.DataFrame]:
        """The frames of the plan, whose cost lines add up to its objective."""
        frames = extract(self.footprint, self.solution)
        assert frames["costs"]["present_value"].sum() == pytest.approx(self.objective, rel=1e-7, abs=1e-4)
        return frames

    def units(self, frame: str, value: str = "units", **keys: str) -> list[float]:
        """Return amounts of a frame by period, 0 where there are none."""
        chosen = (
            self.frames[frame].filter(**keys).group_by("period").agg(pl.col(value).cast(pl.Float64).sum())
        )
        amounts = dict(chosen.iter_rows())
        return [amounts.get(period, 0.0) for period in self.footprint.network.clock.names]

    def cost(self, line: str, **keys: str) -> list[float]:
        """Return amounts of a cost line by period."""
        return self.units("costs", "amount", cost=line, **keys)


@pytest.fixture(scope="session")
def small(make_model: Callable[..., Model]) -> Callable[..., Model]:
    """Return the function that builds a small model: periods p1, p2, ... by their months, tables replaced.

    Nothing is discounted and nothing is under way at the start unless settings say so.
    """

    def build(
        months: Sequence[int] = (12,), settings: Mapping[str, Any] | None = None, **tables: Any
    ) -> Model:
        before = [sum(months[:index]) for index in range(len(months))]
        periods = [
            {"period": f"p{index}", "start": date(2025 + start // 12, start % 12 + 1, 1), "months": length}
            for index, (start, length) in enumerate(zip(before, months, strict=True), 1)
        ]
        rows = {
            table: [{**USUAL.get(table, {}), **row} for row in written]
            for table, written in {**SMALL, **tables}.items()
        }
        chosen = {"discount_rate": 0, "opening_pipeline": "empty", "holding_rate": 0, **(settings or {})}
        return make_model(settings=chosen, periods=periods, **rows)

    return build


@pytest.fixture(scope="session")
def solve() -> Callable[[Model], Solved]:
    """Return the function that finds the best plan of a model."""

    def run(model: Model) -> Solved:
        footprint = FootprintProgram.of(Network.of(model))
        solution = highs.solve(footprint.program, Options(gap=1e-9))
        assert solution.status is Status.OPTIMAL, solution.raw_status
        network = footprint.network
        objective = solution.objective + network.storing.constant(network.clock)
        return Solved(footprint, solution, objective)

    return run


@pytest.fixture(scope="session")
def infeasible() -> Callable[[Model], bool]:
    """Return the function that says whether a model has no plan."""

    def run(model: Model) -> bool:
        return highs.solve(FootprintProgram.of(Network.of(model)).program).status is Status.INFEASIBLE

    return run


@pytest.fixture(scope="session")
def rich(make_model: Callable[..., Model]) -> Model:
    """Return the model: parts from a supplier, two plants (one a candidate), one market of one source."""
    return make_model(
        name="rich",
        settings={"discount_rate": 0.1, "carbon_price": 50, "base_date": "2024-01-01"},
        periods=[
            {"period": "2024H1", "start": "2024-01-01", "months": 6},
            {"period": "2025", "start": "2024-07-01", "months": 12},
        ],
        countries=[
            {"country": "CHN", "labour_rate": 5, "electricity_price": 0.1, "grid_carbon": 0.6},
            {"country": "MEX", "labour_rate": 4, "electricity_price": 0.2, "grid_carbon": 0.4},
            {"country": "USA", "labour_rate": 30, "electricity_price": 0.1, "grid_carbon": 0.3},
        ],
        sites=[
            {"site": "tsmc", "country": "CHN", "latitude": 24, "longitude": 120, "role": "supplier"},
            {
                "site": "east",
                "country": "CHN",
                "latitude": 31,
                "longitude": 121,
                "fixed_cost": 1000,
                "closing_cost": 200,
                "salvage": 50,
            },
            {
                "site": "west",
                "country": "MEX",
                "latitude": 20,
                "longitude": -103,
                "status": "candidate",
                "fixed_cost": 500,
                "opening_cost": 3000,
                "closing_cost": 100,
                "asset_life": 10,
                "throughput": 400,
            },
        ],
        markets=[{"market": "us", "country": "USA", "latitude": 33, "longitude": -97}],
        products=[
            {"product": "rack", "family": "server", "value": 100, "mass": 1000},
            {"product": "board", "family": "part", "value": 40, "mass": 10},
        ],
        boms=[{"product": "rack", "component": "board", "quantity": 2}],
        processes=[
            {
                "process": "east_rack",
                "site": "east",
                "product": "rack",
                "resource": "line",
                "hours_per_unit": 2,
                "cost_per_unit": 3,
                "labour_hours": 1,
                "energy": 10,
                "scrap": "0.05",
                "minimum": 4,
            },
            {
                "process": "west_rack",
                "site": "west",
                "product": "rack",
                "resource": "line",
                "hours_per_unit": 2,
                "cost_per_unit": 2,
                "labour_hours": 1,
                "energy": 10,
                "scrap": "0:0.2 12:0.0",
                "rework": "0.1",
            },
        ],
        resources=[
            {
                "site": "east",
                "resource": "line",
                "installed": 2,
                "hours_per_year": 100,
                "module_size": 1,
                "module_cost": 90,
                "module_fixed_cost": 7,
                "maximum": 4,
                "asset_life": 5,
            },
            {
                "site": "west",
                "resource": "line",
                "installed": 1,
                "hours_per_year": 200,
                "module_size": 1,
                "module_cost": 100,
                "maximum": 3,
                "ramp": "0:0.5 6:1",
                "months_to_install": 6,
            },
        ],
        supplies=[
            {"site": "tsmc", "product": "board", "unit_cost": 30, "capacity": 900, "minimum": 10},
            {"site": "west", "product": "board", "unit_cost": 45},
        ],
        stocks=[
            {
                "site": "east",
                "product": "board",
                "opening": 4,
                "cover_days": 10,
                "maximum": 300,
                "cost": 1,
                "minimum": 1,
            }
        ],
        modes=[{"mode": "air", "cost_per_tonne_km": 0.01, "emissions": 0.5}],
        lanes=[
            {
                "origin": "tsmc",
                "destination": "east",
                "mode": "air",
                "days": 0,
                "distance": 500,
                "product": "board",
            },
            {
                "origin": "tsmc",
                "destination": "west",
                "mode": "air",
                "days": 10,
                "cost_per_kg": 0.1,
                "distance": 13000,
                "product": "board",
            },
            {
                "origin": "east",
                "destination": "us",
                "mode": "air",
                "days": 20,
                "cost_per_unit": 9,
                "distance": 12000,
                "product": "rack",
                "capacity": 500,
                "minimum": 2,
            },
            {
                "origin": "west",
                "destination": "us",
                "mode": "air",
                "days": 2,
                "cost_per_shipment": 4,
                "shipment_kg": 2000,
                "distance": 1600,
                "product": "rack",
            },
        ],
        demands=[
            {
                "market": "us",
                "product": "rack",
                "segment": segment,
                "period": period,
                "quantity": quantity,
                "minimum": minimum,
                "single_source": segment == "sovereign",
            }
            for segment, period, quantity, minimum in (
                ("commercial", "2024H1", 40, 0),
                ("commercial", "2025", 150, 0),
                ("sovereign", "2025", 20, 10),
            )
        ],
        rules=[
            {"rule": "cap_china", "activity": "make", "where": "country = 'CHN'", "limit": 0.9, "of": "true"},
            {
                "rule": "carbon",
                "measure": "carbon",
                "activity": "ship",
                "limit": 100000,
                "price": 0.01,
                "periods": "cumulative",
            },
            {
                "rule": "steady",
                "activity": "make",
                "where": "site = 'west'",
                "sense": "=",
                "limit": 60,
                "price": 3,
            },
            {
                "rule": "one_origin",
                "measure": "sources",
                "activity": "ship",
                "where": "product = 'rack'",
                "sense": "=",
                "limit": 1,
                "price": 5,
            },
            {
                "rule": "one_site_more",
                "measure": "sites",
                "activity": "open",
                "where": "status = 'candidate'",
                "limit": 1,
            },
            {
                "rule": "two_makers",
                "measure": "sources",
                "activity": "make",
                "where": "product = 'rack'",
                "sense": ">=",
                "limit": 2,
                "share": 0.1,
                "to": "2024H1",
            },
        ],
        baseline=[
            {
                "activity": "buy",
                "site": "tsmc",
                "product": "board",
                "value": 250,
                "tolerance": 2,
                "period": "2025",
            }
        ],
    )
