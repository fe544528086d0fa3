"""The charts of a small plan's page as pictures, drawn once for all tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reshore.report.page import plan_page
from reshore.report.pictures.draw import draw

if TYPE_CHECKING:
    from reshore.plan.plan import Plan
    from reshore.report.pictures.draw import Picture
    from reshore.report.shell import Page
    from reshore.tables.model import Model

WIDTH = 900


@pytest.fixture(scope="session")
def page(plan: Plan, model: Model) -> Page:
    """Return the page of the plan."""
    return plan_page(plan, model)


@pytest.fixture(scope="session")
def pictures(page: Page) -> dict[str, Picture]:
    """Return the pictures of its charts by key."""
    pytest.importorskip("quickjs")
    return {picture.key: picture for picture in draw(page, WIDTH)}
