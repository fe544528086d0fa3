"""Random small networks with trade cost the same by a second formulation, written from the semantics alone.

The second one follows every product at full resolution and tries every combination of openings and closings.
`RESHORE_TRADE_NETWORKS=1000 pytest tests/footprint/test_second_trade.py` compares as many networks.
"""

from __future__ import annotations

import os
from math import inf
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from tests.footprint.second_customs import AmbiguousError
from tests.footprint.second_trade import Second, TooLargeError
from tests.footprint.trade_networks import CONDITIONS, networks

from reshore.errors import InfeasibleError
from reshore.footprint.design import design

if TYPE_CHECKING:
    from tests.footprint.second_customs import Tables

MANY = int(os.environ.get("RESHORE_TRADE_NETWORKS", "0"))
"""Networks of a long run, drawn anew each time; 0 = the same few of every run."""


def least(model: Any) -> float:
    """Objective of the best plan, audited; infinite where there is none."""
    try:
        return design(model, gap=1e-9, threads=1).objective
    except InfeasibleError:
        return inf


def second(setting: dict[str, Any], tables: Tables) -> float:
    """Objective of the second formulation; networks that say two things at once or are large are left out."""
    try:
        return Second(setting, tables, CONDITIONS).least()
    except (AmbiguousError, TooLargeError):
        assume(False)
        raise


@settings(
    max_examples=MANY or 15,
    derandomize=not MANY,
    database=None,
    # what goes wrong is written down as drawn: to make it smaller takes minutes
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(network=networks())
def test_the_least_cost_is_that_of_every_provenance_apart(network, make_model):
    """Both formulations find the same least cost, or both find no plan."""
    setting, tables = network
    expected = second(setting, tables)
    assert least(make_model(settings=setting, **tables)) == pytest.approx(expected, rel=1e-6, abs=1e-4)
