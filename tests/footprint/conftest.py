"""A model of two periods that touches every family of constraints, small enough to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.tables.model import Model


@pytest.fixture(scope="session")
def rich(make_model: Callable[..., Model]) -> Model:
    """Return the model: parts from a supplier, two plants (one a candidate), one market that takes one source."""
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
        supplies=[{"site": "tsmc", "product": "board", "unit_cost": 30, "capacity": 900, "minimum": 10}],
        stocks=[
            {"site": "east", "product": "board", "opening": 4, "cover_days": 10, "maximum": 300, "cost": 1, "minimum": 1}
        ],
        modes=[{"mode": "air", "cost_per_tonne_km": 0.01, "emissions": 0.5}],
        lanes=[
            {"origin": "tsmc", "destination": "east", "mode": "air", "days": 0, "distance": 500, "product": "board"},
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
            {"rule": "carbon", "measure": "carbon", "activity": "ship", "limit": 100000, "price": 0.01, "periods": "cumulative"},
            {"rule": "one_site_more", "measure": "sites", "activity": "open", "where": "status = 'candidate'", "limit": 1},
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
        baseline=[{"activity": "buy", "site": "tsmc", "product": "board", "value": 250, "tolerance": 2, "period": "2025"}],
    )
