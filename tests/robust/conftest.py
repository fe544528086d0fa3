"""A model of two candidates and two markets, small enough to try every decision in every future."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import build_model

from reshore.robust.case import cases
from reshore.robust.futures import Futures
from reshore.robust.solve import robust_design

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.lp.solution import Progress
    from reshore.robust.case import Case
    from reshore.robust.result import RobustPlan
    from reshore.tables.model import Model

AT = {"latitude": 0, "longitude": 0}
TWO = [
    {"period": "y1", "start": "2026-01-01", "months": 12},
    {"period": "y2", "start": "2027-01-01", "months": 12},
]
EXACT: dict[str, Any] = {"gap": 1e-7, "threads": 1}


def tables() -> dict[str, list[dict[str, Any]]]:
    """Return the tables: goods are made far and cheap, or near and dear; a tariff would change that."""
    return {
        "periods": TWO[:1],
        "countries": [{"country": "CHN"}, {"country": "MEX"}, {"country": "USA"}],
        "sites": [
            {"site": "far", "country": "CHN", "status": "candidate", "fixed_cost": 300, **AT},
            {"site": "near", "country": "MEX", "status": "candidate", "fixed_cost": 500, **AT},
        ],
        "markets": [
            {"market": "east", "country": "USA", **AT},
            {"market": "west", "country": "USA", **AT},
        ],
        "products": [{"product": "good", "value": 40}],
        "resources": [
            {"site": site, "resource": "line", "installed": 60, "hours_per_year": 1, "module_size": 40}
            | {"module_cost": 400, "module_fixed_cost": 30, "maximum": 140}
            for site in ("far", "near")
        ],
        "processes": [
            {"site": site, "product": "good", "cost_per_unit": cost, "resource": "line", "hours_per_unit": 1}
            for site, cost in (("far", 4), ("near", 14))
        ],
        "modes": [{"mode": "sea"}],
        "lanes": [
            {"lane": f"{site}-{market}", "origin": site, "destination": market, "mode": "sea", "days": 0}
            | {"cost_per_unit": cost}
            for site, cost in (("far", 3), ("near", 2))
            for market in ("east", "west")
        ],
        "demands": [
            {"market": "east", "product": "good", "quantity": 60, "shortage_cost": 70},
            {"market": "west", "product": "good", "quantity": 50, "shortage_cost": 70},
        ],
        "scenarios": [
            row("surge", "demands", "quantity", "multiply", "1.6", probability=0.3),
            row("tariff", "lanes", "cost_per_unit", "set", "30", probability=0.2, where="origin = 'far'"),
            row("idle", "demands", "quantity", "multiply", "0.5"),
        ],
    }


def row(scenario: str, table: str, column: str, action: str, value: str, **more: Any) -> dict[str, Any]:
    """Return a row of `scenarios`."""
    return {"scenario": scenario, "table": table, "column": column, "action": action, "value": value, **more}


def made(settings: dict[str, Any] | None = None, **others: Any) -> Model:
    """Build the model, with tables in place of its own and settings."""
    return build_model(settings={"discount_rate": 0.05, **(settings or {})}, **(tables() | others))


@pytest.fixture(scope="session")
def make() -> Callable[..., Model]:
    """Return the function that builds the model."""
    return made


@pytest.fixture(scope="session")
def model() -> Model:
    """Return the model."""
    return made()


@pytest.fixture(scope="session")
def futures(model: Model) -> Futures:
    """Return its futures: the base case, a surge and a tariff."""
    return Futures.of_scenarios(model)


@pytest.fixture(scope="session")
def ready(model: Model, futures: Futures) -> tuple[Case, ...]:
    """Return its futures with their tables and programs."""
    return cases(model, futures)


@pytest.fixture(scope="session")
def expected(model: Model, futures: Futures) -> RobustPlan:
    """Return its plan of least expected cost."""
    return robust_design(model, futures, **EXACT)


@dataclass(frozen=True)
class Watched:
    """A plan, and what was told on the way to it."""

    plan: RobustPlan
    stages: list[str]
    seen: list[Progress]


@pytest.fixture(scope="session")
def watched(model: Model, futures: Futures) -> Watched:
    """Return its plan of least regret, to a gap that leaves something open."""
    stages: list[str] = []
    seen: list[Progress] = []
    plan = robust_design(
        model,
        futures,
        objective="regret",
        method="decompose",
        gap=0.05,
        threads=1,
        on_stage=stages.append,
        on_progress=seen.append,
    )
    return Watched(plan, stages, seen)


@pytest.fixture(scope="session")
def regret(watched: Watched) -> RobustPlan:
    """Return that plan."""
    return watched.plan
