"""Subcommands do what they say: JSON alone on standard output, right exit codes, nothing half-written."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from reshore.cli.app import run

if TYPE_CHECKING:
    from pathlib import Path


def read_json(capsys: pytest.CaptureFixture[str], *tokens: str, code: int = 0) -> Any:
    """Run a command and return the JSON it wrote."""
    assert run(tokens) == code
    return json.loads(capsys.readouterr().out)


def test_everything_that_reads_writes_json(pumps: Path, capsys: pytest.CaptureFixture[str]):
    """`--json` gives one JSON document and nothing else."""
    assert read_json(capsys, "check", "pumps", "--json")["rows"]["sites"] == 3
    found = read_json(capsys, "design", "pumps", "--json")
    assert found["status"] == "optimal"
    assert {row["figure"]: row["value"] for row in found["figures"]}[
        "delivered, worst product"
    ] == pytest.approx(1)
    assert read_json(capsys, "design", "pumps", "--scenario", "freight", "--out", "runs", "--json")
    assert len(read_json(capsys, "runs", "--json")) == 2
    shown = read_json(capsys, "footprint", found["run"], "--by", "site", "--by", "product", "--json")
    assert set(shown["footprint"][0]) == {"year", "site", "product", "measure", "amount", "share", "unit"}
    compared = read_json(capsys, "compare", found["run"], "latest", "--json")
    tables = ["figures", "costs", "sites", "modules", "footprint", "service", "duties"]
    assert list(compared) == tables
    assert "pumps, freight" in compared["costs"][0]


def test_faults_of_a_model(tutorial: str, pumps: Path, capsys: pytest.CaptureFixture[str]):
    """A fault ends with exit code 3, its place in the JSON and in the message, which the tutorial shows."""
    sites = pumps / "sites.csv"
    sites.write_text(sites.read_text().replace("CZE", "CZEX"))
    found = read_json(capsys, "check", "pumps", "--json", code=3)
    assert found["count"] == 1
    assert found["faults"][0]["place"] == "pumps/sites.csv:2:country"
    assert run(["design", "pumps"]) == 3
    err = capsys.readouterr().err
    shown = re.search(r"```\n(reshore: 1 fault in the input\n.*?)```", tutorial, re.DOTALL)
    assert err == shown[1]
    assert not (pumps.parent / "runs").exists()


def test_rule_that_cannot_be_kept(pumps: Path, capsys: pytest.CaptureFixture[str]):
    """No plan within the rules is exit code 4, and the message names the rule that can't be kept."""
    rules = pumps / "rules.csv"
    rules.write_text(rules.read_text() + "early,units,make,country = 'MEX',>=,1000,,2026\n")
    assert run(["design", "pumps"]) == 4
    assert "early" in capsys.readouterr().err
    found = read_json(capsys, "design", "pumps", "--json", code=4)
    assert found["status"] == "infeasible"
    ((cause, *_), *_) = found["conflicts"]
    assert cause["name"].startswith("rule 'early'")
    assert cause["asks"] == "units made where country = 'MEX': at least 1,000, from 2026"
    assert cause["plan"]
    assert cause["objective"] > 0
    assert not (pumps.parent / "runs").exists()


def test_what_each_rule_of_a_run_costs(pumps: Path, capsys: pytest.CaptureFixture[str]):
    """The rule of the tutorial, as JSON and as a table; a rule that is not there is wrong usage."""
    assert run(["design", "pumps", "--gap", "0"]) == 0
    capsys.readouterr()
    found = read_json(capsys, "rules", "latest", "--json")
    assert found["not_found_out"] == []
    (one,) = found["rules"]
    assert one["rule"] == "americas"
    assert one["least"] <= one["cost"] <= one["most"]
    assert not one["within_gap"]
    assert {row["country"] for row in one["shares"]} == {"CZE", "MEX"}
    assert run(["rules", "latest", "--rule", "americas"]) == 0
    out = capsys.readouterr().out
    assert "what each rule costs" in out
    assert "CZE, value added" in out
    assert run(["rules", "latest", "--rule", "cup"]) == 2
    assert run(["rules", "latest", "--time-limit", "0"]) == 0
    assert "No plan was found in time without: americas." in capsys.readouterr().out


