"""A small network and a plan for it, written by hand: racks for three markets, a new site in Mexico."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from reshore.plan.frames import FRAMES
from reshore.plan.plan import Plan, Status
from reshore.report.view import View
from reshore.tables import schema
from reshore.tables.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable

PERIODS = [
    ("2024Q4", date(2024, 10, 1), 3),
    *((f"2025Q{q}", date(2025, 3 * q - 2, 1), 3) for q in (1, 2, 3, 4)),
    *((f"2026Q{q}", date(2026, 3 * q - 2, 1), 3) for q in (1, 2, 3, 4)),
    ("2027", date(2027, 1, 1), 12),
    ("2028", date(2028, 1, 1), 12),
]

SITES = [
    # site, name, role, country, latitude, longitude, status, opens, closes
    ("gdl", "Guadalajara", "plant", "MEX", 20.52, -103.31, "candidate", "2025Q3", None),
    ("jrz", "Ciudad Juárez", "plant", "MEX", 31.69, -106.42, "open", None, None),
    ("hou", "Houston", "plant", "USA", 29.76, -95.37, "candidate", "2026Q1", None),
    ("hsn", "Hsinchu", "plant", "TWN", 24.80, 120.97, "open", None, None),
    ("szx", "Shenzhen", "plant", "CHN", 22.54, 114.06, "open", None, "2027"),
    ("par", "Pardubice", "plant", "CZE", 50.04, 15.78, "open", None, None),
    ("maa", "Chennai", "plant", "IND", 12.97, 79.95, "candidate", None, None),
    ("tsm", "TSMC Tainan", "supplier", "TWN", 23.10, 120.27, "open", None, None),
    ("skh", "SK hynix Icheon", "supplier", "KOR", 37.25, 127.48, "open", None, None),
]

MARKETS = [
    ("us", "US central", "USA", 41.0, -96.0),
    ("fr", "France", "FRA", 48.8, 2.3),
    ("jp", "Japan", "JPN", 35.7, 139.7),
]

SUPPLY = {"us": ("gdl", "jrz", "hou", "hsn"), "fr": ("par", "szx", "gdl"), "jp": ("hsn", "szx")}
DEMAND = {"us": 900.0, "fr": 260.0, "jp": 180.0}
RACK, BOARD, CHIP = 2900.0, 620.0, 30.0
"""Values of a unit, in kUSD."""


def rows(table: str, *records: dict[str, Any]) -> pl.DataFrame:
    """Return a frame of the schema from records; what they leave out takes its default."""
    columns = schema.tables()[table].columns
    text = {column.name: column.default for column in columns if column.default and "=" not in column.default}
    empty = schema.tables()[table].empty()
    values = [{name: record.get(name, text.get(name)) for name in empty.columns} for record in records]
    casts = [
        pl.col(name).cast(dtype) if dtype != pl.Boolean else pl.col(name) == "yes"
        for name, dtype in empty.schema.items()
    ]
    return pl.DataFrame(values, schema=dict.fromkeys(empty.columns), infer_schema_length=None).select(casts)


def build_model(name: str = "servers", **changes: pl.DataFrame) -> Model:
    """Return the model; `changes` replace whole tables."""
    names = {"MEX": "Mexico", "USA": "United States", "TWN": "Taiwan", "CHN": "China", "CZE": "Czechia"}
    names |= {"IND": "India", "KOR": "South Korea", "FRA": "France", "JPN": "Japan"}
    written = {
        "periods": rows("periods", *({"period": p, "start": s, "months": m} for p, s, m in PERIODS)),
        "countries": rows(
            "countries",
            *({"country": code, "name": name, "source": "ilo"} for code, name in names.items()),
        ),
        "sites": rows(
            "sites",
            *(
                {
                    "site": site, "name": name, "role": role, "country": country, "latitude": lat,
                    "longitude": lon, "status": status, "source": "press" if status == "open" else "guess",
                }
                for site, name, role, country, lat, lon, status, _, _ in SITES
            ),
        ),
        "markets": rows(
            "markets",
            *(
                {"market": market, "name": name, "country": country, "latitude": lat, "longitude": lon}
                for market, name, country, lat, lon in MARKETS
            ),
        ),
        "products": rows(
            "products",
            {"product": "rack", "name": "NVL72 rack", "unit": "rack", "value": RACK, "source": "nvidia"},
            {"product": "board", "name": "Compute board", "value": BOARD, "source": "nvidia press"},
            {"product": "chip", "name": "GPU package", "value": CHIP, "source": "guess"},
        ),
        "modes": rows(
            "modes",
            {"mode": "sea", "name": "Sea", "source": "press"},
            {"mode": "air", "name": "Air", "source": "press"},
            {"mode": "road", "name": "Road", "source": "press"},
        ),
        "rules": rows(
            "rules",
            {"rule": "china-cap", "measure": "value_added", "activity": "make", "where": "country = 'CHN'",
             "sense": "<=", "limit": 0.3, "of": "true", "source": "guess"},
            {"rule": "two-sources", "measure": "sources", "activity": "make", "where": "product = 'board'",
             "sense": ">=", "limit": 2, "price": 5000.0, "source": "guess"},
        ),
        "scenarios": rows(
            "scenarios",
            {"scenario": "surge", "table": "demands", "where": "market = 'us'", "column": "quantity",
             "action": "multiply", "value": "1.2"},
        ),
        "sources": rows(
            "sources",
            {"source": "nvidia", "title": "Product sheet", "publisher": "Nvidia", "date": date(2024, 11, 1),
             "address": "https://example.org/nvl72", "grade": "A"},
            {"source": "press", "title": "Trade press", "publisher": "Several", "grade": "B"},
            {"source": "ilo", "title": "Labour cost statistics", "publisher": "ILO", "grade": "A"},
            {"source": "guess", "title": "Our estimate", "grade": "E"},
        ),
    }  # fmt: skip
    frames = {table: spec.empty() for table, spec in schema.tables().items()}
    settings = {
        **{setting.name: None for setting in schema.settings()},
        **{"currency": "kUSD", "discount_rate": 0.08, "objective": "cost"},
    }
    return Model(name, {**frames, **written, **changes}, settings)


def frame(name: str, records: list[tuple[Any, ...]]) -> pl.DataFrame:
    """Return a frame of a plan, its goods not followed."""
    dtypes = FRAMES[name].dtypes
    written = {column: dtype for column, dtype in dtypes.items() if column not in {"provenance", "arrives"}}
    none = {column: pl.lit(None, dtype=dtypes[column]) for column in dtypes.keys() - written.keys()}
    return pl.DataFrame(records, schema=written, orient="row").with_columns(**none).select(list(dtypes))


def _open(site: tuple[Any, ...], at: int) -> bool:
    names = [period for period, _, _ in PERIODS]
    _, _, _, _, _, _, status, opens, closes = site
    if status == "candidate" and (opens is None or at < names.index(opens)):
        return False
    return closes is None or at < names.index(closes)


def _duties() -> dict[str, pl.DataFrame]:
    """Return what racks pay at the border of the United States: Mexican ones nothing, Chinese ones twice."""
    goods = [("MEX+CHN", "MEX", "CHN", "usmca"), ("CHN", "CHN", "CHN", None)]
    blank = dict.fromkeys(FRAMES["provenances"].dtypes) | {"product": "rack", "status": "free"}
    claims = [name for name, dtype in FRAMES["provenances"].dtypes.items() if dtype is pl.Float64]
    blank |= dict.fromkeys(claims, 0.0)
    told = ("provenance", "processed", "goods_origin", "labels")
    provenances = [{**blank, **dict(zip(told, row, strict=True))} for row in goods]
    duties = []
    for period, _, months in PERIODS:
        entry = {"event": "entry", "place": "us", "importer": "USA", "product": "rack", "period": period}
        entry |= {"units": 10.0 * months, "customs_value": RACK, "per_kg": 0.0}
        chinese = {**entry, "lane": "szx-us", "exporter": "CHN", "provenance": "CHN"}
        value = 10.0 * months * RACK
        back = {"event": "drawback", "layer": None, "ad_valorem": None, "per_kg": None}
        duties += [
            {**entry, "lane": "gdl-us", "exporter": "MEX", "provenance": "MEX+CHN", "layer": "mfn"}
            | {"preference": "usmca", "ad_valorem": 0.0, "amount": 0.0},
            {**chinese, "layer": "mfn", "ad_valorem": 0.02, "amount": 0.02 * value},
            {**chinese, "layer": "s301", "ad_valorem": 0.25, "amount": 0.25 * value},
            {**chinese, **back, "exporter": None, "units": 1.0, "amount": -0.27 * RACK},
        ]
    found = {"duties": duties, "provenances": provenances}
    return {name: pl.DataFrame(rows, schema=dict(FRAMES[name].dtypes)) for name, rows in found.items()}


def build_plan(name: str = "servers", scenario: str = "", **changes: Any) -> Plan:
    """Return the plan; `changes` replace attributes."""
    country = {site[0]: site[3] for site in SITES} | {market: where for market, _, where, _, _ in MARKETS}
    kinds = ["production", "shipments", "service", "capacity", "sites", "costs", "rules", "purchases"]
    found: dict[str, list[tuple[Any, ...]]] = {kind: [] for kind in kinds}
    for at, (period, _, months) in enumerate(PERIODS):
        growth = months / 3 * (1 + 0.12 * at)
        running = {site[0] for site in SITES if _open(site, at)}
        factor = 1.08 ** -(0.25 * at)
        for site in SITES:
            place, status, opens, closes = site[0], site[6], site[7], site[8]
            on = place in running
            found["sites"].append((place, site[3], status, period, on, opens == period, closes == period))
            if on and site[2] == "plant":
                added = 2 if opens == period else 3 if (place, period) == ("jrz", "2026Q2") else 0
                found["capacity"].append(
                    (place, site[3], "rack line", period, added, 4.0, 900.0 * months, 700.0 * months)
                )
            if on:
                found["costs"].append(
                    ("site_fixed", place, site[3], None, period, 900.0 * months, 900.0 * months * factor)
                )
        made: dict[str, float] = {}
        for market, quantity in DEMAND.items():
            demand = quantity * growth
            served = demand * (0.96 if market == "fr" and at > 8 else 1.0)
            found["service"].append(
                (market, country[market], "rack", "commercial", period, demand, served, demand - served)
            )
            makers = [site for site in SUPPLY[market] if site in running]
            for i, site in enumerate(makers):
                units = served * (i + 1) / sum(range(1, len(makers) + 1))
                made[site] = made.get(site, 0.0) + units
                mode = (
                    "road"
                    if {site, market} in ({"gdl", "us"}, {"jrz", "us"}, {"hou", "us"}, {"par", "fr"})
                    else "sea"
                )
                found["shipments"].append(
                    (f"{site}-{market}", site, market, mode, "rack", period, units, 1360 * units, 90 * units)
                )
        for site, units in made.items():
            found["production"].append(
                ("rack", site, country[site], "rack", "server", "", "rack line", period, units, units * 1.02,
                 30 * units, 60 * units, 900 * units, 400 * units, RACK * units, (RACK - BOARD) * units)
            )  # fmt: skip
            found["shipments"].append(
                (f"tsm-{site}", "tsm", site, "air", "chip", period, 72 * units, 43 * units, 300 * units)
            )
            found["shipments"].append(
                (f"skh-{site}", "skh", site, "air", "chip", period, 8 * units, 5 * units, 40 * units)
            )
            if site != "hsn":
                found["shipments"].append(
                    (f"hsn-{site}", "hsn", site, "air", "board", period, units, 36 * units, 250 * units)
                )
            costs = {
                "production": 9.0,
                "labour": 2.5,
                "energy": 0.6,
                "transport": 4.0,
                "transit_capital": 1.1,
                "module": 3.0,
            }
            for cost, rate in costs.items():
                product = None if cost == "module" else "rack"
                found["costs"].append(
                    (cost, site, country[site], product, period, rate * units, rate * units * factor)
                )
        total = sum(made.values())
        found["costs"].append(("purchase", "tsm", "TWN", "chip", period, 1800 * total, 1800 * total * factor))
        found["costs"].append(("purchase", "skh", "KOR", "chip", period, 240 * total, 240 * total * factor))
        found["purchases"].append(("tsm", "TWN", "chip", period, 72 * total))
        china = made.get("szx", 0.0) * (RACK - BOARD)
        found["rules"].append(
            ("china-cap", period, "value_added", china, "<=", 0.3 * total * (RACK - BOARD), 0.0)
        )
        found["rules"].append(
            ("two-sources", period, "sources", 1.0 if at == 3 else 2.0, ">=", 2.0, 1.0 if at == 3 else 0.0)
        )
    frames = {
        kind: frame(kind, found[kind]) if kind in found else spec.empty() for kind, spec in FRAMES.items()
    }
    frames |= {"periods": frame("periods", PERIODS), **_duties()}
    objective = frames["costs"]["present_value"].sum()
    attributes = {
        "model_name": name,
        "scenario": scenario,
        "currency": "kUSD",
        "status": Status.OPTIMAL,
        "raw_status": "kOptimal",
        "objective": objective,
        "bound": objective * 0.9968,
        "gap": 0.0032,
        "seconds": 21.4,
        "frames": frames,
        "facts": {"rows": 20411, "columns": 31877, "options": {"gap": 0.005, "threads": 2}},
        "audit": {"ok": True, "checks": 41, "worst": "balance 3.1e-10", "objective_difference": 0.0021},
    }
    return Plan(**{**attributes, **changes})


@pytest.fixture(scope="session")
def model() -> Model:
    return build_model()


@pytest.fixture(scope="session")
def make_plan() -> Callable[..., Plan]:
    """Makes the plan with some attributes replaced."""
    return build_plan


@pytest.fixture(scope="session")
def plan() -> Plan:
    return build_plan()


@pytest.fixture(scope="session")
def view(plan: Plan, model: Model) -> View:
    return View.of(plan, model)
