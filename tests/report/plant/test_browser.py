"""The page of a plant in a real browser: no request, no error, every chart drawn, three widths and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.report.browser import (
    WIDTHS,
    narrow_to,
    needs_chromium,
    on_paper,
    on_screen,
    open_page,
    shapes,
    tooltip,
)

from reshore.report.plant.page import write_plant_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from reshore.factory.plan.result import PlantResult
    from reshore.tables.model import Model

pytestmark = needs_chromium

PAPER = {"width": 703, "height": 1016}
"""A4 without its margins, in pixels."""


@pytest.fixture(scope="module")
def loaded(
    tmp_path_factory: pytest.TempPathFactory, plant: PlantResult, plant_model: Model
) -> Iterator[Page]:
    """Open the page."""
    path = tmp_path_factory.mktemp("page") / "plant.html"
    write_plant_report(plant, plant_model, path)
    with open_page(path) as page:
        yield page


@pytest.fixture
def opened(loaded: Page) -> Page:
    """Return the page at laptop width, on a screen."""
    on_screen(loaded)
    return loaded


def test_every_chart_is_drawn_and_nothing_fetched(opened: Page) -> None:
    """The page asks for itself alone and reports no error."""
    drawn = shapes(opened)
    assert len(drawn) == 17
    assert min(drawn.values()) > 3
    assert opened.problems == []
    assert len(opened.requests) == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_page(opened: Page, width: int) -> None:
    """Charts shrink with the page; the floor scrolls where its letters would be too small."""
    assert narrow_to(opened, width, "balance-1") <= width
    floor = opened.locator("#floor svg").first.bounding_box()
    assert floor["width"] == pytest.approx(900) if width == 390 else floor["width"] <= width


def test_takt_stands_where_it_is(opened: Page) -> None:
    """Takt is a line at 4.1 hours of the axis."""
    wanted, lines = opened.evaluate(
        """() => {
            const chart = echarts.getInstanceByDom(document.getElementById("balance-2"));
            const dark = `path[stroke="#1c2733"][stroke-width="2"]`;
            const lines = document.querySelectorAll(`#balance-2 svg ${dark}`);
            return [chart.convertToPixel({ xAxisIndex: 0 }, 4.1), [...lines].map(line => line.getBBox().x)];
        }"""
    )
    assert any(line == pytest.approx(wanted, abs=1) for line in lines)


def test_pointing_at_a_task_tells_its_hours(opened: Page) -> None:
    """The tooltip has its share of the stations, and its hours and visits."""
    chart = opened.locator("#balance-1")
    chart.scroll_into_view_if_needed()
    label = chart.get_by_text("Cable", exact=True).bounding_box()
    opened.mouse.move(label["x"] + 2, label["y"] + label["height"] / 2)
    shown = tooltip(opened, "balance-1")
    assert "1.30 hours of Build and cable" in shown
    assert "1 hour a visit, 1.10 visits a good unit" in shown


def test_floor_is_to_scale(opened: Page) -> None:
    """Blocks are as long beside each other in pixels as in metres."""
    widths = opened.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("#floor svg rect")]
            .filter(rect => rect.querySelector("title"))
            .map(rect => [rect.querySelector("title").textContent, rect.getBoundingClientRect().width]))"""
    )
    store, cells = (
        next(wide for name, wide in widths.items() if name.startswith(start)) for start in ("Store", "Burn")
    )
    assert store / cells == pytest.approx(35 / 24, rel=0.01)


def test_charts_fit_the_paper(opened: Page) -> None:
    """No figure is wider or higher than a sheet, so that none is cut."""
    opened.set_viewport_size(PAPER)
    on_paper(opened)
    figures = opened.evaluate(
        "[...document.querySelectorAll('figure')].map(one => one.getBoundingClientRect().toJSON())"
    )
    assert len(figures) == 18
    assert max(figure["height"] for figure in figures) < PAPER["height"]
    assert max(figure["right"] for figure in figures) <= PAPER["width"]
    assert opened.locator("nav").is_hidden()
