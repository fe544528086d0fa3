"""`reshore design --uncertainty`: a plan for many futures from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.robust.conftest import made, row

from reshore import load_robust, save
from reshore.cli.app import run


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save(made(), tmp_path / "model")
    return tmp_path


def test_costs_decisions_and_worth(folder, capsys):
    """Each future, what is decided, what that is worth, the objective with bound and gap; kept as a run."""
    assert run(["design", "model", "--uncertainty", "scenarios", "--worth", "--threads", "1"]) == 0
    told = capsys.readouterr().out
    for part in ("tariff", "What is decided once", "value of perfect information", "no decisions give less"):
        assert part in told
    (kept,) = (folder / "runs").iterdir()
    assert f"Run: runs/{kept.name}" in told
    assert load_robust(kept)["worth"].height == 5
    assert run(["footprint", "latest"]) == 0
    assert run(["report", "latest"]) == 0
    assert "Across its futures" in (kept / "report.html").read_text(encoding="utf-8")


def test_as_json(folder, capsys):
    """The same for programs, of the futures asked for."""
    asked = ["--uncertainty", "scenarios", "--futures", "surge,tariff", "--objective", "cvar"]
    assert run(["design", "model", *asked, "--lambda", "0.8", "--alpha", "0.5", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["future"] for one in told["futures"]] == ["surge", "tariff"]
    assert told["options"] == {"objective": "cvar", "lambda": 0.8, "alpha": 0.5}
    assert told["status"] == "optimal"


def test_draws(folder, capsys):
    """Futures are drawn from ranges; how far the plan may be from the best is told and kept."""
    growth = {"range": "growth", "table": "demands", "column": "quantity", "value": "uniform(0.9, 1.1)"}
    save(made(ranges=[growth]), folder / "drawn")
    asked = ["--uncertainty", "ranges", "--samples", "2", "--replications", "2", "--evaluate", "2"]
    assert run(["design", "drawn", *asked, "--threads", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["future"] for one in told["futures"]] == ["draw 1", "draw 2"]
    assert [one["figure"] for one in told["worth"]][-1] == "optimality gap (95 %)"
    (kept,) = (folder / "runs").iterdir()
    assert load_robust(kept)["worth"].height == 3
    assert run(["design", "drawn", *asked[:-1], "0", "--threads", "1"]) == 2
    assert "0 draws to evaluate tell no spread" in capsys.readouterr().err


def test_another_run_in_the_same_futures(folder, capsys):
    """What the base plan costs and doesn't deliver in each future is told and kept, beside worth."""
    assert run(["design", "model", "--threads", "1"]) == 0
    (base,) = (folder / "runs").iterdir()
    capsys.readouterr()
    asked = ["--uncertainty", "scenarios", "--beside", base.name, "--threads", "1"]
    assert run(["design", "model", *asked, "--worth", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told["worth"]) == 5
    rows = told["others"][base.name]
    assert [one["future"] for one in rows] == ["base", "surge", "tariff", None]
    assert rows[-1]["difference"] == pytest.approx(rows[-1]["other_cost"] - rows[-1]["cost"])
    again = load_robust(Path(told["run"]))
    assert again["others"]["plan"].unique().to_list() == [base.name]
    asked[-3] = f"today={base}"
    assert run(["design", "model", *asked]) == 0
    assert "today in the same futures, the mean of those that leave it flows last" in capsys.readouterr().out
    assert run(["design", "model", "--uncertainty", "scenarios", "--beside", "gone"]) == 2


def test_a_stress_ensemble(folder, capsys):
    """Futures are drawn from hazards, beside the base case; what is left out is told."""
    hazards = [
        {"hazard": "fire", "effect": "capacity", "rate": 2, "duration": 90, "severity": 1},
        {"hazard": "flood", "effect": "stock", "rate": 0.1, "duration": 1},
    ]
    save(made(hazards=hazards), folder / "risky")
    asked = ["--uncertainty", "stress", "--samples", "3", "--draw-seed", "2", "--threads", "1"]
    assert run(["design", "risky", *asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["futures"][0]["future"] == "base"
    assert {one["future"].split()[0] for one in told["futures"][1:]} == {"stress"}
    assert "hazard 'flood' is left out" in told["remarks"][0]
    assert run(["footprint", "latest"]) == 0


def test_programs_as_files(folder, capsys):
    """The program is written for other solvers before it is searched, and only into a new folder."""
    asked = ["design", "model", "--uncertainty", "scenarios", "--export", "files", "--threads", "1"]
    assert run(asked) == 0
    assert "Programs: files\n" in capsys.readouterr().out
    assert (folder / "files" / "futures.sto").is_file()
    assert run(asked) == 2
    assert "files is there already" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--objective", "cvar"], "--objective is for many futures: add --uncertainty scenarios"),
        (["--lambda", "0"], "--lambda is for many futures"),
        (["--worth"], "--worth is for many futures"),
        (["--beside", "latest"], "--beside is for many futures"),
        (["--samples", "3"], "--samples is for many futures: add --uncertainty ranges"),
        (["--draw-seed", "0"], "--draw-seed is for many futures: add --uncertainty ranges"),
        (["--export", "files"], "--export is for many futures: add --uncertainty scenarios"),
        (["--uncertainty", "scenarios", "--draw-seed", "3"], "--draw-seed is for draws"),
        (["--uncertainty", "ranges", "--futures", "surge"], "draws have no names"),
        (["--uncertainty", "ranges", "--evaluate", "9"], "--evaluate goes with --replications"),
        (["--uncertainty", "scenarios", "--workers", "0"], "--workers 0: one is the least"),
        (["--uncertainty", "ranges"], "the table ranges has no rows"),
        (["--uncertainty", "stress"], "the table hazards has no rows"),
        (["--uncertainty", "stress", "--replications", "3"], "--replications is for draws: ask for"),
        (["--uncertainty", "stress", "--futures", "surge"], "draws have no names"),
        (["--uncertainty", "scenarios", "--scenario", "surge"], "--scenario is one future"),
        (["--uncertainty", "scenarios", "--futures", "flood"], "scenario 'flood' is not there"),
        (["--uncertainty", "scenarios", "--objective", "regret", "--worth"], "expected costs"),
        (["--uncertainty", "scenarios", "--alpha", "0"], "those of --objective cvar"),
    ],
)
def test_options_that_make_no_sense(capsys, options, message):
    """They are bad usage, said before any search, and no run is made."""
    assert run(["design", "model", *options]) == 2
    assert message in capsys.readouterr().err


def test_a_future_without_a_plan(folder, capsys):
    """It is named, as text and as JSON, and no run is left."""
    rule = {"rule": "serve", "measure": "units", "activity": "serve", "sense": ">=", "limit": 100}
    rows = [row("drought", "demands", "quantity", "multiply", "0.5", probability=0.1)]
    save(made(rules=[rule], scenarios=rows), folder / "strict")
    assert run(["design", "strict", "--uncertainty", "scenarios", "--json"]) == 4
    told = capsys.readouterr()
    assert json.loads(told.out)["status"] == "infeasible"
    assert "future 'drought'" in told.err
    assert not (folder / "runs").exists()
