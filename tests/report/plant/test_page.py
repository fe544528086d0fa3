"""The page of a plant: its sections in order, safe names, charts that have their place and their words."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from tests.report.plant.plants import frames, result

from reshore.report.plant.page import render_plant_report, write_plant_report

if TYPE_CHECKING:
    from pathlib import Path

    from reshore.factory.plan.result import PlantResult
    from reshore.tables.model import Model

NASTY = "</script><script>window.hacked=1</script>{b}"
SECTIONS = [
    *("plant", "limits", "balance", "floor", "flow", "use", "power", "costs", "ramp", "sweeps", "rows"),
    *("assumptions", "found"),
]


def keys(page: str) -> list[str]:
    """Return the sections of a page."""
    return re.findall(r'<section id="([a-z]+)">', page)


def charts(page: str) -> dict[str, Any]:
    """Return the charts of a page."""
    return dict(json.loads(re.search(r'id="charts">(.*?)</script>', page, re.DOTALL)[1])["charts"])


def test_sections_in_order(plant: PlantResult, plant_model: Model) -> None:
    """The verdict comes first; every section has its line in the contents; the page is always the same."""
    page = render_plant_report(plant, plant_model)
    assert keys(page) == SECTIONS
    assert re.findall(r'<li><a href="#([a-z]+)">', page) == SECTIONS
    assert "<h1>NVL72 rack at Guadalajara</h1>" in page
    assert "building Hall, base case, money in USD" in page
    assert render_plant_report(plant, plant_model) == page


def test_every_chart_has_its_place_and_its_words(plant: PlantResult, plant_model: Model) -> None:
    """Who doesn't see a chart is told what it shows."""
    page = render_plant_report(plant, plant_model)
    places = re.findall(r'<div id="([a-z0-9_-]+)" class="chart"[^>]*role="img" aria-label="([^"]+)"', page)
    assert [key for key, _ in places] == list(charts(page))
    assert all(len(words) > 30 for _, words in places)
    assert len({key for key, _ in places}) == 17


def test_what_is_not_there_is_left_out(plant_model: Model) -> None:
    """A plant that was not swept and has no ramp has no such sections."""
    bare = frames(sweep=[], ramp=[(0, 1.0)], series=[])
    page = render_plant_report(result(frames=bare), plant_model)
    assert keys(page) == [key for key in SECTIONS if key not in {"sweeps", "ramp", "flow"}]


@pytest.mark.parametrize("column", ["task", "station"])
def test_names_cannot_break_out(column: str, plant_model: Model) -> None:
    """Names of tasks, kinds, products and sites are text, whatever they are."""
    nasty = frames()
    nasty["tasks"] = nasty["tasks"].with_columns(pl.lit(NASTY).alias(column))
    nasty["stations"] = nasty["stations"].with_columns(
        tasks=pl.lit(NASTY.replace(" ", "_")), station=pl.lit(NASTY)
    )
    nasty["costs"] = nasty["costs"].with_columns(item=pl.lit(NASTY))
    nasty["changes"] = nasty["changes"].with_columns(change=pl.lit(NASTY))
    nasty["sweep"] = nasty["sweep"].with_columns(value=pl.lit(NASTY))
    model = plant_model.with_frames(
        products=plant_model["products"].with_columns(name=pl.lit(NASTY)),
        sites=plant_model["sites"].with_columns(name=pl.lit(NASTY)),
        buildings=plant_model["buildings"].with_columns(note=pl.lit(NASTY)),
    )
    page = render_plant_report(result(frames=nasty), model)
    assert "<script>window.hacked" not in page
    assert page.count("<script") == 3


def test_a_file(plant: PlantResult, plant_model: Model, tmp_path: Path) -> None:
    """It is written whole, and small enough to be sent."""
    path = tmp_path / "plant.html"
    write_plant_report(plant, plant_model, path)
    assert path.read_text(encoding="utf-8").endswith("</html>\n")
    assert path.stat().st_size < 3e6
