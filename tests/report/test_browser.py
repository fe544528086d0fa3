"""The page in a real browser: no request, no error, every chart drawn, hover, zoom, print, three widths."""

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
    point_beside,
    shapes,
    tooltip,
)

from reshore.report.page import write_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = needs_chromium

CHARTS = [
    *(
        "map-world",
        "value-flow",
        "timeline-sites",
        "capacity-use",
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
def loaded(tmp_path_factory, plan, model) -> Iterator[Page]:
    path = tmp_path_factory.mktemp("page") / "report.html"
    write_report(plan, model, path)
    with open_page(path) as page:
        yield page


@pytest.fixture
def opened(loaded) -> Iterator[Page]:
    """The page at laptop width, on a screen; no test leaves a problem behind."""
    on_screen(loaded)
    yield loaded
    assert loaded.problems == []


def test_no_request_no_error_and_every_chart_drawn(opened):
    assert opened.requests == [opened.url]
    drawn = shapes(opened)
    assert {*CHARTS} <= drawn.keys()
    assert min(drawn.values()) > 5


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_page(opened, width):
    assert narrow_to(opened, width, "map-world") <= width
    for key in CHARTS:
        box = opened.locator(f"#{key}").bounding_box()
        drawn = opened.locator(f"#{key} svg").bounding_box()
        assert box["width"] == pytest.approx(drawn["width"], abs=1)
        assert box["x"] + box["width"] <= width or key in SCROLLED


def test_pointing_at_a_site_names_it(opened):
    point_beside(opened, "map-world", "Guadalajara")

    assert "Guadalajara" in tooltip(opened, "map-world")
    assert "Mexico: opens 2025Q3" in tooltip(opened, "map-world")


def test_pointing_at_a_bar_tells_its_share(opened):
    chart = opened.locator("#footprint-time")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    opened.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 60)

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
    before = shapes(opened)["costs-country"]
    opened.locator("#costs-country svg text", has_text="Purchased materials").click()
    opened.wait_for_timeout(150)

    assert shapes(opened)["costs-country"] > before


def test_charts_fit_the_paper(opened):
    on_paper(opened)
    widths = opened.evaluate(
        "() => [...document.querySelectorAll('.chart svg')].map(svg => svg.getBoundingClientRect().width)"
    )

    assert set(widths) == {690}
    assert opened.locator("nav").is_hidden()


def test_names_are_text_in_the_browser_too(loaded, tmp_path, plan, model):
    nasty = "</script><img src=x onerror=window.hacked=1>"
    sites = model["sites"].with_columns(name=model["sites"]["site"] + nasty)
    path = tmp_path / "nasty.html"
    write_report(plan, model.with_frames(sites=sites), path)
    page = loaded.context.browser.new_page()
    page.goto(path.as_uri())
    page.locator("#map-world svg circle, #map-world svg path").last.hover(force=True)

    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 0
    page.close()
