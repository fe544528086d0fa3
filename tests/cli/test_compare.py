"""`reshore compare`: tables or a page, whatever runs are called, and no run against itself."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.factory.plan.plants import tables
from tests.report.compare.plans import late_plan, sound_model
from tests.report.conftest import build_plan
from tests.report.plant.plants import result as plant

from reshore.cli.app import run
from reshore.factory.plan.record import save_plant
from reshore.plan.record import save_run

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.tables.model import Model


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return two runs in an empty working directory: of the base case, and of a scenario."""
    monkeypatch.chdir(tmp_path)
    model, plan = sound_model(), build_plan()
    return [save_run(one, model, tmp_path / "runs") for one in (plan, late_plan(plan))]


def test_page(runs: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One file that says what differs, in the language asked for."""
    names = [path.name for path in runs]
    assert run(["compare", *names, "--page", "compared.html"]) == 0
    assert capsys.readouterr().out == "Page: compared.html\n"
    page = (tmp_path / "compared.html").read_text(encoding="utf-8")
    assert "<b>Net present cost:</b> late costs USD" in page
    assert "The tables of late differ from those of Base case" in page
    assert all(name in page for name in names)
    assert run(["compare", *names, "--page", "compared.html", "--lang", "fr", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"page": "compared.html"}
    assert '<html lang="fr">' in (tmp_path / "compared.html").read_text(encoding="utf-8")


def test_runs_of_one_name(runs: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Runs of one title are called by their folders, and these by their paths where they are alike too."""
    again = tmp_path / "again" / runs[0].name
    shutil.copytree(runs[0], again)
    renamed = tmp_path / "renamed"
    shutil.copytree(runs[0], renamed)
    assert run(["compare", str(runs[0]), str(renamed), "--json"]) == 0
    assert {runs[0].name, "renamed"} <= json.loads(capsys.readouterr().out)["figures"][0].keys()
    assert run(["compare", str(runs[0]), str(again), "--json"]) == 0
    assert {str(runs[0]), str(again)} <= json.loads(capsys.readouterr().out)["figures"][0].keys()
    assert run(["compare", str(runs[0]), str(again), "--page", "twins.html"]) == 0
    assert str(again) in (tmp_path / "twins.html").read_text(encoding="utf-8")


def test_wrong_use(runs: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run against itself, and a page of too many, are wrong usage; nothing is written."""
    name = runs[0].name
    assert run(["compare", name, str(runs[0])]) == 2
    assert "can't be compared with itself" in capsys.readouterr().err
    assert run(["compare", name]) == 2
    assert "at least two plans" in capsys.readouterr().err
    copies = [runs[0].parent / f"copy-{number}" for number in range(6)]
    for copy in copies:
        shutil.copytree(runs[0], copy)
    assert run(["compare", name, *(copy.name for copy in copies), "--page", "many.html"]) == 2
    assert "at most 6 plans, not 7" in capsys.readouterr().err
    assert not (tmp_path / "many.html").exists()


def test_a_plant_is_no_plan(
    make_model: Callable[..., Model], runs: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is wrong usage, not a damaged run."""
    made = save_plant(plant(), make_model(**tables()), tmp_path / "runs")
    assert run(["compare", runs[0].name, made.name]) == 2
    assert f"only plans can be compared; no plan is {Path('runs') / made.name}" in capsys.readouterr().err
