"""A plan that is kept as a run comes back equal, with the model it was designed from."""

from __future__ import annotations

import json
from math import inf
from typing import TYPE_CHECKING

import pytest

from reshore.errors import DataError
from reshore.plan.record import load_model, load_plan, save_run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model


@pytest.fixture
def model(make_model: Callable[..., Model]) -> Model:
    """Return a model in which a supplier sells to one market."""
    return make_model(
        name="pumps",
        settings={"currency": "kEUR"},
        periods=[{"period": "2026", "start": "2026-01-01", "months": 12}],
        countries=[{"country": "CZE"}],
        sites=[{"site": "brno", "country": "CZE", "latitude": 49.2, "longitude": 16.6}],
        markets=[{"market": "prague", "country": "CZE", "latitude": 50.1, "longitude": 14.4}],
        products=[{"product": "pump", "value": 600}],
        supplies=[{"site": "brno", "product": "pump", "unit_cost": 500}],
        modes=[{"mode": "road", "speed": 600}],
        lanes=[{"origin": "brno", "destination": "prague", "mode": "road"}],
        demands=[{"market": "prague", "product": "pump", "quantity": 10}],
    )


def test_plan_comes_back_equal(plan: Plan, model: Model, tmp_path: Path):
    """Fields and frames are those that were saved; the run is named after model and scenario."""
    path = save_run(plan, model, tmp_path)
    again = load_plan(path)
    assert path.name.startswith("pumps-base-")
    for field in (
        "model_name",
        "scenario",
        "currency",
        "status",
        "objective",
        "bound",
        "gap",
        "seconds",
        "facts",
    ):
        assert getattr(again, field) == getattr(plan, field)
    assert all(again[name].equals(frame) for name, frame in plan.frames.items())


def test_path_as_text(plan: Plan, model: Model, tmp_path: Path):
    """A run may be named by text as well as by a path."""
    folder = save_run(plan, model, tmp_path)
    assert load_plan(str(folder)).objective == plan.objective
    assert load_model(str(folder)).settings == model.settings


def test_model_comes_back_equal(plan: Plan, model: Model, tmp_path: Path):
    """All tables and settings are those that were saved, under the model's own name."""
    again = load_model(save_run(plan, model, tmp_path))
    assert again.name == "pumps"
    assert again.settings == model.settings
    assert all(again[table].equals(frame) for table, frame in model.frames.items())


def test_what_is_not_known_stays_so(plan_with: Callable[..., Plan], model: Model, tmp_path: Path):
    """A plan without a bound is valid JSON, and comes back without one."""
    path = save_run(plan_with(bound=-inf, gap=inf, audit={"ok": True}), model, tmp_path)
    record = json.loads((path / "run.json").read_text())
    assert (record["bound"], record["gap"]) == (None, None)
    again = load_plan(path)
    assert (again.bound, again.gap, again.audit) == (-inf, inf, {"ok": True})


@pytest.mark.parametrize(("field", "value"), [("status", "splendid"), ("objective", None), ("files", {})])
def test_record_that_is_no_plan(plan: Plan, model: Model, tmp_path: Path, field: str, value: object):
    """A record with a field missing, unknown or without its frames is an error that names the file."""
    path = save_run(plan, model, tmp_path)
    record = json.loads((path / "run.json").read_text())
    if value is None:
        del record[field]
    else:
        record[field] = value
    (path / "run.json").write_text(json.dumps(record))
    with pytest.raises(DataError, match=r"run\.json: is no record of a plan"):
        load_plan(path)
