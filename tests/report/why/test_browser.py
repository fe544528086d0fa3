"""The page of an explanation in a real browser: no request, no error, every chart drawn, three widths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.report.browser import WIDTHS, narrow_to, needs_chromium, on_screen, open_page, shapes, tooltip

from reshore.report.page import write_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from reshore.insight.result import WhyResult
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

pytestmark = needs_chromium

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
    """Open the page."""
    path = tmp_path_factory.mktemp("page") / "why.html"
    write_report(plan, model, path, why=[explained, traded])
    with open_page(path) as page:
        yield page


def test_every_chart_is_drawn_and_nothing_fetched(opened: Page) -> None:
    """The page asks for itself alone and reports no error."""
    drawn = shapes(opened)
    assert {*CHARTS} <= drawn.keys()
    assert min(drawn[key] for key in CHARTS) > 3
    assert opened.problems == []
    assert len(opened.requests) == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_page(opened: Page, width: int) -> None:
    """Charts shrink with the page."""
    assert narrow_to(opened, width, "near-matrix") <= width


def test_signs_of_the_matrix(opened: Page) -> None:
    """What a design adds and drops stands in its cell."""
    on_screen(opened)
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
    on_screen(opened)
    chart = opened.locator("#regrets-bars")
    chart.scroll_into_view_if_needed()
    bars = [bar.bounding_box() for bar in chart.locator("svg path[fill='#332288']").all()]
    bar = max(bars, key=lambda box: box["width"])
    opened.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    assert "without it: 6.0 to 13.0 USD million" in tooltip(opened, "regrets-bars")
