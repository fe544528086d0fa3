"""The page of a comparison in a real browser: no request, no error, every chart drawn, three widths."""

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

from reshore.report.compare.page import write_compare_report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Page

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

pytestmark = needs_chromium

CHARTS = [
    *("compare-bounds", "compare-costs", "compare-steps", "compare-map"),
    *("compare-footprint", "compare-footprint-1", "compare-footprint-2"),
]


@pytest.fixture(scope="module", params=["two", "three"])
def opened(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    two: Mapping[str, tuple[Plan, Model]],
    three: Mapping[str, tuple[Plan, Model]],
) -> Iterator[Page]:
    """Open the page of two plans, and that of three."""
    path = tmp_path_factory.mktemp("page") / "compared.html"
    write_compare_report({"two": two, "three": three}[request.param], path)
    with open_page(path) as page:
        yield page


def test_every_chart_is_drawn_and_nothing_fetched(opened: Page) -> None:
    """The page asks for itself alone and reports no error."""
    drawn = shapes(opened)
    assert [*drawn] == CHARTS
    assert min(drawn.values()) > 3
    assert opened.problems == []
    assert opened.requests == [opened.url]


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_page(opened: Page, width: int) -> None:
    """Charts shrink with the page, and tables scroll."""
    assert narrow_to(opened, width, "compare-costs") <= width


def test_pointing_at_a_site_tells_who_has_it(opened: Page) -> None:
    """The site that not all plans have has its name on the map, and its plans in the tooltip."""
    on_screen(opened)
    point_beside(opened, "compare-map", "Guadalajara")
    assert "in Base case" in tooltip(opened, "compare-map")
    assert opened.problems == []
