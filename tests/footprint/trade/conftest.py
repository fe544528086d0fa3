"""A small world of trade: four countries, two blocs, a rack, two years; and its duty by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from reshore.footprint.prepare.clock import Clock
from reshore.footprint.trade.tariff import CROSSING, Tariff

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.tables.model import Model

WORLD: dict[str, Any] = {
    "settings": {"discount_rate": 0},
    "periods": [
        {"period": "2025", "start": "2025-01-01", "months": 12},
        {"period": "2026", "start": "2026-01-01", "months": 12},
    ],
    "countries": [{"country": name} for name in ("CHN", "DEU", "MEX", "USA")],
    "blocs": [
        {"bloc": "north", "country": "MEX", "kind": "agreement"},
        {"bloc": "north", "country": "USA", "kind": "agreement"},
        {"bloc": "west", "country": "DEU"},
        {"bloc": "west", "country": "USA"},
    ],
    "products": [
        {"product": "rack", "value": 100, "mass": 10, "hs_code": "847150"},
        {"product": "board", "value": 40, "mass": 1, "hs_code": "847330"},
        {"product": "crate"},
    ],
}
"""Countries, blocs and products of the tests; the crate has no HS code."""

RACK: dict[str, Any] = {
    "classified": "rack",
    "product": "rack",
    "goods_origin": "CHN",
    "labels": [],
    "exporter": "MEX",
    "importer": "USA",
    "segment": None,
    "period": "2025",
}
"""A rack of Chinese origin that crosses from Mexico into the United States in 2025."""


@pytest.fixture(scope="session")
def world(make_model: Callable[..., Model]) -> Callable[..., Model]:
    """Return the function that builds a model of the small world, tables replaced."""

    def build(**tables: Any) -> Model:
        return make_model(**{**WORLD, **tables})

    return build


@pytest.fixture(scope="session")
def tariff(world: Callable[..., Model]) -> Callable[..., Tariff]:
    """Return the function that reads the tariff of the small world from rows of `duties`, tables replaced."""

    def read(*duties: dict[str, Any], **tables: Any) -> Tariff:
        rows = [{"layer": "mfn", **row} for row in duties]
        model = world(duties=rows, **tables)
        return Tariff.of(model, Clock.of(model))

    return read


@pytest.fixture(scope="session")
def crossings() -> Callable[..., pl.DataFrame]:
    """Return the function that makes a frame of crossings, each said by how it differs from `RACK`."""

    def frame(*changes: dict[str, Any]) -> pl.DataFrame:
        types = {name: pl.List(pl.String) if name == "labels" else pl.String for name in CROSSING}
        return pl.DataFrame([{**RACK, **change} for change in changes], schema=types)

    return frame


@pytest.fixture(scope="session")
def duty(crossings: Callable[..., pl.DataFrame]) -> Callable[..., dict[str, float]]:
    """Return the function that gives the ad valorem rates of one crossing by layer."""

    def rates(tariff: Tariff, **change: Any) -> dict[str, float]:
        charged = tariff.charged(crossings(change))
        assert charged["layer"].is_unique().all()
        return {
            layer: pytest.approx(rate) for layer, rate in charged.select("layer", "ad_valorem").iter_rows()
        }

    return rates
