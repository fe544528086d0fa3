"""`stress` as a whole: exposures without hazards, both engines with them, stopped and gone on with."""

from __future__ import annotations

import sys
from threading import Event
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from tests.conftest import build_model

from reshore import design, stress
from reshore.errors import StoppedError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from reshore.jobs.stages import Step
    from reshore.plan.plan import Plan
    from reshore.risk.result import StressResult
    from reshore.tables.model import Model

AT = {"latitude": 0, "longitude": 0}
TABLES: dict[str, Any] = {
    "settings": {"currency": "kUSD", "shortage_factor": 5},
    "periods": [{"period": "y1", "start": "2026-01-01", "months": 12}],
    "countries": [{"country": "CHN"}, {"country": "MEX"}],
    "sites": [
        {"site": "mine", "country": "CHN", "role": "supplier", "time_to_recover": 84, **AT},
        {"site": "pit", "country": "MEX", "role": "supplier", **AT},
        {"site": "plant", "country": "MEX", **AT},
    ],
    "markets": [{"market": "shop", "country": "MEX", **AT}],
    "products": [{"product": "gadget", "value": 100}, {"product": "part", "value": 10}],
    "boms": [{"product": "gadget", "component": "part", "quantity": 2}],
    "processes": [{"site": "plant", "product": "gadget", "cost_per_unit": 5}],
    "supplies": [
        {"site": "mine", "product": "part", "unit_cost": 8},
        {"site": "pit", "product": "part", "unit_cost": 12, "capacity": 2000},
    ],
    "stocks": [{"site": "plant", "product": "part", "opening": 300}],
    "modes": [{"mode": "sea"}],
    "lanes": [
        {
            "lane": "far",
            "origin": "mine",
            "destination": "plant",
            "mode": "sea",
            "product": "part",
            "days": 28,
        },
        {
            "lane": "near",
            "origin": "pit",
            "destination": "plant",
            "mode": "sea",
            "product": "part",
            "days": 3,
        },
        {
            "lane": "out",
            "origin": "plant",
            "destination": "shop",
            "mode": "sea",
            "product": "gadget",
            "days": 2,
        },
    ],
    "demands": [{"market": "shop", "product": "gadget", "period": "y1", "quantity": 5200}],
    "scenarios": [
        {"scenario": "less", "table": "demands", "column": "quantity", "action": "multiply", "value": "0.5"}
    ],
}
HAZARDS = [
    {"hazard": "fire", "table": "sites", "where": "role = 'supplier'", "effect": "capacity", "rate": 1.5}
    | {"duration": "uniform(20, 60)", "probability": 0.6},
    {"hazard": "never", "table": "lanes", "where": "lane = 'out'", "effect": "lane", "date": "2040-01-01"}
    | {"duration": "10"},
]
SHORT = {"replications": 12, "recourse_replications": 8, "window": 10, "tail": 4, "ttr": 30.0}


@pytest.fixture(scope="module")
def model() -> Model:
    """Return a model in which suppliers may burn."""
    return build_model(**TABLES, hazards=HAZARDS)


@pytest.fixture(scope="module")
def plan(model: Model) -> Plan:
    """Return its plan."""
    return design(model, gap=0.0, threads=1)


@pytest.fixture(scope="module")
def stressed(plan: Plan, model: Model) -> StressResult:
    """Return its stress test by both engines."""
    return stress(plan, model, **SHORT)


def test_without_hazards_exposures_alone(plan: Plan) -> None:
    """Nothing is played through, and nothing that was asked of it is told."""
    result = stress(plan, build_model(**TABLES), ttr=30.0)
    assert {name for name, frame in result.frames.items() if frame.height} == {
        *("exposures", "exposure_segments", "concentration")
    }
    assert dict(result.options) == {"ttr": 30.0, "sets": [], "engine": "none"}
    rows = {(row["kind"], row["name"]): row for row in result["exposures"].iter_rows(named=True)}
    assert rows["supplier", "mine"]["ttr"] == 84.0
    assert rows["supplier", "mine"]["impact"] > 0
    assert not rows["site", "plant"]["stated"]


def test_both_engines(stressed: StressResult) -> None:
    """Each has a row a replication and one without events; recourse plays some, and costs no more."""
    assert stressed["losses"]["engine"].to_list() == ["recourse", "simulation"]
    by_engine = stressed["replications"].partition_by("engine", as_dict=True)
    recourse, simulation = by_engine["recourse",], by_engine["simulation",]
    assert simulation["replication"].to_list() == list(range(13))
    assert recourse.height == 9
    for played in (recourse, simulation):
        assert played["weight"].sum() == pytest.approx(1.0)
    both = recourse.join(simulation, on="replication", suffix="_simulation")
    assert both["events"].equals(both["events_simulation"].rename("events"))
    assert (both["cost"] <= both["cost_simulation"] + 1e-6).all()
    (row,) = stressed["foresight"].iter_rows(named=True)
    assert row["replications"] == 8
    assert row["recourse"] == pytest.approx(both["weight"] @ both["cost"])
    assert row["gap"] == pytest.approx(both["weight"] @ (both["cost_simulation"] - both["cost"]))
    assert 0 <= row["gap_low"] <= row["gap"] <= row["gap_high"]
    assert stressed["losses"]["expected"].min() > 0
    assert stressed["service"].height == 2 * 14
    assert stressed["failures"].is_empty()
    assert set(stressed["hazards"]["hazard"]) == {"fire"}
    assert stressed["events"]["replication"].is_sorted()


