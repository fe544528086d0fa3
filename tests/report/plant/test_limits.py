"""What is needed of what there is, and what lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.report.plant.plants import LIMITS, SHARES, frames, said, series

from reshore.report.plant import limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.report.plant.view import PlantView


def test_shares_of_what_there_is(plant_view: PlantView) -> None:
    """Only what is limited is drawn; the table has all."""
    section = limits.section(plant_view)
    (drawn,) = section.charts
    assert drawn.option["yAxis"]["data"] == ["Floor", "Power"]
    assert [bar["value"] for bar in series(drawn.option, limits.FREE)["data"]] == [86.667, 95.833]
    assert drawn.label == "Share that the plant needs of what there is: floor 87%, power 96%"
    text = said(section.body)
    assert "Power 1.15 MW 1.20 MW 50 kW 96% 1.19 MW" in text
    assert "Cooling 1.08 MW no limit 1.08 MW" in text
    assert "People 9 people no limit" in text


def test_what_binds_stands_out(make_view: Callable[..., PlantView]) -> None:
    """It has a colour of its own, and what lacks is told."""
    lacking = [("floor", "m", 75.0, 60.0, -15.0, True), *LIMITS[1:]]
    section = limits.section(make_view(frames=frames(limits=lacking), facts={"binds": ["floor"]}))
    option = section.charts[0].option
    assert [bar and bar["value"] for bar in series(option, limits.BINDS)["data"]] == [125.0, None]
    assert option["xAxis"]["max"] == 150.0
    assert "Floor 75 m 60 m lacks 15 m 125% binds" in said(section.body)


def test_no_limit(make_view: Callable[..., PlantView]) -> None:
    """Then nothing is drawn."""
    free = [(*row[:3], None, None, False) for row in LIMITS]
    assert limits.section(make_view(frames=frames(limits=free))).charts == ()


def test_waits(plant_view: PlantView, make_view: Callable[..., PlantView]) -> None:
    """Who waits longest is told, and nothing where nobody does."""
    assert limits.waits(plant_view) == [
        "Burn in waits longest for power or cooling, 7.0% of its time.",
        "Build and cable waits longest for people, 3.0% of its time.",
    ]
    idle = [(row[0], *row[1:5], 0.0, 0.0, *row[7:]) for row in SHARES]
    assert limits.waits(make_view(frames=frames(shares=idle))) == []
