"""A plant rests on the rows it was made from, and on no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.report.plant.plants import said

from reshore.report.plant import assumptions

if TYPE_CHECKING:
    from reshore.report.plant.view import PlantView


def test_rows_that_it_is_made_from(plant_view: PlantView) -> None:
    """Other buildings, products and kinds of station are left out; areas stand in every plant."""
    made = assumptions.made_from(plant_view)
    assert made["buildings"]["site"].to_list() == ["gdl"]
    assert made["stations"]["station"].to_list() == ["bench", "cell", "dock_bench", "store"]
    assert set(made["routings"]["product"]) == {"rack", "board"}
    assert made["countries"]["country"].to_list() == ["MEX"]
    assert made["lanes"].is_empty()
    assert set(made["sources"]["source"]) == {"nvidia", "press", "guess", "ilo"}


def test_counts(plant_view: PlantView) -> None:
    """Estimates among them are counted as the table of grades counts them."""
    own, rows = assumptions.estimated(plant_view)
    assert (own, rows) == (5 + 2 + 1, 6 + 4 + 1 + 2 + 1)
    text = said(assumptions.section(plant_view).body)
    assert f"The plant is made from {rows} rows. " in text
    assert "57% rest on our own estimates" in text


def test_ranges_of_estimates(plant_view: PlantView) -> None:
    """What is noted beside an estimate is told; notes on what is sourced are not."""
    text = said(assumptions.section(plant_view).body)
    assert "Stations bench guess range 9 to 16 m2" in text
    assert "Buildings gdl, hall press guess range 40 to 80 m" in text
    assert "Routings rack, burn_in press guess range 1 to 4 h" in text
    for other in ("as built", "range 1 to 99 m2", "board, place"):
        assert other not in text
