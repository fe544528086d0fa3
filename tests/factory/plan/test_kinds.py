"""Kinds of station as their table says."""

from __future__ import annotations

import pytest
from tests.factory.plan.plants import changed

from reshore.factory.line.line import Basis, Failures
from reshore.factory.plan.kinds import kinds


def test_cells_are_kept(pumps):
    """What the table says is taken as it is; what it leaves out has no limit."""
    found = kinds(pumps, "hall")
    assert list(found) == ["bench", "cell", "receiving", "store", "shipping"]
    assert (found["bench"].copies, found["bench"].buffer, found["bench"].units) == (None, 5, 1)
    assert (found["cell"].pool, found["cell"].units, found["cell"].hours) == ("testers", 2, 75.0)


@pytest.mark.parametrize("failures", ["working", "clock"])
def test_availability(pump_model, failures):
    """Both ways to count hours between failures give the same share."""
    cell = kinds(pump_model(**changed("stations", "cell", failures=failures)), "hall")["cell"]
    assert cell.failures == Failures(100.0, 4.0, Basis(failures))
    assert cell.availability == pytest.approx(100 / 104)


def test_repairs_without_time_are_none(pump_model):
    """A station that is repaired at once doesn't fail."""
    cell = kinds(pump_model(**changed("stations", "cell", hours_to_repair=0.0)), "hall")["cell"]
    assert (cell.failures, cell.availability) == (None, 1.0)
