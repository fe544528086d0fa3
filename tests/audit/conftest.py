"""A small network in which everything that an audit checks happens, and its plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from reshore.audit.audit import TOLERANCE
from reshore.audit.case import Case
from reshore.audit.findings import Findings
from reshore.footprint.design import design
from reshore.plan.frames import FRAMES
from reshore.plan.plan import Plan, Status
from reshore.tables import schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.tables.model import Model

PERIODS = {
    "2025H1": ("2025-01-01", 6),
    "2025H2": ("2025-07-01", 6),
    "2026": ("2026-01-01", 12),
    "2027": ("2027-01-01", 12),
}

COUNTRIES = [
    {"country": "USA", "labour_rate": 40, "electricity_price": 0.08, "grid_carbon": 0.4},
    {"country": "MEX", "labour_rate": 9, "electricity_price": 0.1, "grid_carbon": 0.45},
    {"country": "TWN", "labour_rate": 15, "electricity_price": 0.12, "grid_carbon": 0.5},
]

SITES = [
    {
        **{"site": "houston", "country": "USA", "latitude": 29.8, "longitude": -95.4, "group": "own"},
        **{"fixed_cost": 400, "closing_cost": 5000, "throughput": 3000},
    },
    {
        **{"site": "austin", "country": "USA", "latitude": 30.3, "longitude": -97.7, "group": "own"},
        **{"fixed_cost": 9000, "closing_cost": 300, "salvage": 120},
    },
    {
        **{"site": "juarez", "country": "MEX", "latitude": 31.7, "longitude": -106.5, "group": "own"},
        **{"status": "candidate", "fixed_cost": 300, "opening_cost": 2500, "months_to_open": 5},
        **{"first_period": "2025H2", "asset_life": 8},
    },
    {
        **{"site": "taipei", "country": "TWN", "latitude": 25.0, "longitude": 121.5, "role": "supplier"},
    },
]

MARKETS = [
    {"market": "west", "country": "USA", "latitude": 37.4, "longitude": -122.1},
    {"market": "gulf", "country": "MEX", "latitude": 19.2, "longitude": -96.1},
]

PRODUCTS = [
    {"product": "rack", "family": "server", "value": 100, "mass": 120},
    {"product": "tray", "family": "board", "value": 20, "mass": 30, "holding_rate": 0.2},
    {"product": "chip", "family": "part", "value": 6, "mass": 0.5},
    {"product": "sheet", "family": "part", "value": 2, "mass": 20},
]

BOMS = [
    {"product": "rack", "component": "tray", "quantity": 3},
    {"product": "rack", "component": "sheet", "quantity": 2},
    {"product": "rack", "variant": "lean", "component": "tray", "quantity": 3},
    {"product": "tray", "component": "chip", "quantity": 2},
]

PROCESSES = [
    {
        **{"process": "racks houston", "site": "houston", "product": "rack", "resource": "hall"},
        **{"hours_per_unit": 2, "cost_per_unit": 1, "labour_hours": 0.3, "energy": 8, "scrap": "0.02"},
    },
    {
        **{
            "process": "racks austin",
            "site": "austin",
            "product": "rack",
            "resource": "hall",
            "variant": "lean",
        },
        **{"hours_per_unit": 2.5, "cost_per_unit": 2, "labour_hours": 0.4, "energy": 9},
    },
    {
        **{"process": "racks juarez", "site": "juarez", "product": "rack", "resource": "hall", "minimum": 40},
        **{"hours_per_unit": 2, "cost_per_unit": 0.8, "labour_hours": 0.5, "energy": 8},
        **{"scrap": "0:0.1 12:0.02", "rework": "0:0.3 6:0.1 24:0.05"},
    },
    {
        **{"process": "trays houston", "site": "houston", "product": "tray", "resource": "smt"},
        **{"hours_per_unit": 0.5, "cost_per_unit": 0.2, "labour_hours": 0.05, "energy": 1.5},
    },
    {
        **{"process": "trays juarez", "site": "juarez", "product": "tray"},
        **{"cost_per_unit": 0.1, "labour_hours": 0.08, "energy": 1.5, "scrap": "0:0.05 12:0.01"},
    },
]

RESOURCES = [
    {
        **{"site": "houston", "resource": "hall", "installed": 1, "hours_per_year": 700, "module_size": 0.5},
        **{"module_cost": 400, "module_fixed_cost": 30, "months_to_install": 6, "ramp": "0:0.5 9:1"},
        **{"asset_life": 2, "maximum": 3},
    },
    {"site": "houston", "resource": "smt", "installed": 1, "hours_per_year": 4000},
    {
        **{"site": "austin", "resource": "hall", "installed": 1, "hours_per_year": 500, "module_cost": 90},
        **{"module_fixed_cost": 7, "asset_life": 6, "maximum": 2},
    },
    {
        **{"site": "juarez", "resource": "hall", "installed": 1, "hours_per_year": 600, "module_cost": 300},
        **{"module_fixed_cost": 20, "months_to_install": 6, "ramp": "0:0.4 6:0.8 12:1", "maximum": 2},
    },
]

SUPPLIES = [
    {"site": "taipei", "product": "chip", "unit_cost": 5.5, "ownership": "consigned", "minimum": 300},
    {
        **{"site": "taipei", "product": "sheet", "unit_cost": 1.5, "capacity": 4000},
        **{"from": date(2024, 1, 1), "to": date(2027, 10, 1)},
    },
    {
        **{"site": "houston", "product": "sheet", "unit_cost": 3, "capacity": 900, "from": date(2025, 4, 1)},
    },
]

STOCKS = [
    {
        **{"site": "houston", "product": "rack", "opening": 10, "cover_days": 6, "cost": 2, "maximum": 60},
    },
    {"site": "austin", "product": "rack", "opening": 4, "cost": 2},
    {"site": "houston", "product": "chip", "opening": 200, "cover_days": 20, "cost": 0.1},
    {"site": "houston", "product": "sheet", "opening": 150, "minimum": 20, "cost": 0.1},
    {"site": "juarez", "product": "rack", "cover_days": 4, "cost": 1},
    {"site": "west", "product": "rack", "opening": 3, "cover_days": 3, "cost": 4},
]

MODES = [
    {
        "mode": "sea",
        "cost_per_tonne_km": 0.02,
        "speed": 700,
        "days_fixed": 8,
        "emissions": 0.01,
        "detour_factor": 1.3,
    },
    {"mode": "air", "cost_per_kg": 0.4, "speed": 9000, "days_fixed": 2, "emissions": 0.06},
    {
        **{"mode": "road", "cost_per_tonne_km": 0.1, "speed": 600, "days_fixed": 0.5, "emissions": 0.1},
        **{"detour_factor": 1.2, "generate": True, "max_km": 3500},
    },
]

LANES = [
    {
        "origin": "taipei",
        "destination": "houston",
        "mode": "sea",
        "days": 40,
        "border_days": 3,
        "distance": 19000,
    },
    {
        "origin": "taipei",
        "destination": "austin",
        "mode": "sea",
        "days": 41,
        "distance": 19100,
        "family": "part",
    },
    {"origin": "taipei", "destination": "juarez", "mode": "sea", "capacity": 6000, "minimum": 50},
    {
        **{"origin": "taipei", "destination": "juarez", "mode": "air", "product": "chip", "days": 3},
        **{"cost_per_shipment": 20, "shipment_kg": 500, "cost_per_unit": 0.01},
    },
    {
        **{"origin": "houston", "destination": "gulf", "mode": "sea", "family": "server", "days": 250},
        **{"cost_per_kg": 0.001},
    },
]

DEMANDS = [
    {"market": "west", "product": "rack", "period": "2025H1", "quantity": 300, "price": 140},
    {"market": "west", "product": "rack", "period": "2025H2", "quantity": 160, "price": 140},
    {"market": "west", "product": "rack", "quantity": 520, "price": 135, "minimum": 50},
    {
        **{"market": "gulf", "product": "rack", "segment": "sovereign", "quantity": 60, "price": 150},
        **{"single_source": True, "shortage_cost": 260},
    },
]

RULES = [
    {
        **{"rule": "mexican share", "measure": "value", "activity": "make", "where": "country = 'MEX'"},
        **{"sense": ">=", "limit": 0.3, "of": "true", "from": "2026"},
    },
    {
        **{"rule": "carbon", "measure": "carbon", "activity": "ship", "limit": 9000, "price": 0.01},
        **{"periods": "cumulative"},
    },
    {
        **{"rule": "two makers", "measure": "sources", "activity": "make", "where": "product = 'rack'"},
        **{"sense": ">=", "limit": 2, "share": 0.25, "from": "2026"},
    },
    {
        **{"rule": "few routes", "measure": "sources", "activity": "ship", "where": "mode = 'sea'"},
        **{"sense": "<=", "limit": 1},
    },
    {
        **{"rule": "keep houston", "activity": "make", "where": "site = 'houston' and product = 'rack'"},
        **{"sense": ">=", "limit": 0.8, "of": "baseline", "price": 50},
    },
    {"rule": "sites", "measure": "sites", "activity": "open", "where": "role = 'plant'", "limit": 3},
    {
        "rule": "modules",
        "measure": "modules",
        "activity": "build",
        "limit": 3,
        "periods": "cumulative",
        "to": "2026",
    },
    {
        **{"rule": "work", "measure": "labour", "activity": "make", "where": "country = 'USA'"},
        **{"sense": ">=", "limit": 60, "price": 12},
    },
    {
        **{"rule": "austin grows", "measure": "modules", "activity": "build", "where": "site = 'austin'"},
        **{"sense": ">=", "limit": 1, "to": "2025H1"},
    },
    {"rule": "machine hours", "measure": "hours", "activity": "make", "limit": 3000},
    {
        "rule": "air",
        "measure": "mass",
        "activity": "ship",
        "where": "mode = 'air'",
        "limit": 200,
        "price": 0.05,
    },
    {"rule": "unsold", "activity": "short", "limit": 30, "price": 20, "from": "2025H2", "to": "2026"},
    {"rule": "stock", "measure": "value", "activity": "hold", "where": "family = 'part'", "limit": 3500},
    {"rule": "bought in", "activity": "buy", "where": "ownership = 'bought'", "limit": 2200, "price": 3},
    {
        **{
            "rule": "sovereign",
            "activity": "serve",
            "where": "segment = 'sovereign'",
            "sense": "=",
            "limit": 0.12,
        },
        **{"of": "true", "price": 5},
    },
]

BASELINE = [
    {"activity": "make", "site": "houston", "product": "rack", "value": 150},
    {
        "activity": "make",
        "site": "austin",
        "product": "rack",
        "period": "2025H1",
        "value": 30,
        "tolerance": 0.1,
    },
    {
        "activity": "ship",
        "site": "houston",
        "market": "west",
        "product": "rack",
        "period": "2025H1",
        "value": 80,
        "tolerance": 0.4,
    },
    {"activity": "open", "site": "taipei", "value": 1, "tolerance": 0},
]

SERIES = [
    {"table": "products", "key": "tray", "column": "value", "period": "2026", "value": 18},
    {"table": "countries", "key": "MEX", "column": "labour_rate", "period": "2026", "value": 11},
    {"table": "resources", "key": "houston/hall", "column": "module_cost", "period": "2026", "value": 450},
    {"table": "rules", "key": "mexican share", "column": "limit", "period": "2027", "value": 0.4},
    {"table": "stocks", "key": "houston/rack", "column": "cover_days", "period": "2027", "value": 8},
]


def tables() -> dict[str, list[dict[str, Any]]]:
    """All tables of the network; a new copy each time."""
    periods = [
        {"period": name, "start": start, "months": months} for name, (start, months) in PERIODS.items()
    ]
    written = {
        **{
            "periods": periods,
            "countries": COUNTRIES,
            "sites": SITES,
            "markets": MARKETS,
            "products": PRODUCTS,
        },
        **{"boms": BOMS, "processes": PROCESSES, "resources": RESOURCES, "supplies": SUPPLIES},
        **{"stocks": STOCKS, "modes": MODES, "lanes": LANES, "demands": DEMANDS, "rules": RULES},
        **{"baseline": BASELINE, "series": SERIES},
    }
    return {table: [dict(row) for row in rows] for table, rows in written.items()}


SETTINGS = {"discount_rate": 0.09, "base_date": date(2024, 9, 1), "carbon_price": 60, "holding_rate": 0.11}


@pytest.fixture(scope="session")
def network(make_model: Callable[..., Model]) -> Model:
    """The network."""
    return make_model(name="network", settings=SETTINGS, **tables())


@pytest.fixture(scope="session")
def plan(network: Model) -> Plan:
    """A plan for the network: sites open and close, modules are ordered, goods are short, rules are bent."""
    return design(network, gap=0.0, threads=1)


@pytest.fixture(scope="session")
def make_plan() -> Callable[..., Plan]:
    """Return the function that builds a plan from rows a frame; frames not given have no rows."""

    def build(objective: float = 0.0, **rows: list[dict[str, Any]]) -> Plan:
        frames = {
            name: pl.DataFrame(rows.get(name, []), schema=dict(spec.dtypes), orient="row")
            for name, spec in FRAMES.items()
        }
        return Plan(
            **{"model_name": "test", "scenario": "", "currency": "USD", "status": Status.OPTIMAL},
            **{
                "raw_status": "Optimal",
                "objective": objective,
                "bound": objective,
                "gap": 0.0,
                "seconds": 0.0,
            },
            **{"frames": frames, "facts": {}},
        )

    return build


@pytest.fixture(scope="session")
def failures(plan: Plan, network: Model) -> Callable[..., set[str]]:
    """Return the function that says which checks fail once one value of the tables is another.

    The plan was sound for the network, so that it is not for one with a lower limit or another price.
    """

    def run(
        check: Callable[[Case, Findings], Any], table: str, key: str, column: str, value: Any
    ) -> set[str]:
        findings = Findings(TOLERANCE)
        check(Case(plan, changed(network, table, key, column, value)), findings)
        return {found.name for found in findings.checks if not found.ok}

    return run


def changed(model: Model, table: str, key: str, column: str, value: Any) -> Model:
    """The model with one value of the rows whose first keys are `key` another, and no series of it."""
    frame = model[table]
    names = schema.tables()[table].keys
    parts = dict(zip(names, key.split("/"), strict=False))
    hit = pl.all_horizontal(pl.col(name) == part for name, part in parts.items() if part)
    assert frame.filter(hit).height, key
    put = pl.when(hit).then(pl.lit(value, dtype=frame[column].dtype)).otherwise(pl.col(column))
    other = ~((pl.col("table") == table) & (pl.col("column") == column))
    return model.with_frames(
        **{table: frame.with_columns(put.alias(column)), "series": model["series"].filter(other)}
    )
