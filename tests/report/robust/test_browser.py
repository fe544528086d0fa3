"""Sections on a plan for many futures in a real browser: every chart drawn, no error, three widths."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from reshore.report.page import write_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from reshore.report.robust.view import RobustView

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
CHARTS = ["futures-strip", "futures-other-0", "futures-worth-intervals", "futures-use-range"]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, named: RobustView) -> Iterator[Page]:
    """Open the page, its errors and requests kept on it as `problems` and `requests`."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    write_report(named.view.plan, named.view.model, path, robust=named.result)
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = chromium.new_page(viewport={"width": 1366, "height": 900})
        page.problems, page.requests = [], []
        page.on("console", lambda message: page.problems.append(message.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("request", lambda request: page.requests.append(request.url))
        page.goto(path.as_uri())
        yield page
        chromium.close()


def test_every_chart_is_drawn_and_nothing_fetched(opened: Page) -> None:
    """The page asks for itself alone and reports no error; futures stand before what is of one of them."""
    shapes = "key => document.querySelectorAll(`#${key} svg path`).length"
    assert {key: opened.evaluate(shapes, key) > 3 for key in CHARTS} == dict.fromkeys(CHARTS, True)
    assert opened.problems == []
    assert len(opened.requests) == 1
    order = opened.evaluate("[...document.querySelectorAll('section[id]')].map(one => one.id)")
    assert order[:3] == ["verdict", "futures", "futures-decided"]


@pytest.mark.parametrize("width", [390, 820, 1366])
def test_nothing_is_wider_than_the_page(opened: Page, width: int) -> None:
    """Charts shrink with the page."""
    opened.set_viewport_size({"width": width, "height": 900})
    opened.wait_for_function(
        "width => document.querySelector('#futures-strip svg').clientWidth <= width", arg=width
    )
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
