"""Plants that were tried on the way."""

from __future__ import annotations

from reshore.factory.plan.fitted import Change


def test_a_change_of_nothing():
    """A plant that made enough lacks nothing, nowhere, and nothing was added."""
    change = Change(100.0, 99.0, 100.0, 101.0)
    assert (change.lack, change.place, change.copies, change.places) == (None, "", 0, 0)
