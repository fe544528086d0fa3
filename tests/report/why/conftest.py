"""Explanations of the plan that the other tests of reports use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.insight.results import COST, tradeoff, whole
from tests.report.conftest import build_plan

from reshore.report.view import View
from reshore.report.why.view import WhyView

if TYPE_CHECKING:
    from reshore.insight.result import WhyResult
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model


@pytest.fixture(scope="session")
def plan() -> Plan:
    """Return the plan at the cost that explanations are of."""
    return build_plan(objective=COST[1], bound=COST[0])


@pytest.fixture(scope="session")
def view(plan: Plan, model: Model) -> View:
    """Return it beside its model; a view of its own, since that of the other reports may be there already."""
    return View.of(plan, model)


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
