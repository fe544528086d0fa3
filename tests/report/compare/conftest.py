"""Plans to compare: that of the other reports, one under a scenario without a new site, and a dear one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.report.compare.plans import late_plan, sound_model
from tests.report.conftest import build_plan

from reshore.report.compare.view import CompareView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model


@pytest.fixture(scope="session")
def model() -> Model:
    """Return the model."""
    return sound_model()


@pytest.fixture(scope="session")
def plan() -> Plan:
    """Return the plan of the base case."""
    return build_plan()


@pytest.fixture(scope="session")
def late(plan: Plan) -> Plan:
    """Return the plan under the scenario."""
    return late_plan(plan)


@pytest.fixture(scope="session")
def dear(plan: Plan) -> Plan:
    """Return a plan of the base case that costs a little more than another."""
    return build_plan(objective=plan.objective * 1.001, facts={**plan.facts, "rows": 20000})


@pytest.fixture(scope="session")
def two(plan: Plan, late: Plan, model: Model) -> Mapping[str, tuple[Plan, Model]]:
    """Return two plans by run."""
    return {"servers-base-1": (plan, model), "servers-late-2": (late, model)}


@pytest.fixture(scope="session")
def three(plan: Plan, late: Plan, dear: Plan, model: Model) -> Mapping[str, tuple[Plan, Model]]:
    """Return three plans by run, two of the same case."""
    return {"servers-base-1": (plan, model), "servers-late-2": (late, model), "servers-base-3": (dear, model)}


@pytest.fixture(scope="session")
def compared(two: Mapping[str, tuple[Plan, Model]]) -> CompareView:
    """Return the view of two plans."""
    return CompareView.of(two)
