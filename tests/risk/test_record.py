"""A stress test that is kept as a run comes back equal, with its plan and model."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.risk.results import result

from reshore.errors import DataError, UsageError
from reshore.plan.frames import FRAMES
from reshore.plan.plan import Plan, Status
from reshore.plan.record import load_model, load_plan, save_run
from reshore.risk.record import is_stress, load_stress, save_stress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reshore.tables.model import Model


@pytest.fixture
def model(make_model: Callable[..., Model]) -> Model:
    """Return a model with one market."""
    return make_model(
        name="servers",
        settings={"currency": "kUSD"},
        periods=[{"period": "2028", "start": "2028-01-01", "months": 12}],
        countries=[{"country": "CZE"}],
        sites=[{"site": "brno", "country": "CZE", "latitude": 49.2, "longitude": 16.6}],
        markets=[{"market": "prague", "country": "CZE", "latitude": 50.1, "longitude": 14.4}],
        products=[{"product": "pump", "value": 200}],
        supplies=[{"site": "brno", "product": "pump", "unit_cost": 200}],
        lanes=[{"origin": "brno", "destination": "prague", "mode": "road", "cost_per_unit": 1, "days": 2}],
        modes=[{"mode": "road"}],
        demands=[{"market": "prague", "product": "pump", "quantity": 10}],
    )


@pytest.fixture
def plan() -> Plan:
    """Return a plan without rows."""
    return Plan(
        model_name="servers",
        scenario="",
        currency="kUSD",
        status=Status.OPTIMAL,
        raw_status="kOptimal",
        objective=1.0,
        bound=1.0,
        gap=0.0,
        seconds=0.1,
        frames={name: spec.empty() for name, spec in FRAMES.items()},
        facts={},
    )


def test_comes_back_equal(plan: Plan, model: Model, tmp_path: Path) -> None:
    """Frames, options and facts are those that were written, and the run it is of is told."""
    stressed = result()
    run = save_stress(stressed, plan, model, tmp_path, of="servers-base-1")
    back = load_stress(run)
    assert run.name.startswith("servers-base-stress-")
    assert (back.title, back.currency) == (stressed.title, stressed.currency)
    assert (dict(back.options), dict(back.facts)) == (dict(stressed.options), dict(stressed.facts))
    assert all(back[name].equals(stressed[name]) for name in stressed.frames)
    assert json.loads((run / "run.json").read_text())["stress"]["of"] == "servers-base-1"


def test_same_result_same_bytes(plan: Plan, model: Model, tmp_path: Path) -> None:
    """Two runs of the same frames have the same digests."""
    runs = [save_stress(result(), plan, model, tmp_path) for _ in range(2)]
    files = [json.loads((run / "run.json").read_text())["files"] for run in runs]
    assert runs[0] != runs[1]
    assert files[0] == files[1]


def test_is_a_run_of_its_plan_too(plan: Plan, model: Model, tmp_path: Path) -> None:
    """What reads plans reads it as well; a run of a plan alone is no stress test."""
    run = save_stress(result(), plan, model, tmp_path)
    assert load_plan(run).title == plan.title
    assert load_model(run)["sites"]["site"].to_list() == ["brno"]
    assert is_stress(run)
    alone = save_run(plan, model, tmp_path)
    assert not is_stress(alone)
    with pytest.raises(UsageError, match="was not stressed"):
        load_stress(alone)


def test_damage_is_told(plan: Plan, model: Model, tmp_path: Path) -> None:
    """A record without its options, and a frame that is not what was written."""
    run = save_stress(result(), plan, model, tmp_path)
    record = json.loads((run / "run.json").read_text())
    del record["stress"]["options"]
    (run / "run.json").write_text(json.dumps(record))
    with pytest.raises(DataError, match="is no record of a stress test"):
        load_stress(run)
    (run / "stress" / "losses.parquet").write_bytes(b"")
    with pytest.raises(DataError, match=r"losses\.parquet: is not what the run wrote"):
        load_stress(run)
