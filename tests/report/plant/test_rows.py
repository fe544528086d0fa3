"""Rows for design are shown as they are, their units beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.report.plant.plants import said

from reshore.report.plant import rows

if TYPE_CHECKING:
    from reshore.report.plant.view import PlantView


def test_section(plant_view: PlantView) -> None:
    """Columns that are empty are left out."""
    text = said(rows.section(plant_view).body)
    assert "Rows of resources" in text
    assert "hours_per_year hour/unit/year 4174.3" in text
    assert "repack no" in text
    assert "asset_life" not in text
