"""Bars of what servers' time goes to add up to all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.report.plant.plants import said

from reshore.report.plant import use

if TYPE_CHECKING:
    from reshore.report.plant.view import PlantView


def test_shares_add_up(plant_view: PlantView) -> None:
    """Each bar is as long as all time."""
    for drawn in use.section(plant_view).charts:
        for at in range(len(drawn.option["yAxis"]["data"])):
            parts = (one["data"][at]["value"] for one in drawn.option["series"])
            assert sum(parts) == pytest.approx(100.0)


def test_groups_stand_with_their_product(plant_view: PlantView) -> None:
    """A chart has the groups of one product, and only shares that are there."""
    racks, boards = use.section(plant_view).charts
    assert boards.option["yAxis"]["data"] == ["Place"]
    assert [one["name"] for one in boards.option["series"]] == ["Working", "Blocked", "Closed"]
    assert len(racks.option["series"]) == 8


def test_words(plant_view: PlantView) -> None:
    """The bottleneck is named, and its shares are told."""
    section = use.section(plant_view)
    assert "The bottleneck is Burn in: it has the largest share" in section.body
    assert section.charts[0].label.endswith(
        "the busiest is Burn in: working 85%, down 5%, blocked 1%, starved 2%, no power 7%"
    )
    assert "Burn in 85.0% 1.0% 2.0% 5.0% 7.0% 90.0%" in said(section.body)
