"""The page of a stress test in a real browser: no request, no error, every chart drawn, three widths."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from reshore.report.stress.page import write_stress_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from reshore.plan.plan import Plan
    from reshore.risk.result import StressResult
    from reshore.tables.model import Model

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
CHARTS = [
    *("exposed-world", "exposure-spend", "survival-matrix", "hazards-matrix", "hazards-tornado"),
    *("service-commercial", "service-sovereign", "losses-exceedance", "assumptions-grade"),
]


@pytest.fixture(scope="module")
def opened(
    tmp_path_factory: pytest.TempPathFactory, stressed: StressResult, plan: Plan, model: Model
) -> Iterator[Page]:
    """Open the page, its errors and requests kept on it as `problems` and `requests`."""
    path = tmp_path_factory.mktemp("page") / "stress.html"
    write_stress_report(stressed, plan, model, path)
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


def test_every_chart_is_drawn_and_nothing_fetched(opened: Page) -> None:
    """The page asks for itself alone and reports no error."""
    shapes = "key => document.querySelectorAll(`#${key} svg path`).length"
    assert {key: opened.evaluate(shapes, key) > 3 for key in CHARTS} == dict.fromkeys(CHARTS, True)
    assert opened.problems == []
    assert len(opened.requests) == 1


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_nothing_is_wider_than_the_page(opened: Page, width: int) -> None:
    """Charts shrink with the page."""
    opened.set_viewport_size({"width": width, "height": 900})
    opened.wait_for_function(
        "width => document.querySelector('#exposed-world svg').clientWidth <= width", arg=width
    )
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_cells_of_the_matrix_tell_their_number(opened: Page) -> None:
    """The count stands in the cell."""
    opened.set_viewport_size({"width": 1280, "height": 900})
    texts = opened.locator("#survival-matrix svg text").all_text_contents()
    assert sorted(text for text in texts if text in {"1", "2"}) == ["1"] * 6 + ["2"] * 3


def test_pointing_at_a_bubble_names_the_set(opened: Page) -> None:
    """The tooltip has impact, spend and times."""
    chart = opened.locator("#exposure-spend")
    chart.scroll_into_view_if_needed()
    label = chart.locator("svg text", has_text="TSMC Tainan").first.bounding_box()
    opened.mouse.move(label["x"] - 14, label["y"] + label["height"] / 2)
    opened.wait_for_timeout(150)
    shown = chart.inner_text()
    assert "recovers in 180 days, survived 12 days" in shown
