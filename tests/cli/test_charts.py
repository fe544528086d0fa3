"""`reshore charts` on runs of a plan, its stress test and a plant, and without the packages it needs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.report.scene.plants import build_model, plant

from reshore.cli.app import run
from reshore.cli.pages import page_of
from reshore.factory.plan.record import save_plant

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.tables.model import Model

SVG = ("--format", "svg")


@pytest.fixture
def planned(pumps: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return the run of the tutorial's plan."""
    pytest.importorskip("quickjs")
    pytest.importorskip("resvg_py")
    assert run(["design", str(pumps), "--gap", "0", "--json"]) == 0
    return Path(json.loads(capsys.readouterr().out)["run"])


def drawn(folder: Path) -> list[str]:
    """Return the names of the files in a folder, in order of the alphabet."""
    return sorted(path.name for path in folder.iterdir())


def expected(path: Path, *endings: str, **known: Any) -> list[str]:
    """Return the names of the files that the charts of a run's page have."""
    return sorted(f"{chart.key}.{end}" for chart in page_of(path, **known).charts for end in endings)


def test_every_chart_of_the_report(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a folder they go into the run, in both formats, which is as readable as before."""
    assert run(["charts", "latest", "--width", "600", "--scale", "1"]) == 0, capsys.readouterr().err
    told = capsys.readouterr().out
    files = drawn(planned / "charts")
    assert files == expected(planned, "svg", "png")
    assert all(f"charts/{file}" in told for file in files)
    assert run(["report", planned.name]) == 0


def test_json(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For programs, each file has its size and what it shows, in the language asked for."""
    asked = ["--out", "here", *SVG, "--lang", "fr", "--json"]
    assert run(["charts", planned.name, *asked]) == 0, capsys.readouterr().err
    found = json.loads(capsys.readouterr().out)
    assert sorted(one["file"] for one in found) == [f"here/{file}" for file in drawn(Path("here"))]
    for one in found:
        text = Path(one["file"]).read_text(encoding="utf-8")
        assert (one["width"], one["bytes"]) == (1200, len(text.encode()))
        assert f'height="{one["height"]}"' in text
        assert one["shows"]
    assert ">juil.<" in Path("here/timeline-sites.svg").read_text(encoding="utf-8")


def test_with_a_stress_test(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stress test adds its charts to those of its plan."""
    assert run(["stress", str(planned), "--engine", "none", "--workers", "1", "--json"]) == 0
    stress = json.loads(capsys.readouterr().out)["run"]
    assert run(["charts", str(planned), "--stress", stress, "--out", "both", *SVG]) == 0
    assert "survival-matrix.svg" in drawn(Path("both"))
    assert drawn(Path("both")) == expected(planned, "svg", stress=stress)


def test_plant(make_model: Callable[..., Model], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plant has its floor and the charts of its page; a stress test beside it is refused."""
    pytest.importorskip("quickjs")
    monkeypatch.chdir(tmp_path)
    kept = save_plant(plant(), build_model(make_model), tmp_path / "runs")
    assert run(["charts", kept.name, *SVG, "--out", "plant"]) == 0
    assert drawn(Path("plant")) == sorted([*expected(kept, "svg"), "floor.svg"])
    assert run(["charts", kept.name, "--stress", kept.name]) == 2


def test_what_cannot_be(
    planned: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unknown format is named, and so is what to install where QuickJS isn't; nothing is written."""
    assert run(["charts", str(planned), "--format", "svg,pdf"]) == 2
    assert "pictures are svg or png, not pdf" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "quickjs", None)
    assert run(["charts", str(planned)]) == 2
    assert 'pip install "reshore[pictures]"' in capsys.readouterr().err
    assert not (planned / "charts").exists()
