"""Stages tell each step, keep their time, and stop where they are asked to."""

from __future__ import annotations

from threading import Event

import pytest

from reshore.errors import StoppedError
from reshore.risk.stages import Stages, Step


def test_steps_are_told_with_their_stage() -> None:
    """Each stage begins its own clock."""
    told: list[Step] = []
    stages = Stages(told.append, Event())
    for name in ("Exposure", "Recourse"):
        with stages.stage(name) as tell:
            tell(1, 2)
            tell(2, 2)
    assert [(step.stage, step.done, step.count) for step in told] == [
        ("Exposure", 1, 2),
        ("Exposure", 2, 2),
        ("Recourse", 1, 2),
        ("Recourse", 2, 2),
    ]
    assert list(stages.seconds) == ["Exposure", "Recourse"]
    assert all(step.seconds >= 0 for step in told)


def test_a_cancelled_test_stops_at_its_next_step() -> None:
    """What has been done by then is said."""
    cancel = Event()
    stages = Stages(None, cancel)
    with stages.stage("Exposure") as tell:
        tell(1, 9)
        cancel.set()
        with pytest.raises(StoppedError, match="stopped at 2 of 9: exposure"):
            tell(2, 9)
