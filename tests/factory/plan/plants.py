"""A small plant: pumps, with a component that may be made in the same building."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.factory.plan.result import PlantResult

WEEKS = 8766 / 168
"""Of a year."""

FIRST = {"routings": "task", "stations": "station", "buildings": "building"}
"""Column that names a row, of tables in which tests change cells."""


def changed(table: str, name: str, **cells: Any) -> dict[str, list[dict[str, Any]]]:
    """Return a table in which cells of the rows of one name are replaced, as `tables` takes it."""
    rows = tables()[table]
    return {table: [row | cells if row[FIRST[table]] == name else row for row in rows]}


def figure(result: PlantResult, name: str) -> float:
    """Return a key figure."""
    return float(result.summary().row(by_predicate=pl.col("figure") == name)[1])


def tables(**changed: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the tables of a plant as `make_model` takes them; those named are replaced."""
    return {
        "settings": {"currency": "kEUR"},
        "periods": [{"period": str(year), "start": f"{year}-01-01", "months": 12} for year in (2026, 2027)],
        "countries": [
            {"country": "CZE", "name": "Czechia", "labour_rate": 0.02, "electricity_price": 0.0001}
        ],
        "sites": [{"site": "brno", "country": "CZE", "latitude": 49.2, "longitude": 16.6}],
        "markets": [{"market": "prague", "country": "CZE", "latitude": 50.1, "longitude": 14.4}],
        "products": [
            {"product": "pump", "value": 1.0, "mass": 40.0},
            {"product": "motor", "value": 0.3, "mass": 15.0},
            {"product": "casing", "value": 0.2, "mass": 20.0},
            {"product": "wire", "value": 0.05, "mass": 1.0},
        ],
        "boms": [
            {"product": "pump", "component": "motor", "quantity": 1.0},
            {"product": "pump", "component": "casing", "quantity": 1.0},
            {"product": "motor", "component": "wire", "quantity": 3.0},
        ],
        "processes": [{"site": "brno", "product": "pump", "resource": "hall", "hours_per_unit": 2.0}],
        "resources": [{"site": "brno", "resource": "hall", "installed": 10.0, "hours_per_year": 4000.0}],
        "supplies": [
            {"site": "brno", "product": product, "unit_cost": cost}
            for product, cost in (("motor", 0.3), ("casing", 0.2), ("wire", 0.05))
        ],
        "modes": [{"mode": "road", "speed": 60.0}],
        "lanes": [
            {"origin": "brno", "destination": "prague", "mode": "road", "days": 1.0, "cost_per_unit": 0.01}
        ],
        "demands": [{"market": "prague", "product": "pump", "quantity": 100_000.0}],
        "routings": [
            {
                "product": "pump",
                "task": "assemble",
                "hours": "triangular(0.2, 0.3, 0.4)",
                "station": "bench",
                "components": "motor",
            },
            {
                "product": "pump",
                "task": "test",
                "predecessors": "assemble",
                "hours": "1",
                "station": "cell",
                "operators": 0.5,
                "power": 20.0,
                "yield": 0.9,
                "rework": "assemble",
                "rework_limit": 2,
            },
            {
                "product": "pump",
                "task": "pack",
                "predecessors": "test",
                "hours": "0.1",
                "station": "bench",
            },
            {
                "product": "motor",
                "task": "wind",
                "hours": "exponential(0.4)",
                "station": "bench",
            },
        ],
        "stations": [
            {
                "station": "bench",
                "length": 3.0,
                "width": 2.0,
                "cost": 20.0,
                "buffer": 5,
                "power": 1.0,
            },
            {
                "station": "cell",
                "length": 4.0,
                "width": 4.0,
                "cost": 200.0,
                "servers": 2,
                "buffer": 4,
                "hours_between_failures": 100.0,
                "hours_to_repair": 4.0,
                "pool": "testers",
                "idle_power": 0.5,
            },
            {
                "station": "receiving",
                "role": "receiving",
                "length": 8.0,
                "width": 6.0,
                "cost": 50.0,
                "idle_power": 5.0,
            },
            {"station": "store", "role": "store", "length": 10.0, "width": 8.0},
            {"station": "shipping", "role": "shipping", "length": 8.0, "width": 6.0, "operators": 2.0},
        ],
        "buildings": [
            {
                "site": "brno",
                "building": "hall",
                "length": 60.0,
                "width": 24.0,
                "aisle": 4.0,
                "docks": "receiving@5:bottom shipping@55:bottom",
                "feeds": "power@30",
                "power": 400.0,
                "vehicle_speed": 50.0,
                "cost": 0.05,
            }
        ],
        "calendars": [
            {
                "calendar": "shifts",
                "shift": name,
                "days": "mon tue wed thu fri",
                "start": start,
                "hours": 8.0,
                "break_minutes": 30.0,
            }
            for name, start in (("early", 6.0), ("late", 14.0))
        ],
        **changed,
    }
