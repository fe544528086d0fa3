"""The page of an explanation in a real browser: no request, no error, every chart drawn, three widths."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from reshore.report.page import write_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from reshore.insight.result import WhyResult
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
CHARTS = [
    *("near-matrix", "regrets-bars", "drivers-bars", "cells-tornado", "regions-map"),
    "frontier-curve2",
]


@pytest.fixture(scope="module")
def opened(
    tmp_path_factory: pytest.TempPathFactory,
    explained: WhyResult,
    traded: WhyResult,
    plan: Plan,
    model: Model,
) -> Iterator[Page]:
    """Open the page, its errors and requests kept on it as `problems` and `requests`."""
    path = tmp_path_factory.mktemp("page") / "why.html"
    write_report(plan, model, path, why=[explained, traded])
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
        "width => document.querySelector('#near-matrix svg').clientWidth <= width", arg=width
    )
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_signs_of_the_matrix(opened: Page) -> None:
    """What a design adds and drops stands in its cell."""
    opened.set_viewport_size({"width": 1280, "height": 900})
    texts = opened.locator("#near-matrix svg text").all_text_contents()
    assert (
        sorted(text for text in texts if text in {"+", "\N{MINUS SIGN}"})
        == ["+"] * 2 + ["\N{MINUS SIGN}"] * 2
    )


def test_whiskers_are_drawn(opened: Page) -> None:
    """Three lines an interval, one of them along it."""
    dark = "() => document.querySelectorAll('#drivers-bars svg path[stroke=\"#1c2733\"]').length"
    assert opened.evaluate(dark) == 6


def test_pointing_at_a_bar_tells_its_interval(opened: Page) -> None:
    """The tooltip has the site and what doing without it costs."""
    chart = opened.locator("#regrets-bars")
    chart.scroll_into_view_if_needed()
    bars = [bar.bounding_box() for bar in chart.locator("svg path[fill='#332288']").all()]
    bar = max(bars, key=lambda box: box["width"])
    opened.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    opened.wait_for_timeout(150)
    assert "without it: 6.0 to 13.0 USD million" in chart.inner_text()
