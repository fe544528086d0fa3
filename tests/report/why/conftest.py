"""Explanations of the plan that the other tests of reports use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.insight.results import tradeoff, whole

from reshore.report.why.view import WhyView

if TYPE_CHECKING:
    from reshore.insight.result import WhyResult
    from reshore.report.view import View


@pytest.fixture(scope="session")
def explained() -> WhyResult:
    """Return an explanation with all that can be asked for."""
    return whole()


@pytest.fixture(scope="session")
def traded() -> WhyResult:
    """Return a frontier."""
    return tradeoff()


@pytest.fixture(scope="session")
def why_view(view: View, explained: WhyResult) -> WhyView:
    """Return the explanation beside its plan."""
    return WhyView(view, explained)


@pytest.fixture(scope="session")
def trade_view(view: View, traded: WhyResult) -> WhyView:
    """Return the frontier beside its plan."""
    return WhyView(view, traded)
