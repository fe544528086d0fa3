"""A plant is kept as a run."""

from __future__ import annotations

import pytest

from reshore.errors import UsageError
from reshore.factory.plan.record import is_plant, load_plant, save_plant
from reshore.footprint.design import design
from reshore.plan.record import load_model, save_run


def test_runs(pumps, pump_result, tmp_path):
    """A plant is kept with its model, and read back the same; other runs are none."""
    path = save_plant(pump_result, pumps, tmp_path)
    read = load_plant(path)
    assert all(frame.equals(read[name]) for name, frame in pump_result.frames.items())
    assert (read.title, read.facts, read.options) == (
        pump_result.title,
        pump_result.facts,
        pump_result.options,
    )
    assert load_model(path)["routings"].equals(pumps["routings"])
    assert is_plant(path)
    other = save_run(design(pumps), pumps, tmp_path)
    assert not is_plant(other)
    with pytest.raises(UsageError, match="is no plant"):
        load_plant(other)
