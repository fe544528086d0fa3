"""Throughput and work in process over time, at the rate of a week, with the warm-up marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.report.plant.plants import frames, series

from reshore.report.plant import flow

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.report.plant.view import PlantView


def test_whole_weeks(plant_view: PlantView) -> None:
    """Five weeks of 21 bins are drawn, the part of the sixth isn't; 14 bins of a week have an output."""
    section = flow.section(plant_view)
    assert section is not None
    assert [one.key for one in section.charts] == [
        "flow-output-1",
        "flow-inside-1",
        "flow-output-2",
        "flow-inside-2",
    ]
    points = series(section.charts[0].option, "Throughput, units a week")["data"]
    assert [point["value"] for point in points] == [[week, pytest.approx(39.9)] for week in range(1, 6)]
    inside = series(section.charts[3].option, "Work in process, units")["data"]
    assert {point["value"][1] for point in inside} == {0.8}


def test_days_where_there_are_few_weeks(make_view: Callable[..., PlantView]) -> None:
    """Ten days are drawn as days, at the rate of a week."""
    bins = [(product, 8.0 * at, 3.0, 1.0) for product in ("rack", "board") for at in range(30)]
    section = flow.section(make_view(frames=frames(series=bins)))
    assert section is not None
    points = series(section.charts[0].option, "Throughput, units a week")["data"]
    assert [point["value"] for point in points] == [[day, 21.0] for day in range(1, 11)]
    assert "by day" in section.body


def test_rate_and_warm_up(plant_view: PlantView) -> None:
    """Each product has its own rate; the warm-up of a week is shaded."""
    section = flow.section(plant_view)
    assert section is not None
    for at, rate in ((0, 40.0), (2, 41.0)):
        option = section.charts[at].option
        assert series(option, f"Rate, {rate:g}")["markLine"]["data"] == [{"yAxis": rate}]
        area = option["series"][0]["markArea"]["data"][0]
        assert [end["xAxis"] for end in area] == [0, 1.0]
    assert "The first 7 days are warm-up" in section.body


def test_nothing_simulated(make_view: Callable[..., PlantView]) -> None:
    """There is no such section then."""
    assert flow.section(make_view(frames=frames(series=[]))) is None
