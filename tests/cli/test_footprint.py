"""`reshore footprint` shows measures beside each other, one with bars, and the target path."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from reshore.cli.app import run
from reshore.cli.footprint import BAR, _bar

if TYPE_CHECKING:
    from pathlib import Path


def shown(capsys: pytest.CaptureFixture[str], *options: str, code: int = 0) -> str:
    """Return what the command prints for the newest run, with blanks put together."""
    assert run(["footprint", "latest", *options]) == code
    captured = capsys.readouterr()
    return " ".join((captured.out + captured.err).split())


def read(capsys: pytest.CaptureFixture[str], *options: str) -> Any:
    """Return what the command writes as JSON."""
    assert run(["footprint", "latest", *options, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def designed(pumps: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Design the tutorial's model with a bloc, and rules of which two name countries."""
    (pumps / "blocs.csv").write_text("bloc,country\neurope,CZE\neurope,DEU\n")
    (pumps / "rules.csv").write_text(
        "rule,measure,activity,where,sense,limit,of,from,periods,price\n"
        "americas,value,make,country = 'MEX',>=,0.3,true,2028,,\n"
        "large,units,make,\"array_contains(blocs, 'europe')\",>=,200000,,,cumulative,0.01\n"
        "pumps,units,make,product = 'pump',<=,1000000,,,,\n"
    )
    assert run(["design", "pumps", "--gap", "0"]) == 0
    capsys.readouterr()
    return pumps


def test_overview_target_path_and_json(designed: Path, capsys: pytest.CaptureFixture[str]):
    """Five measures a line, then the rules by country: shares as shares, and a broken rule as not kept."""
    text = shown(capsys)
    assert "value added output value labour hours capacity carbon" in text
    assert "year country EUR million EUR million h thousand h thousand t CO2e" in text
    assert "2026 CZE 14.0 100% 21.0 100% 71 100% 4.00 100% 0 0%" in text
    assert "target path" in text
    assert "americas 2028 value 59.5% >= 30.0% 29.5% share yes" in text
    assert "large all units" in text
    assert "unit no" in text
    assert "1,000,000" not in text
    found = read(capsys)
    assert list(found) == ["footprint", "targets"]
    first, second = found["footprint"][:2]
    assert first == {
        "year": "2026",
        "country": "CZE",
        "measure": "value_added",
        "amount": pytest.approx(14e6),
        "share": 1.0,
        "unit": "EUR",
    }
    assert second["measure"] == "output_value"
    large = found["targets"][-1]
    assert (large["rule"], large["period"], large["kept"]) == ("large", None, False)
    assert large["slack"] == pytest.approx(large["actual"] - 200_000)


def test_one_measure_has_bars(designed: Path, capsys: pytest.CaptureFixture[str]):
    """The whole is a full bar."""
    text = shown(capsys, "--measure", "labour_hours", "--year", "2026", "--by", "bloc")
    assert f"2026 europe 70,707 100.0% hour {'█' * BAR}" in text
    rows = read(capsys, "--measure", "capacity", "--by", "resource", "--per", "horizon")["footprint"]
    assert [(row["resource"], row["measure"], row["unit"]) for row in rows] == [
        ("assembly", "capacity", "hour")
    ]


def test_year_chooses_rows_of_both(designed: Path, capsys: pytest.CaptureFixture[str]):
    """Only the years asked for; a year that no period starts in is wrong usage."""
    found = read(capsys, "--year", "2028", "--per", "period", "--by", "site")
    assert {row["period"] for row in found["footprint"]} == {"2028"}
    assert {row["year"] for row in found["targets"]} == {"2028"}
    assert "there are 2026, 2027, 2028" in shown(capsys, "--year", "1999", code=2)


def test_no_rule_by_country_no_path(designed: Path, capsys: pytest.CaptureFixture[str]):
    """Where no rule names a country there is no path to show."""
    (designed / "rules.csv").unlink()
    assert run(["design", "pumps"]) == 0
    capsys.readouterr()
    assert "target path" not in shown(capsys)
    assert read(capsys)["targets"] == []


@pytest.mark.parametrize(
    ("share", "bar"),
    [(0.0, ""), (-0.5, ""), (0.5, "█" * 10), (1.0, "█" * 20), (1.5, "█" * 20), (0.0251, "▌")],
)
def test_bars_are_as_long_as_shares(share: float, bar: str):
    """Twenty characters are the whole, an eighth of one the least."""
    assert _bar(share) == bar
