"""Sections on a plan for many futures in a real browser: every chart drawn, no error, three widths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.report.browser import WIDTHS, narrow_to, needs_chromium, open_page

from reshore.report.page import write_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from reshore.report.robust.view import RobustView

pytestmark = needs_chromium

CHARTS = ["futures-strip", "futures-other-0", "futures-worth-intervals", "futures-use-range"]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, named: RobustView) -> Iterator[Page]:
    """Open the page."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    write_report(named.view.plan, named.view.model, path, robust=named.result)
    with open_page(path) as page:
        yield page


def test_every_chart_is_drawn_and_nothing_fetched(opened: Page) -> None:
    """The page asks for itself alone and reports no error; futures stand before what is of one of them."""
    shapes = "key => document.querySelectorAll(`#${key} svg path`).length"
    assert {key: opened.evaluate(shapes, key) > 3 for key in CHARTS} == dict.fromkeys(CHARTS, True)
    assert opened.problems == []
    assert len(opened.requests) == 1
    order = opened.evaluate("[...document.querySelectorAll('section[id]')].map(one => one.id)")
    assert order[:3] == ["verdict", "futures", "futures-decided"]


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_page(opened: Page, width: int) -> None:
    """Charts shrink with the page."""
    assert narrow_to(opened, width, CHARTS[0]) <= width
