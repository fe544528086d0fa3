"""Plants on the page of a plan, by their runs; and runs that aren't what they are named as."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.report.scene.plants import build_model, plant

from reshore.cli.app import run
from reshore.factory.plan.record import save_plant

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reshore.tables.model import Model


@pytest.fixture
def plan(pumps: Path) -> Path:
    """Return the run of the tutorial's plan."""
    assert run(["design", "pumps"]) == 0
    (kept,) = (pumps.parent / "runs").iterdir()
    return kept


@pytest.fixture
def keep(plan: Path, make_model: Callable[..., Model]) -> Callable[[str], str]:
    """Return the function that keeps a plant at a site beside the plan, and returns its run."""
    return lambda site: str(save_plant(plant(site=site), build_model(make_model), plan.parent))


def test_plants_of_a_plan(plan: Path, keep: Callable[[str], str]) -> None:
    """Each that is named has its section."""
    assert run(["report", plan.name, "--plant", keep("brno"), "--plant", keep("monterrey")]) == 0
    page = (plan / "report.html").read_text(encoding="utf-8")
    assert re.findall(r'<section id="(\w+-of-\w+)"><h2>([^<]+)', page) == [
        ("plant-of-plant1", "Plant: Rack of 72 at brno"),
        ("plant-of-plant2", "Plant: Rack of 72 at monterrey"),
    ]


def test_what_is_refused(plan: Path, keep: Callable[[str], str], capsys: pytest.CaptureFixture[str]) -> None:
    """A plan is no plant, a plant has none beside it, and none stands at a site of another plan."""
    brno, elsewhere = keep("brno"), keep("gdl")
    for named, asked, why in (
        (str(plan), str(plan), "is no plant"),
        (brno, brno, "is a plant; only a plan has plants beside it"),
        (str(plan), elsewhere, "is a plant at gdl, which is no site of"),
    ):
        assert run(["report", named, "--plant", asked]) == 2
        assert why in capsys.readouterr().err
