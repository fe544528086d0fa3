"""How a plant was found: plants tried, options and facts by names that people know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.report.plant.plants import said

from reshore.report.plant import facts

if TYPE_CHECKING:
    from reshore.report.plant.view import PlantView


def test_section(plant_view: PlantView) -> None:
    """Each plant that was tried is told with what it lacked and what was added."""
    text = said(facts.section(plant_view).body)
    assert "2 plants were sized and simulated for it." in text
    assert "1 40 37.1 36.80 to 37.40 stations Burn in 1 more station" in text
    assert "Components made here board" in text
    assert "Warm-up, hours 168" in text
    assert "length 60, width 26, aisle 4, power 1200, cooling none" in text
