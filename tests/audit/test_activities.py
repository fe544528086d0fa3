"""What an activity lacks is refused, not taken for nothing."""

from __future__ import annotations

import pytest

from reshore.audit.activities import activity, measured
from reshore.audit.case import Case
from reshore.errors import AuditError
from reshore.tables.select import ATTRIBUTES


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_every_attribute_is_there(plan, network, name):
    """All that conditions may use, and amounts, whatever the activity."""
    frame = activity(Case(plan, network), name)
    assert set(frame.columns) >= set(ATTRIBUTES[name])
    assert frame.height


def test_an_unknown_activity_is_refused(plan, network):
    """A rule that can't be checked fails the audit."""
    with pytest.raises(AuditError, match="no activity use"):
        activity(Case(plan, network), "use")


def test_an_unknown_measure_is_refused(plan, network):
    """What is bought has no labour in it."""
    frame = activity(Case(plan, network), "buy")
    with pytest.raises(AuditError, match="no measure labour"):
        measured(frame, "labour", "r")
