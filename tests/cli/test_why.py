"""`reshore why`: tables or JSON, a run that is kept, what is no plan, interruption."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reshore.cli.app import run

if TYPE_CHECKING:
    from collections.abc import Sequence

ONE = ["--workers", "1"]


@pytest.fixture
def designed(pumps: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the run of the tutorial's plan."""
    assert run(["design", "pumps", "--gap", "0", "--json"]) == 0
    return json.loads(capsys.readouterr().out)["run"]


def read_json(capsys: pytest.CaptureFixture[str], tokens: Sequence[str]) -> Any:
    """Run a command and return the JSON it wrote."""
    assert run([*tokens, "--json"]) == 0, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


def test_near_ties_and_regrets_of_a_plan(designed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Shown as tables, how many designs it takes said first, and kept as a run."""
    assert run(["why", designed, *ONE, "--near", "0.9"]) == 0
    told = capsys.readouterr()
    assert "Up to about 3 designs (sites forced in or out 1, near ties 2)." in told.err
    assert "Near ties: no other design costs as little." in told.out
    assert "regret of doing without monterrey" in told.out
    assert list(Path("runs").glob("*-why-*"))
    assert not list(Path("runs").glob(".*"))


def test_an_explanation_leads_to_its_plan(designed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`latest` may be one: the plan in it is explained again, as of the first run."""
    first = read_json(capsys, ["why", "latest", *ONE])
    card = read_json(capsys, ["why", "latest", *ONE, "--site", "monterrey"])
    assert [row["product"] for row in card["frames"]["makes"]] == ["pump"]
    assert card["run"] != first["run"]
    record = json.loads((Path(card["run"]) / "run.json").read_text(encoding="utf-8"))
    assert record["why"]["of"] == Path(designed).name
    assert record["why"]["options"]["site"] == "monterrey"


def test_what_is_no_plan_is_refused(designed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A stress test is named as such, and so are sites that there aren't."""
    assert run(["stress", designed, *ONE]) == 0
    capsys.readouterr()
    assert run(["why", "latest"]) == 2
    assert "is a stress test; name the run of a plan" in capsys.readouterr().err
    assert run(["why", designed, "--site", "monterey"]) == 2
    assert "there is no site 'monterey'; did you mean 'monterrey'?" in capsys.readouterr().err
    assert run(["why", designed, "--most", "1"]) == 2


def test_drivers_cells_and_a_map(designed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What was asked for beyond near ties is shown, kept and drawn."""
    wage = "countries: country = 'MEX': labour_rate: 7, 40"
    asked = ["--drivers", "labour", "--driver", "dear=freight", "--cell", wage, "--steps", "2"]
    asked += ["--map", wage, "--map", "modes: mode = 'sea': cost_per_tonne_km: x0.5, x3"]
    assert run(["why", designed, *ONE, *asked, "--tolerance", "0.5"]) == 0
    told = capsys.readouterr()
    assert (
        "drivers 4, sites forced in or out 1, near ties 2, ends of cells 2, break-evens 9, map 4" in told.err
    )
    for title in ("Shapley values", "Both ends", "Break-evens", "Map", "near ties"):
        assert title in told.out
    assert run(["report", "latest", "--out", "why.html"]) == 0
    page = Path("why.html").read_text(encoding="utf-8")
    assert all(f'id="{key}"' in page for key in ("drivers", "cells", "regions"))


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--drivers", "weather"], 2, "no driver 'weather'"),
        (["--drivers", "labour,labour"], 2, "driver 'labour' is named twice"),
        (["--cell", "wages"], 3, "cell 'wages': it is not of the form"),
        (["--cell", "ranges"], 2, "the table ranges has no rows"),
        (["--map", "countries: country = 'MEX': labour_rate: 7, 40"], 2, "a map takes two cells, not 1"),
        (["--risk-rules", "nothing", "--drivers", "risk_rules"], 2, "no rule 'nothing'"),
        (["--kept-rules", "nothing", "--drivers", "policy_rules"], 2, "no rule 'nothing'"),
    ],
)
def test_bad_options(
    designed: str, capsys: pytest.CaptureFixture[str], options: list[str], code: int, message: str
) -> None:
    """They are told before the first design, and nothing is left of the attempt."""
    assert run(["why", designed, *options]) == code
    assert message in capsys.readouterr().err
    assert not list(Path("runs").glob(".*"))


def test_interrupted_and_gone_on_with(
    designed: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C keeps the designs that are done and says how to go on; the same command finds them."""
    from reshore.errors import StoppedError
    from reshore.insight import parts as stages

    def interrupted(*_: Any, **__: Any) -> None:
        raise StoppedError("stopped after 0 of 1 chunks")

    monkeypatch.setattr(stages, "near_ties", interrupted)
    assert run(["why", designed, *ONE]) == 130
    assert "stopped at near ties; designs that are done are in runs/." in capsys.readouterr().err
    here = Path.cwd()
    (parts,) = here.glob("runs/.*")
    assert len(list(parts.rglob("part-*"))) == 1
    monkeypatch.undo()
    monkeypatch.chdir(here)
    assert run(["why", designed, *ONE]) == 0
    assert not parts.exists()
