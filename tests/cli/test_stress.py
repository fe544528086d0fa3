"""`reshore stress` and its report: a verdict as table or JSON, a run that is kept, right exit codes."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from reshore.cli import stress
from reshore.cli.app import run

SHORT = ["--replications", "30", "--recourse-replications", "21", "--window", "10", "--tail", "4"]
ALONE = ["--workers", "1"]
SHORT += ["--ttr", "30", *ALONE]

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def designed(pumps: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the run of the tutorial's plan, without its hazards."""
    (pumps / "hazards.csv").unlink()
    assert run(["design", "pumps", "--json"]) == 0
    return json.loads(capsys.readouterr().out)["run"]


@pytest.fixture
def burning(pumps: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the run of the tutorial's plan with a hazard: fires at its plants."""
    rows = (
        "hazard,table,where,effect,rate,duration\nfire,sites,role = 'plant',capacity,1,\"uniform(20, 60)\"\n"
    )
    (pumps / "hazards.csv").write_text(rows, encoding="utf-8")
    assert run(["design", "pumps", "--json"]) == 0
    return json.loads(capsys.readouterr().out)["run"]


def read_json(capsys: pytest.CaptureFixture[str], *tokens: str) -> Any:
    """Run a command and return the JSON it wrote."""
    assert run(tokens) == 0, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


def test_exposures_of_a_plan(designed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Without hazards the verdict is of exposures; what is not known is said."""
    assert run(["stress", designed, *ALONE]) == 0
    out = capsys.readouterr().out
    assert "pumps, base, 2028: stress test" in out
    assert "time to survive, tightest" in out
    assert "No time to recover is known of" in out
    found = read_json(capsys, "stress", designed, "--ttr", "30", *ALONE, "--json")
    figures = {row["figure"]: row["value"] for row in found["verdict"]}
    assert figures["exposure 1: country CZE"] > 0


def test_a_set_of_ones_own(designed: str, pumps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is among the exposures; one that can't be read is wrong usage."""
    option = ["--set", "motors: supplies: product = 'motor'", "--at", "2026", "--ttr", "30", *ALONE]
    kept = read_json(capsys, "stress", designed, *option, "--json")["run"]
    assert run(["report", kept]) == 0
    assert "motors" in (pumps.parent / kept / "report.html").read_text(encoding="utf-8")
    assert run(["stress", designed, "--set", "nonsense"]) == 2
    assert run(["stress", designed, "--at", "1999"]) == 2
    assert run(["stress", designed, "--ttr", "-1"]) == 2
    assert run(["stress", "nothing"]) == 2


def test_hazards_are_played_through(burning: str, pumps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The verdict has what disruptions cost, by both engines, and nothing of the parts is left."""
    found = read_json(capsys, "stress", burning, *SHORT, "--json")
    figures = {row["figure"]: row["value"] for row in found["verdict"]}
    assert figures["CVaR of 95 %, recourse"] >= figures["expected loss, recourse"] > 0
    assert "expected loss, simulation" in figures
    assert found["failures"] == []
    (gap,) = found["foresight"]
    assert gap["replications"] == 21
    assert gap["gap"] == pytest.approx(gap["simulation"] - gap["recourse"])
    assert not [path for path in (pumps.parent / "runs").iterdir() if path.name.startswith(".")]
    assert run(["stress", burning, *SHORT, "--engine", "recourse", "--policy", "s-S"]) == 0
    out = capsys.readouterr().out
    assert "expected loss, recourse" in out
    assert "simulation" not in out
    assert "both played" not in out
    assert run(["report", "latest"]) == 0


def test_distributions_that_cannot_be_read(pumps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are told before anything is done, all at once, whoever is to play hazards through."""
    rows = "hazard,table,effect,rate,duration,severity\nfire,sites,capacity,1,soon,gamma(1)\n"
    (pumps / "hazards.csv").write_text(rows, encoding="utf-8")
    designed = read_json(capsys, "design", "pumps", "--json")["run"]
    for engine in ("both", "none"):
        assert run(["stress", designed, "--engine", engine]) == 3
        err = capsys.readouterr().err
        assert err.startswith("reshore: 2 faults in the input\nhazards fire, duration: 'soon'")
    assert len(list((pumps.parent / "runs").iterdir())) == 1


def test_as_many_processes_as_cores(
    burning: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is what is taken unless told otherwise; on one core the work is done in this process."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {4, 5, 6}, raising=False)
    assert stress.cores() == 3
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {4})
    assert run(["stress", burning, *SHORT[:-2], "--no-fixes", "--batch", "2", "--wait", "0.1"]) == 0
    assert "Over the 21 replications that both played, simulation costs" in capsys.readouterr().out
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 5)
    assert stress.cores() == 5


def test_interrupted_and_gone_on_with(
    burning: str, pumps: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C keeps what is done and says how to go on; the same command finds it."""
    from reshore.jobs import executor

    keep, kept = executor.FolderParts.keep, list[int]()

    def interrupted(parts: Any, number: int, frame: Any) -> None:
        if kept:
            raise KeyboardInterrupt
        keep(parts, number, frame)
        kept.append(number)

    monkeypatch.setattr(executor.FolderParts, "keep", interrupted)
    assert run(["stress", burning, *SHORT]) == 130
    err = capsys.readouterr().err
    assert "the same again goes on from there" in err
    (parts,) = [path for path in (pumps.parent / "runs").iterdir() if path.name.startswith(".")]
    assert len(list(parts.rglob("part-*"))) == 1
    monkeypatch.undo()
    monkeypatch.chdir(pumps.parent)
    assert run(["stress", burning, *SHORT]) == 0
    assert not parts.exists()


def test_reports(designed: str, pumps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stress test has a page of its own, or is on that of its plan; not on that of another."""
    kept = read_json(capsys, "stress", designed, "--ttr", "30", *ALONE, "--json")["run"]
    assert run(["report", kept, "--out", "stress.html"]) == 0
    page = (pumps.parent / "stress.html").read_text(encoding="utf-8")
    assert "What breaks it" in page
    assert 'id="timeline"' not in page
    assert run(["report", designed, "--stress", kept, "--out", "both.html"]) == 0
    page = (pumps.parent / "both.html").read_text(encoding="utf-8")
    assert "What breaks it" in page
    assert 'id="timeline"' in page


def test_a_stress_test_of_another_plan(designed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Two plans on one page would be a lie."""
    other = read_json(capsys, "design", "pumps", "--scenario", "freight", "--json")["run"]
    kept = read_json(capsys, "stress", other, *ALONE, "--json")["run"]
    assert run(["report", designed, "--stress", kept]) == 2
    assert "another plan" in capsys.readouterr().err
    assert run(["report", other, "--stress", designed]) == 2
    assert "was not stressed" in capsys.readouterr().err


def test_same_input_same_frames(designed: str, capsys: pytest.CaptureFixture[str], pumps: Path) -> None:
    """Two stress tests of one plan are the same, byte for byte; and one can be stressed again."""
    first = read_json(capsys, "stress", designed, "--ttr", "30", *ALONE, "--json")["run"]
    again = read_json(capsys, "stress", first, "--ttr", "30", *ALONE, "--json")["run"]
    digests = [
        json.loads((pumps.parent / path / "run.json").read_text())["files"]["stress"]
        for path in (first, again)
    ]
    assert digests[0] == digests[1]
