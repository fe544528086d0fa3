"""`reshore plant`: figures as table or JSON, a run that is kept, rows that design reads, right exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.factory.plan.plants import changed, tables

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


def test_a_model_for_design(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The copy has the plant in place of the old process, and design makes what the plant makes."""
    asked = (*ASKED, "--rate", "100/week", *SHORT, "--learning", "1", "--into", "copy")
    found = read_json(capsys, *asked, "--json")
    figures = {row["figure"]: row["value"] for row in found["figures"]}
    plan = load_plan(read_json(capsys, "design", "copy", "--gap", "0", "--json")["run"])
    assert plan["production"]["units"].to_list() == pytest.approx([figures["throughput"] * 8766 / 168] * 2)
    assert plan["production"]["process"].unique().to_list() == ["brno:pump:base:pump_line"]
    title = (folder / "copy" / "sources.csv").read_text()
    assert f"plant run {found['run'].split('/')[-1]}" in title
    assert not (folder / "model" / "sources.csv").exists()


@pytest.mark.parametrize("option", ["--write", "--into"])
def test_nothing_is_written_over(folder: Path, option: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is in the way is told before anything is simulated, and stays."""
    before = sorted(path.name for path in (folder / "model").iterdir())
    assert run([*ASKED, "--rate", "100/week", *SHORT, option, "model"]) == 2
    assert "model is there already" in capsys.readouterr().err
    assert sorted(path.name for path in (folder / "model").iterdir()) == before
    assert not (folder / "runs").exists()


def test_the_fewest_stations(capsys: pytest.CaptureFixture[str]) -> None:
    """With what can be spared taken away there are fewer stations, and the way there is told."""
    asked = (*ASKED, "--rate", "300/week", "--load", "0.5", *SHORT, "--json")
    full, lean = (read_json(capsys, *asked, *more) for more in ((), ("--fewest",)))
    copies = [sum(row["copies"] for row in found["stations"]) for found in (full, lean)]
    assert copies[1] < copies[0]
    assert lean["facts"]["sure"]
    assert any("fewer" in (row["change"] or "") for row in lean["changes"])


def test_what_is_told_of_a_plant_that_falls_short(
    folder: Path, make_model: Callable[..., Model], capsys: pytest.CaptureFixture[str]
) -> None:
    """What binds, that the rate isn't reached, and that nothing was taken away."""
    save(make_model(**tables(**changed("buildings", "hall", power=60.0))), folder / "weak")
    asked = ("plant", "weak", "--site", "brno", "--product", "pump", "--rate", "400/week", "--fewest")
    assert run([*asked, *SHORT, "--sweep", "buildings:: power cooling: 80, 60"]) == 0
    out = capsys.readouterr().out
    assert "What binds first: power" in out
    assert "The rate is not reached" in out
    assert "Nothing was taken away" in out
    assert "power and cooling of buildings" in out
    assert "difference" in out


@pytest.mark.parametrize(
    ("tokens", "code", "told"),
    [
        (("--rate", "100/hour"), 2, "'100/hour' is no rate"),
        (("--rate", "0/week"), 2, "'0/week' is no rate"),
        (("--rate=-5/week",), 2, "'-5/week' is no rate"),
        (("--rate", "1e12/week"), 3, "ask for"),
        (("--rate", "100/week", "--load", "0"), 2, "load 0 is out of its range"),
        (("--rate", "100/week", "--people", "0"), 2, "write 1 or more"),
        (("--rate", "100/week", "--absence", "1"), 2, "absence 1 is out of its range"),
        (("--rate", "100/week", "--learning", "0.2"), 2, "learning 0.2 is not above 0.5"),
        (("--rate", "100/week", "--release", "conwip 0"), 2, "there is no release 'conwip 0'"),
        (("--rate", "100/week", "--people", "1"), 3, "one service of each pool takes 4"),
        (("--rate", "100/week", "--with", "casing"), 3, "no process plan of 'casing'"),
        (("--rate", "100/week", "--with", "wire"), 2, "'wire' goes into nothing"),
        (("--rate", "100/week", "--with", "pump"), 2, "can't be made with itself"),
        (("--rate", "100/week", "--building", "shed"), 2, "no building 'shed'; it has hall"),
        (("--rate", "100/week", "--site", "brnno"), 2, "did you mean 'brno'?"),
        (("--rate", "100/week", "--product", "plum"), 2, "did you mean 'pump'?"),
        (("--rate", "100/week", "--product", "casing"), 3, "no process plan of 'casing'"),
        (("--rate", "100/week", "--scenario", "none"), 2, "no scenario 'none'"),
        (("--rate", "100/week", "--sweep", "cells"), 2, "is no sweep"),
        (("--rate", "100/week", "--sweep", "buildings:: power: 9, much"), 3, "2 faults"),
    ],
)
def test_exit_codes(
    tokens: tuple[str, ...], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong usage and invalid data have codes of their own, and say what is wrong."""
    asked = [*ASKED[:2], *(() if "--site" in tokens else ASKED[2:4])]
    asked += [] if "--product" in tokens else ASKED[4:]
    assert run([*asked, *tokens, *SHORT]) == code
    err = " ".join(capsys.readouterr().err.split())
    assert told in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("table", "name", "cells", "told"),
    [
        ("routings", "assemble", {"predecessors": "pack"}, ["waits for itself", "leave out one"]),
        ("routings", "test", {"station": None}, ["routings pump test, station: is empty"]),
        ("routings", "test", {"yield": 0.0}, ["always fails", "above 0"]),
        ("routings", "test", {"yield": 1e-9}, ["asks for", "100,000 may stand in parallel"]),
        ("routings", "test", {"rework": "test", "hours": "0"}, ["takes no time"]),
        ("routings", "test", {"hours": "1e9"}, ["routings pump test: it asks for", "ask for"]),
        ("stations", "cell", {"copies": 1}, ["asks for 2.57", "1 may stand in parallel", "ask for 116.8"]),
        ("stations", "cell", {"width": 30.0, "length": 30.0}, ["30 m deep at least", "20 m too much"]),
        ("buildings", "hall", {"width": 6.0, "power": 10.0}, ["6 faults", "25.5 or more", "3 m too much"]),
        ("buildings", "hall", {"cooling": 10.0}, ["cooling 10 kW is too little", "write 20 or more"]),
        (
            "buildings",
            "hall",
            {"length": 0.5, "docks": None, "feeds": None},
            ["each row takes", "ask for less"],
        ),
    ],
)
def test_tables_that_make_no_plant(
    folder: Path,
    make_model: Callable[..., Model],
    capsys: pytest.CaptureFixture[str],
    table: str,
    name: str,
    cells: dict[str, Any],
    told: list[str],
) -> None:
    """What the tables get wrong has its place, value and remedy, all at once, and a code of its own."""
    save(make_model(**tables(**changed(table, name, **cells))), folder / "wrong")
    asked = ("plant", "wrong", "--site", "brno", "--product", "pump", "--rate", "300/week")
    assert run([*asked, *SHORT]) == 3
    err = " ".join(capsys.readouterr().err.split())
    assert [words for words in told if words not in err] == []
    assert "Traceback" not in err


def test_a_line_that_can_never_finish(
    folder: Path, make_model: Callable[..., Model], capsys: pytest.CaptureFixture[str]
) -> None:
    """A batch larger than what may be inside is never full."""
    save(make_model(**tables(**changed("stations", "bench", batch=50))), folder / "stuck")
    asked = ("plant", "stuck", "--site", "brno", "--product", "pump", "--rate", "100/week")
    assert run([*asked, *SHORT, "--release", "conwip 3"]) == 3
    assert "let 99 units or more be inside" in " ".join(capsys.readouterr().err.split())
