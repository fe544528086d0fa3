"""The balance chart stacks tasks up to the hours that stations are planned for, beside takt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.report.plant.plants import PRODUCTS, frames, said, series

from reshore.report.plant import balance

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.report.plant.view import PlantView


def test_a_chart_a_product(plant_view: PlantView) -> None:
    """Each has its groups in the order of the line, with how many stations there are."""
    section = balance.section(plant_view)
    assert [one.key for one in section.charts] == ["balance-1", "balance-2"]
    assert section.charts[0].option["yAxis"]["data"] == [
        "2 \N{MULTIPLICATION SIGN} Build and cable",
        "3 \N{MULTIPLICATION SIGN} Burn in",
        "Check",
        "Pack",
    ]
    assert "Stations of Compute board as a table" in section.body


def test_bars_share_the_hours_of_parallel_stations(plant_view: PlantView) -> None:
    """Two stations share 5.1 and 2.6 hours; those of all groups add up to the hours of the tasks."""
    option = balance.section(plant_view).charts[0].option
    bars = [one for one in option["series"] if one["type"] == "bar"]
    build = [one["data"][0]["value"] for one in bars if one["data"][0]]
    assert build == [2.55, 1.3]
    copies = [2, 3, 1, 1]
    total = sum(
        cell["value"] * copies[at] for one in bars for at, cell in enumerate(one["data"]) if cell is not None
    )
    assert total == pytest.approx(5.1 + 2.6 + 12.3 + 2.3 + 1.2)


def test_takt(plant_view: PlantView) -> None:
    """It stands where it is, in sight, and in the words for those who don't see it."""
    (drawn, _) = balance.section(plant_view).charts
    line = series(drawn.option, "Takt, 4.20 hours")
    assert line["markLine"]["data"] == [{"xAxis": 4.2}]
    assert drawn.option["xAxis"]["max"] == 5.0
    assert drawn.label.startswith("Time of a unit at 4 groups of stations against a takt of 4.20 hours")
    assert drawn.label.endswith("the fullest is Burn in with 4.10 hours")


def test_short_takt_is_in_minutes(make_view: Callable[..., PlantView]) -> None:
    """Axis, bars and takt are all in minutes."""
    quick = [(*row[:3], 0.5, *row[4:]) for row in PRODUCTS]
    option = balance.section(make_view(frames=frames(products=quick))).charts[0].option
    assert option["xAxis"]["name"] == "minutes a unit"
    assert series(option, "Takt, 30 minutes")["markLine"]["data"] == [{"xAxis": 30.0}]
    assert next(one for one in option["series"] if one["type"] == "bar")["data"][0]["value"] == 153.0


def test_tables(plant_view: PlantView) -> None:
    """Servers stand beside stations only where they differ, and batches where there are any."""
    text = said(balance.section(plant_view).body)
    assert "Servers" in text
    assert "Batch" not in text
    assert "no limit" in text
    assert "Burn in Burn in 30 1.10 12.3 90.0% Build 2" in text
