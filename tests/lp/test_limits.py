"""When a search has to end."""

from __future__ import annotations

import time
from threading import Event

import pytest

from reshore.lp.limits import Limits, Stopped


def test_without_end():
    """There is always time left."""
    limits = Limits(float("inf"), Event())
    assert limits.left == float("inf")
    assert not limits.over
    limits.check()


def test_time_is_over():
    """After the deadline nothing is left, never less."""
    limits = Limits(time.perf_counter() - 1, Event())
    assert limits.left == 0.0
    assert limits.over
    with pytest.raises(Stopped):
        limits.check()


def test_the_user_asked():
    """Time that is left doesn't matter then."""
    limits = Limits(time.perf_counter() + 100, Event())
    assert 0 < limits.left <= 100
    limits.cancel.set()
    assert limits.over
    with pytest.raises(Stopped):
        limits.check()
