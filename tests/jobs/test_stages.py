"""Stages tell each step and keep their time."""

from __future__ import annotations

from reshore.jobs.stages import Stages, Step


def test_steps_are_told_with_their_stage() -> None:
    """Stage and number are passed on; time is since the stage began, whatever else is told."""
    told: list[Step] = []
    stages = Stages(told.append)
    for name in ("Exposure", "Recourse"):
        with stages.stage(name) as tell:
            tell(1, 2, 99.0)
            tell(2, 2)
    assert [(step.stage, step.done, step.count) for step in told] == [
        ("Exposure", 1, 2),
        ("Exposure", 2, 2),
        ("Recourse", 1, 2),
        ("Recourse", 2, 2),
    ]
    assert list(stages.seconds) == ["Exposure", "Recourse"]
    assert all(0 <= step.seconds < 99 for step in told)