@pytest.mark.parametrize("engine", ["simulation", "recourse"])
def test_dated_events_alone(plan: Plan, engine: str) -> None:
    """They come in every replication; that in which nothing happens counts for nothing."""
    model = build_model(
        **TABLES,
        hazards=[
            {"hazard": "strike", "table": "sites", "where": "site = 'plant'", "effect": "capacity"}
            | {"date": "2026-02-01", "duration": "30"}
        ],
    )
    few = SHORT | {"replications": 3, "recourse_replications": 3}
    result = stress(plan, model, engine=engine, fixes=False, **few)
    row = result["losses"].row(0, named=True)
    played = result["replications"].filter(pl.col("replication") > 0)
    assert row["expected"] > 0
    assert row["expected"] == pytest.approx(played["loss"].mean())
    assert all(np.isfinite(row[name]) for name in ("expected_low", "expected_high", "cvar95"))


def test_remarks_are_facts(stressed: StressResult) -> None:
    """A hazard whose day is not in the window is named."""
    assert [remark for remark in stressed.facts["remarks"] if "'never'" in remark]
    assert list(stressed.facts["seconds"]) == ["Exposure", "Recourse", "Simulation", "Fixes"]


def test_fixes_are_tried_unless_told_not_to(plan: Plan, model: Model, stressed: StressResult) -> None:
    """Stock against what the mine sends is among them; the other source is used already."""
    tried = stressed["fixes"]
    assert "4 weeks of stock against supplier mine" in tried["fix"].to_list()
    assert tried["cvar_removed"].is_finite().all()
    bare = stress(plan, model, **SHORT, fixes=False)
    assert bare["fixes"].is_empty()
    assert bare["losses"].equals(stressed["losses"])
    assert not bare.options["fixes"]
    alone = stress(plan, model, **SHORT, engine="recourse")
    assert alone["losses"].equals(stressed["losses"].filter(engine="recourse"))
    assert alone["foresight"].is_empty()
    assert alone["fixes"]["fix"].sort().to_list() == tried["fix"].sort().to_list()


def test_same_input_same_frames(plan: Plan, model: Model, stressed: StressResult) -> None:
    """The seed decides all luck."""
    again = stress(plan, model, **SHORT)
    assert all(again[name].equals(frame) for name, frame in stressed.frames.items())
    other = stress(plan, model, **SHORT, seed=1, engine="simulation")
    assert not other["events"].equals(stressed["events"])
    assert other["losses"]["engine"].to_list() == ["simulation"]


def test_the_scenario_of_the_plan_is_applied(model: Model) -> None:
    """Half the demand, half the spend; the model is given as it was designed from."""
    whole, half = (
        stress(design(model, scenario=name, gap=0.0, threads=1), model, engine="none")["exposures"]
        .filter(pl.col("name") == "plant")["spend"]
        .item()
        for name in ("", "less")
    )
    assert half == pytest.approx(whole / 2)


def test_stopped_and_gone_on_with(plan: Plan, model: Model, stressed: StressResult, tmp_path: Path) -> None:
    """What is finished stays in the folder, and the same call ends with the same frames."""
    cancel, told = Event(), set[str]()

    def watch(step: Step) -> None:
        told.add(step.stage)
        if step.stage == "Simulation":
            cancel.set()

    with pytest.raises(StoppedError, match="the same again goes on from there"):
        stress(plan, model, **SHORT, folder=tmp_path, on_progress=watch, cancel=cancel)
    assert list((tmp_path / "recourse").glob("part-*"))
    assert not list((tmp_path / "simulation").glob("part-*"))
    assert told == {"Exposure", "Recourse", "Simulation"}
    finished = stress(plan, model, **SHORT, folder=tmp_path)
    assert all(finished[name].equals(frame) for name, frame in stressed.frames.items())
    stopped = Event()
    stopped.set()
    with pytest.raises(StoppedError, match="stopped"):
        stress(plan, model, cancel=stopped)


def test_without_numba(plan: Plan, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install is said before anything is done; recourse and exposures go on without."""
    monkeypatch.setitem(sys.modules, "numba", None)
    with pytest.raises(UsageError, match=r"reshore\[sim\]"):
        stress(plan, model, **SHORT)
    assert stress(plan, model, **SHORT, engine="recourse")["losses"].height == 1


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"policy": "luck"}, "no policy 'luck'"),
        ({"ttr": 0.0}, "time to recover of 0 days"),
        ({"at": "y9"}, "y9"),
        ({"sets": ["west"]}, "west"),
        ({"priority": ["nobody"], "engine": "simulation"}, "nobody"),
        ({"workers": 0}, "0 workers"),
    ],
)
def test_options_out_of_range(plan: Plan, model: Model, option: dict[str, Any], message: str) -> None:
    """They are wrong usage."""
    with pytest.raises(UsageError, match=message):
        stress(plan, model, **{**SHORT, **option})
