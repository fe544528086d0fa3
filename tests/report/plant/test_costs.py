"""Costs by kind and item add up to what a year and a unit cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.report.plant.plants import COSTS, PRODUCTS, frames, said

from reshore.report.plant import costs

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.report.plant.view import PlantView


def test_bars(plant_view: PlantView) -> None:
    """A bar a kind, in the unit of the axis, with its share."""
    (drawn,) = costs.section(plant_view).charts
    bars = drawn.option["series"][0]["data"]
    assert drawn.option["yAxis"]["data"] == ["Stations", "Areas", "Floor", "People", "Energy"]
    assert sum(bar["value"] for bar in bars) == pytest.approx(2.46)
    assert bars[3]["label"]["formatter"] == "49%"
    assert "people USD\N{NO-BREAK SPACE}1.20 million" in drawn.label


def test_totals(plant_view: PlantView) -> None:
    """Kinds and items sum up to the same."""
    text = said(costs.section(plant_view).body)
    assert text.count("Total 3.58 2.46 1,182") == 2
    assert "Stations Burn in 3.00 0.45 216" in text


def test_nothing_made(make_view: Callable[..., PlantView]) -> None:
    """A unit costs nothing that can be told."""
    none = frames(products=[(*row[:8], 0.0, 0.0, 0.0, *row[11:]) for row in PRODUCTS])
    none["costs"] = none["costs"].with_columns(unit_cost=pl.lit(None, pl.Float64))
    text = said(costs.section(make_view(frames=none)).body)
    assert "Total 3.58 2.46" in text
    assert "1,182" not in text


def test_nothing_spent(make_view: Callable[..., PlantView]) -> None:
    """A plant that costs nothing has no shares."""
    free = [(*row[:2], 0.0, 0.0) for row in COSTS]
    made = frames()
    made["costs"] = frames(costs=[(*row, 0.0) for row in free])["costs"]
    bars = costs.section(make_view(frames=made)).charts[0].option["series"][0]["data"]
    assert {bar["label"]["formatter"] for bar in bars} == {""}
