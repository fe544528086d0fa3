"""What an activity lacks is refused, not taken for nothing."""

from __future__ import annotations

import polars as pl
import pytest

from reshore.audit.activities import activity, measured
from reshore.audit.case import Case
from reshore.errors import AuditError
from reshore.tables.select import ATTRIBUTES, schema


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_every_attribute_is_there(plan, network, name):
    """All that conditions may use, and amounts, whatever the activity."""
    frame = activity(Case(plan, network), name)
    assert {**frame.schema}.items() >= {**schema(name)}.items()
    assert frame.height


COSTS = {
    "make": {"production", "labour", "energy", "carbon"},
    "buy": {"purchase"},
    "ship": {"transport", "carbon", "transit_capital"},
    "short": {"shortage"},
    "open": {"site_fixed"},
}


@pytest.mark.parametrize("name", COSTS)
def test_the_cost_of_an_activity_is_that_of_its_lines(plan, network, name):
    """Both carbon lines together are those of making and moving."""
    case = Case(plan, network)
    costs = plan["costs"].filter(pl.col("cost").is_in(list(COSTS[name])))["amount"].sum()
    other = activity(case, {"make": "ship", "ship": "make"}.get(name, "open"))
    if name in {"make", "ship"}:
        costs -= other["carbon"].sum() * 0.06
    assert activity(case, name)["cost"].sum() == pytest.approx(costs)


def test_modules_cost_what_is_invested_in_them(plan, network):
    """Whole, when they are ordered, and not as annuities."""
    spent = plan["investments"].filter(pl.col("kind") == "module")["amount"].sum()
    assert activity(Case(plan, network), "build")["cost"].sum() == pytest.approx(spent)


def test_an_unknown_activity_is_refused(plan, network):
    """A rule that can't be checked fails the audit."""
    with pytest.raises(AuditError, match="no activity sing"):
        activity(Case(plan, network), "sing")


def test_an_unknown_measure_is_refused(plan, network):
    """What is bought has no labour in it."""
    frame = activity(Case(plan, network), "buy")
    with pytest.raises(AuditError, match="no measure labour"):
        measured(frame, "labour", "r")
