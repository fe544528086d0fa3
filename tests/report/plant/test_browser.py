"""The page of a plant in a real browser: no request, no error, every chart drawn, three widths and paper."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from reshore.report.plant.page import write_plant_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from reshore.factory.plan.result import PlantResult
    from reshore.tables.model import Model

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PAPER = {"width": 703, "height": 1016}
"""A4 without its margins, in pixels."""


@pytest.fixture(scope="module")
def opened(
    tmp_path_factory: pytest.TempPathFactory, plant: PlantResult, plant_model: Model
) -> Iterator[Page]:
    """Open the page, its errors and requests kept on it as `problems` and `requests`."""
    path = tmp_path_factory.mktemp("page") / "plant.html"
    write_plant_report(plant, plant_model, path)
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        page.problems, page.requests = [], []
        page.on("console", lambda message: page.problems.append(message.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("request", lambda request: page.requests.append(request.url))
        page.goto(path.as_uri())
        yield page
        chromium.close()


@pytest.fixture(autouse=True)
def on_screen(opened: Page) -> None:
    """Begin each test at laptop width, on a screen."""
    opened.emulate_media(media="screen")
    opened.set_viewport_size({"width": 1280, "height": 900})
    opened.evaluate("window.dispatchEvent(new Event('afterprint'))")


def test_every_chart_is_drawn_and_nothing_fetched(opened: Page) -> None:
    """The page asks for itself alone and reports no error."""
    drawn = opened.evaluate(
        "[...document.querySelectorAll('.chart')].map(one => one.querySelectorAll('svg path').length)"
    )
    assert len(drawn) == 17
    assert min(drawn) > 3
    assert opened.problems == []
    assert len(opened.requests) == 1


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_nothing_is_wider_than_the_page(opened: Page, width: int) -> None:
    """Charts shrink with the page; the floor scrolls where its letters would be too small."""
    opened.set_viewport_size({"width": width, "height": 900})
    opened.wait_for_function(
        "width => document.querySelector('#balance-1 svg').clientWidth <= width", arg=width
    )
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
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
    opened.wait_for_timeout(150)
    shown = chart.inner_text()
    assert "1.30 hours of Build and cable" in shown
    assert "1 hour a visit, 1.10 visits a good unit" in shown
    opened.mouse.move(0, 0)


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
    opened.emulate_media(media="print")
    opened.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    figures = opened.evaluate(
        "[...document.querySelectorAll('figure')].map(one => one.getBoundingClientRect().toJSON())"
    )
    assert len(figures) == 18
    assert max(figure["height"] for figure in figures) < PAPER["height"]
    assert max(figure["right"] for figure in figures) <= PAPER["width"]
    assert opened.locator("nav").is_hidden()
