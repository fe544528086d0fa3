"""`reshore demo`: the example designed with and without new sites, on one page; a scenario by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reshore import cases
from reshore.cases import example_path
from reshore.cli.app import run
from reshore.cli.demo import CASE, TODAY
from reshore.tables.load import load
from reshore.tables.scenario import scenarios

if TYPE_CHECKING:
    from pathlib import Path

SCENARIOS = f"""scenario,table,where,column,action,value
{TODAY},sites,status = 'candidate',months_to_open,set,120
freight,modes,mode = 'sea',cost_per_tonne_km,multiply,4
"""


@pytest.fixture
def small(pumps: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the tutorial's model in the place of the example, and return the folder that the demo writes."""
    (pumps / "scenarios.csv").write_text(SCENARIOS, encoding="utf-8")
    monkeypatch.setattr(cases, "example_path", lambda _: pumps)
    return pumps.parent / "reshore-demo"


def test_two_runs_and_one_report(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The page sets the plan against the one without new sites."""
    assert run(["demo"]) == 0
    told = capsys.readouterr().out
    assert len(list((small / "runs").iterdir())) == 2
    assert f"pumps-{TODAY}" in told.split("Today:")[1]
    assert 'id="against"' in (small / "report.html").read_text(encoding="utf-8")


def test_a_scenario_stands_alone(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Today's network would be another scenario."""
    assert run(["demo", "--scenario", "freight"]) == 0
    assert "Today:" not in capsys.readouterr().out
    assert len(list((small / "runs").iterdir())) == 1
    assert 'id="against"' not in (small / "report.html").read_text(encoding="utf-8")


def test_the_example_has_what_the_demo_designs() -> None:
    """Its scenario of today's network."""
    assert TODAY in scenarios(load(example_path(CASE)))
