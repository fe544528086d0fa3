"""`reshore plant`: figures as table or JSON, a run that is kept, rows that design reads, right exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.factory.plan.plants import tables

from reshore.cli.app import run
from reshore.factory.plan.record import load_plant
from reshore.plan.record import load_plan
from reshore.tables.save import save

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reshore.tables.model import Model

ASKED = ("plant", "model", "--site", "brno", "--product", "pump")
SHORT = ("--precision", "0.05", "--most", "4")


@pytest.fixture(autouse=True)
def folder(make_model: Callable[..., Model], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the model of the plant to an empty working directory."""
    monkeypatch.chdir(tmp_path)
    save(make_model(**tables()), tmp_path / "model")
    return tmp_path


def read_json(capsys: pytest.CaptureFixture[str], *tokens: str) -> Any:
    """Run a command and return the JSON it wrote."""
    assert run(tokens) == 0, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


def test_figures(capsys: pytest.CaptureFixture[str]) -> None:
    """Figures, stations, limits and the bottleneck are shown, and the run is kept."""
    assert run([*ASKED, "--rate", "100/week", *SHORT]) == 0
    out = capsys.readouterr().out
    assert "model, base, pump at brno: plant" in out
    assert "Bottleneck: pump/test" in out
    assert "throughput" in out
    assert "What binds first" not in out
    assert run(["runs"]) == 0
    assert "plant-brno" in capsys.readouterr().out


def test_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON has figures, limits and sweeps, and the run can be read."""
    sweep = "routings: task = 'test': hours: 1, 2"
    found = read_json(
        capsys,
        *ASKED,
        "--rate",
        "max",
        "--with",
        "motor",
        "--people",
        "9",
        "--sweep",
        sweep,
        *SHORT,
        "--json",
    )
    figures = {row["figure"]: row["value"] for row in found["figures"]}
    assert figures["people on shift"] <= 9
    assert found["facts"]["binds"] == ["people"]
    assert [row["value"] for row in found["sweep"]] == ["1", "2"]
    kept = load_plant(folder / found["run"])
    assert kept["products"]["product"].to_list() == ["pump", "motor"]
    assert kept.options["with"] == ["motor"]


def test_rows_for_design(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rows written and the other tables are a model, and design makes what the plant makes."""
    found = read_json(
        capsys, *ASKED, "--rate", "100/week", *SHORT, "--learning", "1", "--write", "rows", "--json"
    )
    figures = {row["figure"]: row["value"] for row in found["figures"]}
    for name in ("processes", "resources", "sources"):
        (folder / "rows" / f"{name}.csv").replace(folder / "model" / f"{name}.csv")
    plan = load_plan(read_json(capsys, "design", "model", "--gap", "0", "--json")["run"])
    assert plan["production"]["units"].to_list() == pytest.approx([figures["throughput"] * 8766 / 168] * 2)
    assert run([*ASKED, "--rate", "100/week", *SHORT, "--write", "model"]) == 2


@pytest.mark.parametrize(
    ("tokens", "code"),
    [
        (("--rate", "100/hour"), 2),
        (("--rate", "100/week", "--with", "casing"), 3),
        (("--rate", "100/week", "--building", "shed"), 2),
        (("--rate", "1e7/week", "--scenario", "none"), 2),
        ((), 2),
    ],
)
def test_exit_codes(tokens: tuple[str, ...], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong usage and invalid data have codes of their own."""
    assert run([*ASKED, *tokens, *SHORT]) == code
    assert "Traceback" not in capsys.readouterr().err
