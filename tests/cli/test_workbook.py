"""`reshore workbook` on runs of plans, of what is known of them, and of plants."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook
from tests.factory.plan.plants import tables
from tests.insight.results import whole
from tests.report.plant.plants import result as plant
from tests.risk.results import result as stressed

from reshore.cli.app import run
from reshore.factory.plan.record import save_plant
from reshore.insight.record import save_why
from reshore.plan.record import load_model, load_plan
from reshore.risk.record import save_stress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reshore.tables.model import Model


@pytest.fixture
def designed(pumps: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return the run of the tutorial's plan."""
    assert run(["design", "pumps", "--json"]) == 0
    return pumps.parent / json.loads(capsys.readouterr().out)["run"]


def keep(save_result: Callable[..., Path], result: Any, plan: Path) -> str:
    """Keep a result as if it were of a plan, and return its run."""
    return str(save_result(result, load_plan(plan), load_model(plan), plan.parent))


def sheets(path: Path) -> list[str]:
    """Return the names of the sheets of a workbook."""
    return CalamineWorkbook.from_path(path).sheet_names


def test_a_plan(designed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The workbook lies in the run's folder; written again it is the same."""
    assert run(["workbook", "latest"]) == 0
    path = designed / "plan.xlsx"
    assert f"Workbook: {path.relative_to(designed.parents[1])}" in capsys.readouterr().out
    assert sheets(path)[:2] == ["Index", "Cost lines"]
    assert "Exposures" not in sheets(path)
    before = path.read_bytes()
    assert run(["workbook", designed.name, "--out", "again.xlsx"]) == 0
    assert (designed.parents[1] / "again.xlsx").read_bytes() == before


def test_what_is_known_of_a_plan(designed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stress test and explanations have their sheets beside the plan, named or by their own run."""
    tested, explained = keep(save_stress, stressed(), designed), keep(save_why, whole(), designed)
    asked = ["--stress", tested, "--why", explained, "--why", explained]
    assert run(["workbook", str(designed), *asked, "--out", "all.xlsx"]) == 0
    folder = designed.parents[1]
    assert {"Exposures", "Near ties", "Near ties 2"} <= set(sheets(folder / "all.xlsx"))
    assert run(["workbook", tested, "--out", "tested.xlsx"]) == 0
    assert "Exposures" in sheets(folder / "tested.xlsx")
    assert run(["workbook", explained, "--out", "explained.xlsx"]) == 0
    assert "Near ties" in sheets(folder / "explained.xlsx")
    assert "Exposures" not in sheets(folder / "explained.xlsx")
    assert run(["workbook", str(designed), "--stress", str(designed)]) == 2
    assert "was not stressed" in capsys.readouterr().err


def test_a_plant(
    make_model: Callable[..., Model],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A plant has a workbook of its own, without a stress test."""
    monkeypatch.chdir(tmp_path)
    made = save_plant(plant(), make_model(**tables()), tmp_path / "runs")
    assert run(["workbook", "latest"]) == 0
    assert sheets(made / "plan.xlsx")[:3] == ["Index", "Lines", "Tasks"]
    capsys.readouterr()
    assert run(["workbook", "latest", "--why", "latest"]) == 2
    assert "is a plant; an explanation is of a plan" in capsys.readouterr().err
