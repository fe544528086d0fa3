"""A model of two candidates and two markets, small enough to try every decision in every future."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import build_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.tables.model import Model

AT = {"latitude": 0, "longitude": 0}


def tables() -> dict[str, list[dict[str, Any]]]:
    """Return the tables: goods are made far and cheap, or near and dear; a future closes the far lane."""
    return {
        "periods": [
            {"period": "y1", "start": "2026-01-01", "months": 12},
            {"period": "y2", "start": "2027-01-01", "months": 12},
        ],
        "countries": [{"country": "CHN"}, {"country": "MEX"}, {"country": "USA"}],
        "sites": [
            {"site": "far", "country": "CHN", "status": "candidate", "fixed_cost": 300, "opening_cost": 900}
            | AT,
            {"site": "near", "country": "MEX", "status": "candidate", "fixed_cost": 500, "opening_cost": 900}
            | AT,
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
            {"site": "far", "product": "good", "cost_per_unit": 4, "resource": "line", "hours_per_unit": 1},
            {"site": "near", "product": "good", "cost_per_unit": 14, "resource": "line", "hours_per_unit": 1},
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


@pytest.fixture(scope="session")
def make() -> Callable[..., Model]:
    """Return the function that builds the model, with tables in place of its own and settings."""

    def made(settings: dict[str, Any] | None = None, **others: Any) -> Model:
        return build_model(settings={"discount_rate": 0.05, **(settings or {})}, **(tables() | others))

    return made
