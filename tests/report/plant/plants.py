"""A plant written by hand: racks at Guadalajara with their boards, on five groups of stations."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import polars as pl
from tests.report.conftest import build_model
from tests.report.conftest import rows as table

from reshore.factory.plan.frames import FRAMES
from reshore.factory.plan.result import PlantResult

if TYPE_CHECKING:
    from reshore.tables.model import Model

SERIES_BINS, BIN = 110, 8
"""Bins of the simulated time, of so many hours each: five whole weeks and a part of the sixth."""

PRODUCTS = [
    ("rack", "base", 40.0, 4.2, 1.02, 7, 6.0, True, 39.9, 39.62, 40.18, 0.8, 60.0, 58.0, 81.0, 14.2),
    ("board", "base", 41.0, 4.1, 1.0, 1, 1.0, True, 41.2, 41.0, 41.4, 0.0, 3.0, 2.9, 4.2, 0.8),
]
STATIONS = [
    # group, product, number, station, tasks, copies, servers, batch, buffer, hours, visits, open, load,
    # operators, power, cooling, cost
    ("rack/build", "rack", 1, "bench", "build cable", 2, 2, 1, 5, 3.0, 1.1, 80.0, 0.66, 2.0, 1.0, 0.0, 80.0),
    ("rack/burn_in", "rack", 2, "cell", "burn_in", 3, 9, 1, 2, 30.0, 1.1, 168.0, 0.88, 0.0, 120.0, 120.0, 3e3),  # noqa: E501
    ("rack/check", "rack", 3, "bench", "check", 1, 1, 1, None, 1.0, 1.0, 80.0, 0.5, 1.0, 1.0, 0.0, 40.0),
    ("rack/pack", "rack", 4, "dock_bench", "pack", 1, 1, 1, 5, 0.5, 1.0, 80.0, 0.25, 1.0, 1.0, 0.0, 40.0),
    ("board/place", "board", 1, "bench", "place", 1, 1, 1, 5, 1.2, 1.0, 80.0, 0.62, 1.0, 9.0, 0.0, 400.0),
]  # fmt: skip
TASKS = [
    ("rack", "build", "rack/build", "bench", 2.0, 1.1, 5.1, 1.0, None, 3),
    ("rack", "cable", "rack/build", "bench", 1.0, 1.1, 2.6, 1.0, None, 3),
    ("rack", "burn_in", "rack/burn_in", "cell", 30.0, 1.1, 12.3, 0.9, "build", 2),
    ("rack", "check", "rack/check", "bench", 1.0, 1.0, 2.3, 1.0, None, 3),
    ("rack", "pack", "rack/pack", "dock_bench", 0.5, 1.0, 1.2, 1.0, None, 3),
    ("board", "place", "board/place", "bench", 1.2, 1.0, 2.8, 1.0, None, 3),
]
SHARES = [
    # working, blocked, starved, down, no_power, no_operator, changeover, closed, load
    ("rack/build", 0.31, 0.09, 0.05, 0.0, 0.0, 0.03, 0.0, 0.52, 0.646),
    ("rack/burn_in", 0.85, 0.01, 0.02, 0.05, 0.07, 0.0, 0.0, 0.0, 0.9),
    ("rack/check", 0.24, 0.0, 0.23, 0.0, 0.0, 0.0, 0.01, 0.52, 0.521),
    ("rack/pack", 0.12, 0.0, 0.36, 0.0, 0.0, 0.0, 0.0, 0.52, 0.25),
    ("board/place", 0.3, 0.18, 0.0, 0.0, 0.0, 0.0, 0.0, 0.52, 0.625),
]
POOLS = [
    ("operators", "people", 7.0, 2.1, 7.0, 9, 720.0, 20.0),
    ("power", "power", 1080.0, 900.0, 1080.0, None, None, None),
    ("cooling", "cooling", None, 880.0, 1080.0, None, None, None),
]
LIMITS = [
    ("floor", "m", 52.0, 60.0, 8.0, False),
    ("power", "kW", 1150.0, 1200.0, 50.0, False),
    ("cooling", "kW", 1080.0, None, None, False),
    ("people", "person", 9.0, None, None, False),
]
COSTS = [
    ("stations", "rack/build", 80.0, 12.0),
    ("stations", "rack/burn_in", 3000.0, 450.0),
    ("stations", "board/place", 480.0, 70.0),
    ("areas", "store", 20.0, 3.0),
    ("floor", "hall", 0.0, 60.0),
    ("people", "operators", 0.0, 1200.0),
    ("energy", "idle", 0.0, 25.0),
    ("energy", "working", 0.0, 640.0),
]
BLOCKS = [
    ("rack/build", "rack/build", "bench", "station", "rack/build", "rack", 2, 0, 0.0, 8.0, 6.0),
    ("rack/burn_in", "rack/burn_in", "cell", "station", "rack/burn_in", "rack", 3, 1, 0.0, 24.0, 9.0),
    ("rack/check", "rack/check", "bench", "station", "rack/check", "rack", 1, 0, 8.0, 4.0, 6.0),
    ("rack/pack", "rack/pack", "dock_bench", "station", "rack/pack", "rack", 1, 0, 12.0, 5.0, 5.0),
    ("board/place", "board/place", "bench", "station", "board/place", "board", 1, 1, 24.0, 6.0, 6.0),
    ("store", "store", "store", "store", None, None, 1, 0, 17.0, 35.0, 10.0),
]
FLOWS = [
    (None, "store", 60000.0, 10.0, 600000.0),
    ("store", "rack/build", 52000.0, 30.5, 1586000.0),
    ("rack/build", "rack/burn_in", 60000.0, 12.0, 720000.0),
    ("rack/burn_in", "rack/pack", 56000.0, 6.5, 364000.0),
    ("rack/pack", None, 56000.0, 40.0, 2240000.0),
]
CHANGES = [
    (1, 40.0, 37.1, 36.8, 37.4, "stations", "rack/burn_in", "1 more station"),
    (2, 40.0, 39.9, 39.62, 40.18, None, None, None),
]
SWEEP = [
    ("hours of routings where task = 'burn_in'", value, 40.0, made, made - 0.2, made + 0.2, lead, 12.0, kw,
     9.0, 52.0, cost, binds, 3.6e3, made - 40.0, made - 40.2, made - 39.8)
    for value, made, lead, kw, cost, binds in (
        ("24", 40.0, 50.0, 900.0, 1.05, None),
        ("48", 39.9, 74.0, 1190.0, 1.18, None),
        ("168", 21.0, None, 1200.0, None, "power floor"),
    )
]  # fmt: skip


def model() -> Model:
    """Return the model of the other reports with what the plant is made from, and what it isn't."""
    tasks = [("rack", row[1], row[3], "press guess") for row in TASKS if row[0] == "rack"]
    tasks += [("board", "place", "bench", "nvidia"), ("chip", "bake", "oven", "guess")]
    return build_model(
        routings=table(
            "routings",
            *(
                {"product": product, "task": task, "hours": "1", "station": station, "source": source,
                 "note": "range 1 to 4 h"}
                for product, task, station, source in tasks
            ),
        ),
        stations=table(
            "stations",
            {"station": "bench", "length": 4.0, "width": 3.0, "source": "guess", "note": "range 9 to 16 m2"},
            {"station": "cell", "length": 8.0, "width": 9.0, "source": "nvidia", "note": "as built"},
            {"station": "dock_bench", "length": 5.0, "width": 5.0},
            {"station": "oven", "length": 5.0, "width": 5.0, "source": "guess", "note": "range 1 to 99 m2"},
            {"station": "store", "role": "store", "length": 35.0, "width": 10.0, "source": "guess"},
        ),
        buildings=table(
            "buildings",
            {"site": "gdl", "building": "hall", "length": 60.0, "width": 26.0, "source": "press guess",
             "note": "range 40 to 80 m"},
            {"site": "hou", "building": "hall", "length": 99.0, "width": 26.0, "source": "guess"},
        ),
    )  # fmt: skip


