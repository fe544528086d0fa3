"""The stress test of the plan that the other tests of reports use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.risk.results import exposed, result

from reshore.report.stress.view import StressView

if TYPE_CHECKING:
    from reshore.report.view import View
    from reshore.risk.result import StressResult


@pytest.fixture(scope="session")
def stressed() -> StressResult:
    """Return a stress test with hazards."""
    return result()


@pytest.fixture(scope="session")
def bare() -> StressResult:
    """Return a stress test without hazards."""
    return result(frames=exposed(), options={"ttr": 30.0, "sets": []})


@pytest.fixture(scope="session")
def stress_view(view: View, stressed: StressResult) -> StressView:
    """Return it beside its plan."""
    return StressView(view, stressed)


@pytest.fixture(scope="session")
def bare_view(view: View, bare: StressResult) -> StressView:
    """Return that without hazards beside its plan."""
    return StressView(view, bare)
