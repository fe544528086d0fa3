from __future__ import annotations

import re

import polars as pl
import pytest
from tests.report.plant.plants import BLOCKS, LIMITS, frames

from reshore.report.plant import floor
from reshore.report.plant.view import PlantView


def test_section(plant_view):
    """The drawing is in the page with its tables, and the text sums up what is carried."""
    section = floor.section(plant_view)
    assert section.body.count("<svg") == 1
    assert "The longer row takes 52 m and leaves 8 m of the building." in section.body
    work, carried = (plant_view["flows"][column].sum() for column in ("work", "kg"))
    assert f"comes to {work / 1e6:.2f} t km a week, {work / carried:.1f} m a move on average" in section.body
    assert section.body.count("<table>") == 2


def test_too_long(make_view):
    """A floor that doesn't fit says by how much."""
    longer = [(*row[:8], 2 * row[8], 2 * row[9], row[10]) for row in BLOCKS]
    view = make_view(frames=frames(blocks=longer))
    assert "is 44 m too long" in floor.section(view).body


def test_shorter_rows(make_view):
    """Where rows could be shorter, that is told."""
    limits = [("floor", "m", 41.0, 60.0, 19.0, False), *LIMITS[1:]]
    body = floor.section(make_view(frames=frames(limits=limits))).body
    assert "Rows as short as they can be would take 41 m" in body


def test_nothing_carried(make_view):
    """Without flows nothing is said of them."""
    assert "carried comes" not in floor.section(make_view(frames=frames(flows=[]))).body


@pytest.mark.parametrize(("length", "width", "abreast"), [(8.0, 3.0, 3), (3.0, 12.0, 3), (8.0, 9.0, 1)])
def test_stations_of_the_model(make_view, length, width, abreast):
    """As many stations stand one behind the other as the model's sizes say, turned if they are too wide."""
    view = make_view()
    stations = view.model["stations"].clear()
    sizes = pl.DataFrame({"station": ["cell"], "length": [length], "width": [width]})
    model = view.model.with_frames(stations=pl.concat([stations, sizes], how="diagonal"))
    drawn = floor.section(PlantView.of(view.result, model)).body
    _, cells = re.findall(r'd="([^"]*)" stroke="[^"]*" stroke-width="0.5"', drawn)
    assert (cells.count("h"), cells.count("v")) == (abreast - 1, 3 // abreast - 1)
