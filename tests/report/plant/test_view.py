"""Names of groups tell their tasks, and products where groups would be called the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.report.plant.plants import STATIONS, frames

from reshore.report.plant.view import PlantView, tasks_told

if TYPE_CHECKING:
    from collections.abc import Callable


def test_tasks_are_told() -> None:
    """Two by name, the others by their number."""
    assert tasks_told("power_on burn_in") == "Power on and burn in"
    assert tasks_told("PCB_test") == "PCB test"
    assert tasks_told("a b c d") == "A, b and 2 more"


def test_places(plant_view: PlantView) -> None:
    """Groups, areas and docks have names."""
    places = [plant_view.place(name) for name in ("rack/build", "board/place", "cold_store", None)]
    assert places == ["Build and cable", "Place", "Cold store", "Dock"]


def test_groups_that_would_be_called_the_same(make_view: Callable[..., PlantView]) -> None:
    """The product tells them apart."""
    same = [(*row[:4], "check", *row[5:]) if row[0] == "board/place" else row for row in STATIONS]
    view = make_view(frames=frames(stations=same))
    assert view.place("rack/check") == "Check (NVL72 rack)"
    assert view.place("board/place") == "Check (Compute board)"


def test_one_product_needs_no_name(make_view: Callable[..., PlantView], plant_view: PlantView) -> None:
    """Beside others a product is named."""
    alone = make_view(frames=frames(products=[tuple(plant_view["products"].row(0))]))
    assert (plant_view.beside("board"), alone.beside("rack")) == ("Compute board", "")