def frame(name: str, rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    """Return a frame of a plant."""
    return pl.DataFrame(rows, schema=dict(FRAMES[name].dtypes), orient="row")


def frames(**changes: list[tuple[Any, ...]]) -> dict[str, pl.DataFrame]:
    """Return the frames; rows of those named replace theirs."""
    made = PRODUCTS[0][8] * 8766 / 168
    series = [
        (product, float(BIN * at), inside, output if at % 3 else 0.0)
        for product, inside, output in (("rack", 14.2, 2.85), ("board", 0.8, 2.9))
        for at in range(SERIES_BINS)
    ]
    profile = [(hour, 700.0 + 300 * (hour % 24 in range(6, 22)), 1190.0) for hour in range(167)]
    resource = {"site": "gdl", "resource": "rack_line", "hours_per_year": 4174.3, "module_cost": 3600.0}
    process = {"process": "gdl:rack:base:rack_line", "site": "gdl", "product": "rack", "repack": False}
    written = {
        "products": PRODUCTS,
        "tasks": TASKS,
        "stations": STATIONS,
        "shares": SHARES,
        "pools": POOLS,
        "power": [*profile, (167, None, None)],
        "series": series,
        "blocks": BLOCKS,
        "openings": [("receiving", "dock", 5.0, 1), ("grid", "feed", 30.0, None)],
        "flows": FLOWS,
        "limits": LIMITS,
        "changes": CHANGES,
        "costs": [(*row, row[3] / made) for row in COSTS],
        "ramp": [(0, 0.6), (1, 0.8), (2, 0.92), (3, 1.0)],
        "sweep": SWEEP,
        **changes,
    }
    rows = {"resources": resource, "processes": process, "sources": {"source": "plant_gdl", "grade": "D"}}
    own = {
        name: pl.DataFrame([{**dict.fromkeys(FRAMES[name].dtypes), **row}], dict(FRAMES[name].dtypes))
        for name, row in rows.items()
    }
    return {**{name: frame(name, made) for name, made in written.items()}, **own}


def result(**changes: Any) -> PlantResult:
    """Return the plant; `changes` replace attributes, and entries of options and facts."""
    options = {
        "with": ["board"],
        "sweep": ["routings: task = 'burn_in': hours: 24, 48, 168"],
        "rate": "40/week",
        "release": "takt",
        "people": None,
        "load": 0.9,
        "learning": 0.85,
        "mature": None,
        "absence": 0.1,
        **changes.pop("options", {}),
    }
    facts = {
        "reached": True,
        "binds": [],
        "bottleneck": "rack/burn_in",
        "building": {"length": 60.0, "width": 26.0, "aisle": 4.0, "power": 1200.0, "cooling": None},
        "floor": {"length": 52.0, "area": 1352.0},
        "warm_up": 168.0,
        "hours": 672.0,
        "replications": 12,
        "settled": True,
        "precise": True,
        "versions": {"reshore": "0.1.0"},
        **changes.pop("facts", {}),
    }
    attributes: dict[str, Any] = {
        "model_name": "servers",
        "scenario": "",
        "site": "gdl",
        "building": "hall",
        "product": "rack",
        "currency": "kUSD",
        "frames": frames(),
    }
    return PlantResult(**{**attributes, **changes}, options=options, facts=facts)


def series(option: Any, name: str) -> Any:
    """Return the series of a chart's option of that name."""
    return next(one for one in option["series"] if one["name"] == name)


def said(markup: str) -> str:
    """Return the text of a section, its parts and words one space apart."""
    text = unescape(re.sub(r"</?(?:b|strong|a)\b[^>]*>", "", markup))
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())
