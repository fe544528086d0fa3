"""A chain of two stages by hand: chips of two countries meet at a hub, boards are made of them and sold.

By hand, in one period of a year: 75 chips are bought in Taiwan and 25 in Korea at 10 each, and all go through
a hub in the United States to Mexico. There 2 chips make a board, worth 50; 48 good ones of 50 take all of the
chips. 40 boards are sold in the United States, 6 in France; 2 are in stock at the end.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from reshore.plan.frames import FRAMES
from reshore.tables import schema
from reshore.tables.model import Model

if TYPE_CHECKING:
    from reshore.plan.plan import Plan


def filled(frame: pl.DataFrame, records: list[dict[str, Any]]) -> pl.DataFrame:
    """Return a frame with these rows; numbers and flags that a row leaves out are 0, texts are empty."""
    blank = {
        name: 0.0 if dtype.is_numeric() else "" if dtype == pl.String else None
        for name, dtype in frame.schema.items()
    }
    return pl.DataFrame([blank | record for record in records], schema=frame.schema)


@pytest.fixture
def chain_model() -> Model:
    """Return the tables that the flow of value reads."""
    records: dict[str, list[dict[str, Any]]] = {
        "periods": [{"period": "2025", "start": date(2025, 1, 1), "months": 12}],
        "products": [
            {"product": "chip", "family": "silicon", "value": 10.0},
            {"product": "board", "name": "Board", "family": None, "value": 50.0},
        ],
        "boms": [{"product": "board", "variant": "base", "component": "chip", "quantity": 2.0}],
    }
    empty = {name: table.empty() for name, table in schema.tables().items()}
    written = {name: filled(empty[name], rows) for name, rows in records.items()}
    return Model(
        "chain", {**empty, **written}, {"currency": "kUSD", "discount_rate": 0.08, "base_date": None}
    )


@pytest.fixture
def chain_plan(make_plan) -> Plan:
    """Return the plan."""

    def moved(origin: str, destination: str, product: str, units: float) -> dict[str, Any]:
        return {"origin": origin, "destination": destination, "product": product, "units": units}

    year = {"period": "2025"}
    records: dict[str, list[dict[str, Any]]] = {
        "periods": [{"period": "2025", "start": date(2025, 1, 1), "months": 12}],
        "purchases": [
            {"site": "tsm", "country": "TWN", "product": "chip", "units": 75.0},
            {"site": "skh", "country": "KOR", "product": "chip", "units": 25.0},
        ],
        "shipments": [
            moved("tsm", "hub", "chip", 75.0),
            moved("skh", "hub", "chip", 25.0),
            moved("hub", "gdl", "chip", 100.0),
            moved("gdl", "us", "board", 40.0),
            moved("gdl", "fr", "board", 6.0),
        ],
        "production": [
            {"site": "gdl", "country": "MEX", "product": "board", "variant": "base", "units": 48.0}
            | {"gross": 50.0, "value": 2400.0, "value_added": 1440.0},
        ],
        "service": [
            {"market": "us", "country": "USA", "product": "board", "demand": 40.0, "served": 40.0},
            {
                "market": "fr",
                "country": "FRA",
                "product": "board",
                "demand": 9.0,
                "served": 6.0,
                "short": 3.0,
            },
        ],
        "stock": [{"site": "gdl", "product": "board", "units": 2.0}],
    }
    frames = {
        name: filled(spec.empty(), [year | record for record in records.get(name, ())])
        if name in records and name != "periods"
        else spec.empty()
        for name, spec in FRAMES.items()
    }
    return make_plan(frames={**frames, "periods": filled(FRAMES["periods"].empty(), records["periods"])})
