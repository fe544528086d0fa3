"""The power of the week against the budget, and what pools have and are used for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.report.plant.plants import said, series

from reshore.report.plant import power

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.report.plant.view import PlantView


def test_profile(plant_view: PlantView) -> None:
    """Every hour is drawn in the unit of the axis; one of which nothing is known is left open."""
    (drawn,) = power.section(plant_view).charts
    mean, peak = (series(drawn.option, name)["data"] for name in ("Mean", "Peak"))
    assert (len(mean), mean[167], peak[167]) == (168, None, None)
    assert (mean[0]["value"], mean[6]["value"], peak[6]["value"]) == (0.7, 1.0, 1.19)
    assert drawn.option["yAxis"]["name"] == "MW"
    assert drawn.label.replace("\N{NO-BREAK SPACE}", " ") == (
        "Power by hour of the week: its peak is 1.19 MW, the busiest hour takes 1 MW, and 1.20 MW are to be"
        " had"
    )


def test_budget(plant_view: PlantView, make_view: Callable[..., PlantView]) -> None:
    """It is a line in sight; without one there is none."""
    (drawn,) = power.section(plant_view).charts
    budget = series(drawn.option, "There is, 1.20\N{NO-BREAK SPACE}MW")
    assert budget["markLine"]["data"] == [{"yAxis": 1.2}]
    assert drawn.option["yAxis"]["max"] > 1.2
    building = {"length": 60.0, "width": 26.0, "aisle": 4.0, "power": None, "cooling": None}
    (free,) = power.section(make_view(facts={"building": building})).charts
    assert [one["name"] for one in free.option["series"]] == ["Peak", "Mean"]
    assert "to be had" not in free.label


def test_pools(plant_view: PlantView) -> None:
    """People are counted, power is in its unit, and what has no limit says so."""
    text = said(power.section(plant_view).body)
    assert "Operators 9 20 720 7 2.10 7" in text
    assert "Power 1.08 MW 900 kW 1.08 MW" in text
    assert "Cooling no limit 880 kW 1.08 MW" in text
    assert "40 hours a week and 10% absence" in text


def test_days(plant_view: PlantView) -> None:
    """A day has the mean of its hours and their highest peak."""
    text = said(power.section(plant_view).body)
    assert "Mon 900 kW 1.19 MW" in text
    assert "Sun 909 kW 1.19 MW" in text
