"""`reshore scene`: a run of a plant as a folder, what isn't one, and OpenUSD that isn't there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from tests.report.scene.plants import build_model, plant

from reshore.cli.app import run
from reshore.factory.plan.record import save_plant
from reshore.runs import store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reshore.tables.model import Model


@pytest.fixture
def kept(make_model: Callable[..., Model], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the run of a plant, in ./runs of an empty working directory."""
    monkeypatch.chdir(tmp_path)
    return save_plant(plant(), build_model(make_model), tmp_path / "runs")


def test_scene_in_the_run(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a folder the scene goes into the run, which is as readable as before, and again over itself."""
    pytest.importorskip("pxr")
    for _ in range(2):
        assert run(["scene", "latest"]) == 0, capsys.readouterr().err
        assert (
            f"Scene: {kept.relative_to(kept.parent.parent) / 'scene' / 'plant.usda'}"
            in capsys.readouterr().out
        )
    assert (kept / "scene" / "plant.usda").is_file()
    assert run(["report", kept.name]) == 0


def test_scene_in_a_folder(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder may be named; one with anything else in it is left alone."""
    usd = pytest.importorskip("pxr.Usd")
    assert run(["scene", str(kept), "--out", "here/scene"]) == 0, capsys.readouterr().err
    assert usd.Stage.Open("here/scene/plant.usda").GetPrimAtPath("/Plant/Lines/rack")
    assert run(["scene", str(kept), "--out", "."]) == 2
    assert "with more than a scene" in capsys.readouterr().err


def test_not_a_plant(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run of something else, and no run at all, are refused in words."""
    other = store.save(kept.parent, "network", {"model": "servers"}, {"model": {}}).path
    assert run(["scene", other.name]) == 2
    assert "is no plant; `reshore plant MODEL` makes one" in capsys.readouterr().err
    assert run(["scene", "nowhere"]) == 2
    assert "no run 'nowhere'" in capsys.readouterr().err


def test_without_openusd(
    kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where OpenUSD isn't installed, the command says what to install."""
    monkeypatch.setitem(sys.modules, "pxr", None)
    assert run(["scene", kept.name]) == 2
    assert 'pip install "reshore[usd]"' in capsys.readouterr().err
