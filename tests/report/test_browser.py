"""The page in a real browser: no request, no error, every chart drawn, hover, zoom, print, three widths."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from reshore.report.page import write_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHARTS = [
    *(
        "map-world",
        "value-flow",
        "timeline-sites",
        "footprint-time",
        "target-1",
        "costs-kind",
        "costs-country",
        "duty-layers",
    ),
    "assumptions-grade",
]

SCROLLED = {"value-flow"}
"""Charts that scroll sideways in a frame of their own on a phone."""


@pytest.fixture(scope="module")
def address(tmp_path_factory, plan, model) -> str:
    path = tmp_path_factory.mktemp("page") / "report.html"
    write_report(plan, model, path)
    return path.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def loaded(browser, address) -> Page:
    """The page, its errors and requests kept on it as `problems` and `requests`."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.problems, page.requests = [], []
    page.on("console", lambda message: page.problems.append(message.text))
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("request", lambda request: page.requests.append(request.url))
    page.goto(address)
    return page


@pytest.fixture
def opened(loaded) -> Iterator[Page]:
    """The page at laptop width, on a screen; no test leaves a problem behind."""
    loaded.emulate_media(media="screen", reduced_motion="reduce")
    loaded.set_viewport_size({"width": 1280, "height": 900})
    loaded.evaluate("window.dispatchEvent(new Event('afterprint'))")
    loaded.mouse.move(0, 0)
    yield loaded
    assert loaded.problems == []


def tooltip(page: Page, key: str) -> str:
    """Text of the tooltip that a chart shows; empty where it shows none."""
    return page.evaluate(
        """key => [...document.getElementById(key).querySelectorAll('div')]
            .filter(div => div.style.zIndex === '9999999' && div.style.visibility !== 'hidden')
            .map(div => div.innerText).join('')""",
        key,
    )


def shapes(page: Page, key: str) -> int:
    return page.evaluate("key => document.querySelectorAll(`#${key} svg path`).length", key)


def test_no_request_no_error_and_every_chart_drawn(opened, address):
    assert opened.requests == [address]
    assert {key: shapes(opened, key) > 5 for key in CHARTS} == dict.fromkeys(CHARTS, True)


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_nothing_is_wider_than_the_page(opened, width):
    opened.set_viewport_size({"width": width, "height": 900})
    opened.wait_for_function(
        "width => document.querySelector('#map-world svg').clientWidth <= width", arg=width
    )

    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    for key in CHARTS:
        box = opened.locator(f"#{key}").bounding_box()
        drawn = opened.locator(f"#{key} svg").bounding_box()
        assert box["width"] == pytest.approx(drawn["width"], abs=1)
        assert box["x"] + box["width"] <= width or key in SCROLLED


def test_pointing_at_a_site_names_it(opened):
    chart = opened.locator("#map-world")
    chart.scroll_into_view_if_needed()
    label = chart.locator("svg text", has_text="Guadalajara").first.bounding_box()
    opened.mouse.move(label["x"] - 14, label["y"] + label["height"] / 2)
    opened.wait_for_timeout(150)

    assert "Guadalajara" in tooltip(opened, "map-world")
    assert "Mexico: opens 2025Q3" in tooltip(opened, "map-world")


def test_pointing_at_a_bar_tells_its_share(opened):
    chart = opened.locator("#footprint-time")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    opened.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 60)
    opened.wait_for_timeout(150)

    assert "Taiwan, 2025Q4" in tooltip(opened, "footprint-time") or "2026" in tooltip(
        opened, "footprint-time"
    )


def test_zoom_makes_the_map_larger_and_back(opened):
    country = "() => document.querySelector('#map-world svg path').getBoundingClientRect().width"
    before = opened.evaluate(country)
    opened.locator("[data-zoom=in]").click()
    opened.wait_for_timeout(150)
    assert opened.evaluate(country) == pytest.approx(1.6 * before, rel=0.02)

    opened.locator("[data-zoom=reset]").click()
    opened.wait_for_timeout(150)
    assert opened.evaluate(country) == pytest.approx(before, rel=0.02)


def test_hidden_costs_appear_on_a_click_in_the_legend(opened):
    before = shapes(opened, "costs-country")
    opened.locator("#costs-country svg text", has_text="Purchased materials").click()
    opened.wait_for_timeout(150)

    assert shapes(opened, "costs-country") > before


def test_charts_fit_the_paper(opened):
    opened.emulate_media(media="print")
    opened.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    widths = opened.evaluate(
        "() => [...document.querySelectorAll('.chart svg')].map(svg => svg.getBoundingClientRect().width)"
    )

    assert set(widths) == {690}
    assert opened.locator("nav").is_hidden()


def test_names_are_text_in_the_browser_too(browser, tmp_path, plan, model):
    nasty = "</script><img src=x onerror=window.hacked=1>"
    sites = model["sites"].with_columns(name=model["sites"]["site"] + nasty)
    path = tmp_path / "nasty.html"
    write_report(plan, model.with_frames(sites=sites), path)
    page = browser.new_page()
    page.goto(path.as_uri())
    page.locator("#map-world svg circle, #map-world svg path").last.hover(force=True)

    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 0
    page.close()
