"""The result of planning a plant."""

from __future__ import annotations

from dataclasses import replace

import pytest


def test_it_is_immutable(pump_result):
    """Frames, options and facts can't be changed."""
    for name in ("frames", "options", "facts"):
        with pytest.raises(TypeError):
            getattr(pump_result, name)["more"] = None


def test_frames_are_checked(pump_result):
    """Other columns are no frames of a plant."""
    frames = {**pump_result.frames, "ramp": pump_result["ramp"].rename({"share": "part"})}
    with pytest.raises(ValueError, match="the frame ramp of a plant has columns"):
        replace(pump_result, frames=frames)


def test_rows(pump_result):
    """Its rows are those of three tables."""
    assert {table: frame.height for table, frame in pump_result.rows().items()} == {
        "resources": 1,
        "processes": 1,
        "sources": 1,
    }
