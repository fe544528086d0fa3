"""A model in which every driver has something to write: a supplier, two plants, two markets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.conftest import build_model

if TYPE_CHECKING:
    from reshore.tables.model import Model

AT = {"latitude": 0, "longitude": 0}
TABLES: dict[str, Any] = {
    "settings": {"currency": "kUSD", "carbon_price": 50},
    "periods": [
        {"period": "y1", "start": "2025-01-01", "months": 12},
        {"period": "y2", "start": "2026-01-01", "months": 12},
        {"period": "y3", "start": "2027-01-01", "months": 12},
    ],
    "countries": [
        {"country": "CHN", "labour_rate": 4, "electricity_price": 0.1, "grid_carbon": 0.6},
        {"country": "MEX", "labour_rate": 8, "electricity_price": 0.2, "grid_carbon": 0.4},
        {"country": "USA", "labour_rate": 36, "electricity_price": 0.1, "grid_carbon": 0.3},
    ],
    "sites": [
        {"site": "mine", "country": "CHN", "role": "supplier", "fixed_cost": 9, **AT},
        {"site": "north", "country": "USA", "status": "candidate", "fixed_cost": 30, "opening_cost": 100}
        | AT,
        {"site": "south", "country": "MEX", "status": "candidate", "fixed_cost": 10, "opening_cost": 300}
        | AT,
    ],
    "markets": [{"market": "city", "country": "USA", **AT}, {"market": "town", "country": "MEX", **AT}],
    "products": [
        {"product": "part", "family": "parts", "value": 10, "mass": 2},
        {"product": "chip", "family": "parts", "value": 10, "mass": 0.5},
        {"product": "rack", "value": 100, "mass": 10},
    ],
    "boms": [
        {"product": "rack", "component": "part", "quantity": 2},
        {"product": "rack", "component": "chip", "quantity": 1},
    ],
    "processes": [
        {"site": site, "product": "rack", "resource": "line", "hours_per_unit": 1, "labour_hours": 1}
        for site in ("north", "south")
    ],
    "resources": [
        {"site": "north", "resource": "line", "hours_per_year": 8000, "maximum": 8}
        | {"module_size": 4, "module_cost": 400, "module_fixed_cost": 8},
        {"site": "south", "resource": "line", "hours_per_year": 8000, "maximum": 8}
        | {"module_size": 2, "module_cost": 100, "module_fixed_cost": 4},
        {"site": "mine", "resource": "line", "hours_per_year": 8000, "installed": 1, "module_cost": 7},
    ],
    "supplies": [{"site": "mine", "product": product} for product in ("part", "chip")],
    "modes": [
        {"mode": "sea", "cost_per_tonne_km": 5, "cost_per_kg": 1, "speed": 100, "days_fixed": 2},
        {"mode": "air", "cost_per_kg": 3, "speed": 1000},
    ],
    "lanes": [
        {"lane": "part_n", "origin": "mine", "destination": "north", "mode": "sea", "product": "part"}
        | {"cost_per_shipment": 200, "shipment_kg": 100, "days": 30, "border_days": 2},
        {"lane": "part_s", "origin": "mine", "destination": "south", "mode": "sea", "product": "part"}
        | {"distance": 800},
        {"lane": "chip_n", "origin": "mine", "destination": "north", "mode": "air", "product": "chip"}
        | {"cost_per_unit": 1, "days": 3},
        {"lane": "chip_s", "origin": "mine", "destination": "south", "mode": "air", "product": "chip"}
        | {"cost_per_unit": 1, "cost_per_kg": 2, "days": 3},
        *(
            {"lane": f"{origin}_{market}", "origin": origin, "destination": market, "mode": "sea"}
            | {"product": "rack", "cost_per_unit": cost, "days": days}
            for origin, market, cost, days in (
                ("north", "city", 5, 1),
                ("north", "town", 9, 4),
                ("south", "city", 8, 6),
                ("south", "town", 2, 2),
            )
        ),
    ],
    "demands": [{"market": market, "product": "rack", "quantity": 50} for market in ("city", "town")],
    "duties": [
        {"layer": "mfn", "kind": "base", "importer": "USA", "ad_valorem": 0.03, "per_kg": 0.1},
        {"layer": "mfn", "kind": "base", "importer": "MEX"},
        {"layer": "s301", "importer": "USA", "origin": "CHN", "ad_valorem": 0.25},
    ],
    "rules": [
        {"rule": "two_sources", "measure": "sources", "activity": "make", "sense": ">=", "limit": 1},
        {"rule": "few_sites", "measure": "sites", "activity": "open", "limit": 3},
        {"rule": "not_all_south", "activity": "make", "where": "site = 'south'", "limit": 0.6, "of": "true"},
    ],
    "series": [
        {"table": "countries", "key": "MEX", "column": "labour_rate", "period": "y2", "value": 12},
        {"table": "duties", "key": "s301/USA/CHN////", "column": "ad_valorem", "period": "y2", "value": 0.5},
        {"table": "lanes", "key": "part_n", "column": "cost_per_shipment", "period": "y3", "value": 400},
        {"table": "resources", "key": "south/line", "column": "module_cost", "period": "y2", "value": 140},
        {"table": "rules", "key": "few_sites", "column": "limit", "period": "y2", "value": 4},
    ],
    "scenarios": [
        {"scenario": "dear", "order": 1, "table": "countries", "where": "country = 'MEX'"}
        | {"column": "labour_rate", "action": "multiply", "value": "2"},
        {"scenario": "late", "table": "series", "where": "key = 'part_n'", "column": "value", "value": "500"},
        {"scenario": "green", "table": "settings", "where": "key = 'carbon_price'", "column": "value"}
        | {"value": "90"},
    ],
}


def world(**tables: Any) -> Model:
    """Return it as a model, with other tables if given."""
    return build_model(name="world", **(TABLES | tables))
