"""`reshore report` on the run of a plant: a page, and a stress test of it refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.factory.plan.plants import tables

from reshore.cli.app import run
from reshore.factory.plan.record import load_plant
from reshore.tables.save import save

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reshore.tables.model import Model

ASKED = ("plant", "model", "--site", "brno", "--product", "pump", "--rate", "100/week")
SHORT = ("--precision", "0.05", "--most", "4")
RENAMED = {"scenario": "renamed", "table": "products", "where": "product = 'pump'", "column": "name"}


@pytest.fixture(autouse=True)
def folder(make_model: Callable[..., Model], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the model of the plant to an empty working directory."""
    monkeypatch.chdir(tmp_path)
    scenarios = [{**RENAMED, "action": "set", "value": "Fire pump", "order": 1}]
    save(make_model(**tables(), scenarios=scenarios), tmp_path / "model")
    return tmp_path


def made(folder: Path) -> Path:
    """Return the run that was kept."""
    (kept,) = (folder / "runs").iterdir()
    return kept


def test_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It lies in the run's folder, and says what the plant makes."""
    assert run([*ASKED, *SHORT]) == 0
    assert run(["report", "latest"]) == 0
    path = made(folder) / "report.html"
    assert f"Report: {path.relative_to(folder)}" in capsys.readouterr().out
    page = path.read_text(encoding="utf-8")
    throughput = load_plant(made(folder))["products"]["throughput"][0]
    (told,) = re.findall(r"the simulated line makes ([\d.]+) \(95% interval", page)
    assert float(told) == pytest.approx(throughput, rel=1e-3)
    assert len(page) < 3e6


def test_scenario(folder: Path) -> None:
    """The page of a plant of a scenario has the names and rows of the scenario."""
    assert run([*ASKED, *SHORT, "--scenario", "renamed"]) == 0
    assert run(["report", made(folder).name, "--out", "page.html"]) == 0
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert "<h1>Fire pump at brno</h1>" in page
    assert "scenario renamed" in page


def test_a_stress_test_is_of_a_plan(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plant has none beside it, whichever is named."""
    assert run([*ASKED, *SHORT]) == 0
    kept = made(folder).name
    assert run(["report", kept, "--stress", kept]) == 2
    assert "is a plant; a stress test is of a plan" in capsys.readouterr().err
    assert not (made(folder) / "report.html").exists()


def test_a_plant_has_no_other_plan(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only a plan can be set against another."""
    assert run([*ASKED, *SHORT]) == 0
    kept = made(folder).name
    assert run(["report", kept, "--against", kept]) == 2
    assert "is a plant; only a plan can be set against another" in capsys.readouterr().err
