"""An explanation that is kept as a run comes back equal, with its plan and model."""

from __future__ import annotations

import json

import pytest
from tests.insight.facilities import THREE
from tests.insight.results import result

from reshore import design
from reshore.errors import DataError, UsageError
from reshore.footprint.conditions import without
from reshore.insight.record import is_why, load_why, save_why
from reshore.plan.record import load_model, load_plan, save_run


@pytest.fixture(scope="module")
def model():
    """Return a small model."""
    return THREE.model()


@pytest.fixture(scope="module")
def plan(model):
    """Return a plan for it."""
    return design(model, threads=1)


def test_comes_back_equal(plan, model, tmp_path):
    """Frames, options and facts, and the plan and model beside them."""
    kept = save_why(result(), plan, model, tmp_path, of="run-1")
    read = load_why(kept)
    assert {name: frame.rows() for name, frame in read.frames.items()} == {
        name: frame.rows() for name, frame in result().frames.items()
    }
    assert (read.options, read.facts) == (result().options, result().facts)
    assert load_plan(kept).objective == plan.objective
    assert load_model(kept).name == model.name
    assert kept.name.startswith("facilities-base-why-")
    assert json.loads((kept / "run.json").read_text())["why"]["of"] == "run-1"


def test_only_of_the_plan_that_it_explains(plan, model, tmp_path):
    """A run of the same plan will do, that of another won't, and a plan is no explanation."""
    kept = save_why(result(), plan, model, tmp_path)
    own = save_run(plan, model, tmp_path)
    assert load_why(kept, of=own).options == result().options
    assert is_why(kept)
    assert not is_why(own)
    with pytest.raises(UsageError, match="is no explanation of a plan"):
        load_why(own)
    used = next(site for site in plan["sites"].filter("open")["site"] if site != "f4")
    other = save_run(design(model, threads=1, conditions=[without(used)]), model, tmp_path)
    with pytest.raises(UsageError, match="explains another plan"):
        load_why(kept, of=other)


def test_a_damaged_record(plan, model, tmp_path):
    """It is a fault in the input that names the file."""
    kept = save_why(result(), plan, model, tmp_path)
    record = json.loads((kept / "run.json").read_text())
    del record["why"]["facts"]
    (kept / "run.json").write_text(json.dumps(record))
    with pytest.raises(DataError, match="is no record of an explanation"):
        load_why(kept)
