"""The page of a stress test in a real browser: no request, no error, every chart drawn, three widths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.report.browser import (
    WIDTHS,
    narrow_to,
    needs_chromium,
    on_screen,
    open_page,
    point_beside,
    shapes,
    tooltip,
)

from reshore.report.stress.page import write_stress_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from reshore.plan.plan import Plan
    from reshore.risk.result import StressResult
    from reshore.tables.model import Model

pytestmark = needs_chromium

CHARTS = [
    *("exposed-world", "exposure-spend", "survival-matrix", "hazards-matrix", "hazards-tornado"),
    *("service-commercial", "service-sovereign", "losses-exceedance", "assumptions-grade"),
]


@pytest.fixture(scope="module")
def opened(
    tmp_path_factory: pytest.TempPathFactory, stressed: StressResult, plan: Plan, model: Model
) -> Iterator[Page]:
    """Open the page."""
    path = tmp_path_factory.mktemp("page") / "stress.html"
    write_stress_report(stressed, plan, model, path)
    with open_page(path) as page:
        yield page


def test_every_chart_is_drawn_and_nothing_fetched(opened: Page) -> None:
    """The page asks for itself alone and reports no error."""
    drawn = shapes(opened)
    assert [*drawn] == CHARTS
    assert min(drawn.values()) > 3
    assert opened.problems == []
    assert len(opened.requests) == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_page(opened: Page, width: int) -> None:
    """Charts shrink with the page."""
    assert narrow_to(opened, width, "exposed-world") <= width


def test_cells_of_the_matrix_tell_their_number(opened: Page) -> None:
    """The count stands in the cell."""
    on_screen(opened)
    texts = opened.locator("#survival-matrix svg text").all_text_contents()
    assert sorted(text for text in texts if text in {"1", "2"}) == ["1"] * 6 + ["2"] * 3


def test_pointing_at_a_bubble_names_the_set(opened: Page) -> None:
    """The tooltip has impact, spend and times."""
    on_screen(opened)
    point_beside(opened, "exposure-spend", "TSMC Tainan")
    assert "recovers in 180 days, survived 12 days" in tooltip(opened, "exposure-spend")
