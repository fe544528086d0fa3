"""Plans written by hand for a few countries with borders between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.audit.trade.network import SETTINGS
from tests.audit.trade.network import tables as network_tables
from tests.audit.trade.world import SITES, tables

from reshore.audit.audit import TOLERANCE
from reshore.audit.case import Case
from reshore.audit.findings import Findings
from reshore.footprint.design import design

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model


@pytest.fixture(scope="session")
def trade(make_model: Callable[..., Model]) -> Model:
    """The model."""
    return make_model(**tables())


@pytest.fixture(scope="session")
def case(trade: Model, make_plan: Callable[..., Any]) -> Callable[..., Case]:
    """Return the function that puts frames beside the model."""
    sites = [
        {"site": site, "country": country, "status": "open", "period": period}
        | {"open": True, "started": False, "stopped": False}
        for site, (country, _) in SITES.items()
        for period in ("2025", "2026")
    ]

    def build(model: Model = trade, **frames: list[dict[str, Any]]) -> Case:
        return Case(make_plan(sites=sites, **frames), model)

    return build


@pytest.fixture(scope="session")
def failing(case: Callable[..., Case]) -> Callable[..., dict[str, str]]:
    """Return the function that says which checks fail on frames, each with where."""

    def run(
        check: Callable[[Case, Findings], Any], model: Model | None = None, **frames: Any
    ) -> dict[str, str]:
        findings = Findings(TOLERANCE)
        check(case(**frames) if model is None else case(model, **frames), findings)
        return {found.name: found.where for found in findings.checks if not found.ok}

    return run


@pytest.fixture(scope="session")
def network(make_model: Callable[..., Model]) -> Model:
    """The network for the optimiser."""
    return make_model(name="trade", settings=SETTINGS, **network_tables())


@pytest.fixture(scope="session")
def plan(network: Model) -> Plan:
    """Its best plan, which has passed its audit."""
    return design(network, gap=0.0, threads=1)
