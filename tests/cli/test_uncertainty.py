"""`reshore design --uncertainty`: a plan for many futures from the command line."""

from __future__ import annotations

import json

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


def test_as_json(folder, capsys):
    """The same for programs, of the futures asked for."""
    asked = ["--uncertainty", "scenarios", "--futures", "surge,tariff", "--objective", "cvar"]
    assert run(["design", "model", *asked, "--lambda", "0.8", "--alpha", "0.5", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["future"] for one in told["futures"]] == ["surge", "tariff"]
    assert told["options"] == {"objective": "cvar", "lambda": 0.8, "alpha": 0.5}
    assert told["status"] == "optimal"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--objective", "cvar"], "--objective is for many futures: add --uncertainty scenarios"),
        (["--lambda", "0"], "--lambda is for many futures"),
        (["--worth"], "--worth is for many futures"),
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
