"""`reshore frontier`: points as a table or JSON, a run that is kept, quantities that there aren't."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reshore.cli.app import run


@pytest.fixture
def designed(pumps: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the run of the tutorial's plan."""
    assert run(["design", "pumps", "--gap", "0", "--json"]) == 0
    return json.loads(capsys.readouterr().out)["run"]


def test_what_fewer_sites_cost(designed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The plan's own sites, and one less; kept as a run with a page, which the plan's page can have too."""
    asked = ["frontier", designed, "--of", "sites", "--workers", "1"]
    assert run([*asked, "--json"]) == 0
    told = capsys.readouterr()
    assert "Up to about 16 designs (frontier 16)" in told.err
    found = json.loads(told.out)
    assert [row["value"] for row in found["frontier"]] == [3, 2]
    assert found["frontier"][1]["dropped"] == ["monterrey"]
    assert found["frontier"][1]["low"] > 0
    assert "-frontier-" in found["run"]
    assert run(["report", found["run"], "--out", "one.html"]) == 0
    assert run(["report", designed, "--why", found["run"], "--out", "both.html"]) == 0
    assert "What the number of sites costs" in Path("one.html").read_text(encoding="utf-8")
    assert 'id="timeline"' in Path("both.html").read_text(encoding="utf-8")
    assert run(asked) == 0
    assert "sites: cost above the plan, EUR" in capsys.readouterr().out
    assert not list(Path("runs").glob(".*"))


def test_what_a_share_costs_is_money(designed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Beside a value in per cent stand costs in the currency."""
    asked = ["frontier", designed, "--of", "share:MEX", "--points", "3", "--workers", "1"]
    assert run(asked) == 0
    own = next(line for line in capsys.readouterr().out.splitlines() if " share " in line)
    assert own.split()[0].endswith("%")
    assert own.split()[2:4] == ["0", "0"]


def test_bad_usage(designed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What can't be limited, too few points, and runs that are no explanations."""
    assert run(["frontier", designed, "--of", "weather"]) == 2
    assert "there is no frontier of 'weather'" in capsys.readouterr().err
    assert run(["frontier", designed, "--of", "sites", "--points", "2"]) == 2
    assert run(["report", designed, "--why", designed]) == 2
    assert "is no explanation of a plan" in capsys.readouterr().err


def test_a_page_has_two_explanations(designed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One of the plan and one of a site, each with its own sections."""
    kept = []
    for options in ([], ["--site", "monterrey"]):
        assert run(["why", designed, "--workers", "1", "--json", *options]) == 0
        kept.append(json.loads(capsys.readouterr().out)["run"])
    assert run(["report", designed, "--why", kept[0], "--why", kept[1], "--out", "all.html"]) == 0
    page = Path("all.html").read_text(encoding="utf-8")
    assert 'id="why"' in page
    assert 'id="why2"' in page
    assert "Monterrey in the plan" in page
