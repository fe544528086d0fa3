"""Sweeps are drawn at their values, told in words, and by what one more of the unit changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.report.plant.plants import SWEEP, frames, said

from reshore.report.plant import sweeps

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.report.plant.view import PlantView
    from reshore.report.section import Section

KEYS = ["throughput", "lead_mean", "peak_power", "unit_cost"]


def swept(make_view: Callable[..., PlantView], rows: list[tuple[Any, ...]]) -> Section:
    """Return the section of a plant with those rows."""
    section = sweeps.section(make_view(frames=frames(sweep=rows)))
    assert section is not None
    return section


def test_four_charts(plant_view: PlantView) -> None:
    """Throughput, lead time, power and cost stand at their values; what isn't known isn't drawn."""
    section = sweeps.section(plant_view)
    assert section is not None
    assert [one.key for one in section.charts] == [f"sweep-1-{key}" for key in KEYS]
    points = [[point["value"] for point in one.option["series"][0]["data"]] for one in section.charts]
    assert points[0] == [[24.0, 40.0], [48.0, 39.9], [168.0, 21.0]]
    assert points[1] == [[24.0, 50.0], [48.0, 74.0]]
    assert points[2] == [[24.0, 0.9], [48.0, 1.19], [168.0, 1.2]]
    axis = section.charts[0].option["xAxis"]
    assert (axis["name"], axis["min"], axis["max"]) == ("hours", 24.0, 168.0)
    assert axis["axisLabel"]["customValues"] == [24.0, 48.0, 168.0]
    assert section.charts[1].label.endswith("where task = 'burn_in': 50 at 24, 74 at 48")


def test_words(plant_view: PlantView) -> None:
    """From the first to the last, and what binds."""
    text = said(sweeps.section(plant_view).body)
    assert "Hours of routings where task = 'burn_in'" in text
    assert "From 24 to 168, throughput goes from 40 to 21 units a week. What binds:" in text
    assert "nothing at 24, nothing at 48, power and floor at 168" in text


def test_same_bound(make_view: Callable[..., PlantView]) -> None:
    """What binds at all values is told once, and costs where both are known."""
    text = said(swept(make_view, [(*row[:12], "power", *row[13:]) for row in SWEEP[:2]]).body)
    assert "cost of a unit from USD 1.05 thousand to USD 1.18 thousand. What binds throughout: power." in text


def test_what_one_more_changes(plant_view: PlantView) -> None:
    """An hour more from 24 to 48 takes away 0.1 / 24 units a week and costs 130 / 24 more."""
    text = said(sweeps.section(plant_view).body)
    minus = "\N{MINUS SIGN}"
    assert "What each hour more changes" in text
    assert f"24 48 {minus}0.00417 +5.42" in text
    assert text.endswith(f"48 168 {minus}0.158")


def test_table(plant_view: PlantView) -> None:
    """Throughput has its interval, and its change from the first value another."""
    text = said(sweeps.section(plant_view).body)
    minus = "\N{MINUS SIGN}"
    assert f"48 39.9 39.70 to 40.10 {minus}0.10 {minus}0.30 to 0.10 74 1.19 MW 9 52 1.18" in text
    assert "168 21 20.80 to 21.20" in text


def test_values_in_any_order(make_view: Callable[..., PlantView]) -> None:
    """They are drawn by size; changes stay those from the first that was asked for."""
    section = swept(make_view, [SWEEP[1], SWEEP[0]])
    points = section.charts[0].option["series"][0]["data"]
    assert [point["value"][0] for point in points] == [24.0, 48.0]
    assert "from 48" in section.body


def test_values_that_are_no_numbers(make_view: Callable[..., PlantView]) -> None:
    """They stand side by side, and nothing is said of one more."""
    words = [
        (*row[:1], value, *row[2:]) for row, value in zip(SWEEP, ("uniform(1, 2)", "3", "4"), strict=True)
    ]
    section = swept(make_view, words)
    assert section.charts[0].option["xAxis"]["data"] == ["uniform(1, 2)", "3", "4"]
    assert "more changes" not in section.body


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("power of buildings", "kW"),
        ("power and cooling of buildings where site = 'gdl of old'", "kW"),
        ("buffer of stations", "unit"),
        ("yield of routings", "share"),
    ],
)
def test_units(name: str, unit: str) -> None:
    """They are the schema's."""
    assert sweeps.unit_of(name) == unit


def test_none_asked_for(make_view: Callable[..., PlantView]) -> None:
    """Without sweeps there is no such section."""
    assert sweeps.section(make_view(frames=frames(sweep=[]))) is None