def test_a_run_without_rules_says_so(pumps: Path, capsys: pytest.CaptureFixture[str]):
    """Nothing to be kept costs nothing."""
    (pumps / "rules.csv").unlink()
    assert run(["design", "pumps"]) == 0
    assert run(["rules", "latest"]) == 0
    assert "pumps, base has no rules." in capsys.readouterr().out


def test_what_is_not_there(pumps: Path, capsys: pytest.CaptureFixture[str]):
    """A model, run, scenario or example that is not there is wrong usage."""
    for tokens in (
        ["check", "nothing"],
        ["design", "pumps", "--scenario", "nothing"],
        ["report", "nothing"],
        ["footprint", "latest"],
        ["example", "nothing", "there"],
    ):
        assert run(tokens) == 2, tokens
        assert capsys.readouterr().err.startswith("reshore: ")


def test_options_out_of_range(pumps: Path, capsys: pytest.CaptureFixture[str]):
    """They are wrong usage, told before anything is read."""
    for option in (("--gap", "-1"), ("--gap", "nan"), ("--time-limit", "-5"), ("--threads", "100000")):
        assert run(["design", "pumps", *option]) == 2, option
        assert "is not between 0 and" in capsys.readouterr().err
    assert not (pumps.parent / "runs").exists()


def test_a_template_is_a_workbook(pumps: Path, capsys: pytest.CaptureFixture[str]):
    """Another ending would make a file that can't be read again."""
    assert run(["template", "empty.csv"]) == 2
    assert "does not end in .xlsx" in capsys.readouterr().err
    assert not (pumps.parent / "empty.csv").exists()


def test_nothing_is_overwritten(pumps: Path, capsys: pytest.CaptureFixture[str]):
    """Template, conversion and example refuse to take the place of what is there."""
    (pumps.parent / "there.xlsx").write_text("precious")
    for tokens in (
        ["template", "there.xlsx"],
        ["convert", "pumps", "there.xlsx"],
        ["example", "gb200", "pumps"],
    ):
        assert run(tokens) == 2, tokens
        assert "there already" in capsys.readouterr().err
    assert (pumps.parent / "there.xlsx").read_text() == "precious"


def test_conversions_give_the_same_model(pumps: Path, capsys: pytest.CaptureFixture[str]):
    """Folder to workbook to Parquet has the same rows as the beginning."""
    assert run(["convert", "pumps", "book.xlsx"]) == 0
    assert run(["convert", "book.xlsx", "parquet", "--format", "parquet"]) == 0
    capsys.readouterr()
    counts = [
        read_json(capsys, "check", model, "--json")["rows"] for model in ("pumps", "book.xlsx", "parquet")
    ]
    assert counts[0] == counts[1] == counts[2]


def test_run_can_be_repeated_from_its_own_model(pumps: Path, capsys: pytest.CaptureFixture[str]):
    """The model that a run keeps gives the same frames, byte for byte."""
    first = read_json(capsys, "design", "pumps", "--json")["run"]
    again = read_json(capsys, "design", f"{first}/model", "--json")["run"]
    files = [read_files(pumps.parent / path) for path in (first, again)]
    assert files[0] == files[1]


def read_files(run_path: Path) -> dict[str, str]:
    """Return the digests of a run's plan."""
    return json.loads((run_path / "run.json").read_text())["files"]["plan"]


def test_disk_full(pumps: Path):
    """A run that can't be written is one message, and nothing is left of it."""
    code = (
        "import resource, signal, sys; from reshore.cli.app import run;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000));"
        "sys.exit(run(['design', 'pumps']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "can't be written" in done.stderr
    assert list((pumps.parent / "runs").iterdir()) == []
