"""`reshore check`: faults of cells and of distributions, all at once, and what is odd in a sound model."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reshore.cli.app import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

HEADER = "hazard,table,where,effect,rate,duration,severity\n"


def checked(capsys: pytest.CaptureFixture[str], code: int) -> Any:
    """Check the model as JSON; return what is told, which the exit code has to fit."""
    assert run(["check", "pumps", "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_distributions_that_cannot_be_read(pumps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each is told with its hazard and column, and what to write."""
    rows = 'fire,sites,,capacity,1,gamma(3),"uniform(0, 2"\nflood,sites,,capacity,1,soon,1\n'
    (pumps / "hazards.csv").write_text(HEADER + rows, encoding="utf-8")
    told = checked(capsys, 3)
    assert (told["ok"], told["count"]) == (False, 3)
    assert [fault["place"] for fault in told["faults"]] == [
        "hazards fire, duration",
        "hazards fire, severity",
        "hazards flood, duration",
    ]
    assert "'soon' is no distribution" in told["faults"][2]["problem"]
    assert run(["check", "pumps"]) == 3
    assert capsys.readouterr().err.startswith("reshore: 3 faults in the input\nhazards fire, duration: ")


def test_draws_that_cannot_be_read(pumps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A distribution of the table ranges is told as those of hazards are."""
    rows = "range,table,column,value\nwages,sites,fixed_cost,uniform(1\nrent,sites,fixed_cost,2\n"
    (pumps / "ranges.csv").write_text(rows, encoding="utf-8")
    (fault,) = checked(capsys, 3)["faults"]
    assert fault["place"] == "ranges wages, value"
    assert "'uniform(1' is no distribution" in fault["problem"]


def test_faults_of_cells_come_first(pumps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Distributions of a table that can't be read aren't looked at."""
    (pumps / "hazards.csv").write_text(f"{HEADER}fire,sits,,capacity,1,soon,1\n", encoding="utf-8")
    (fault,) = checked(capsys, 3)["faults"]
    assert fault["place"] == "pumps/hazards.csv:2:table"


def test_what_is_odd(pumps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A hazard that hits nothing and one that never comes are warnings: told, and no reason to fail."""
    rows = "fire,sites,role = 'yard',capacity,1,7,1\n"
    (pumps / "hazards.csv").write_text(HEADER + rows, encoding="utf-8")
    told = checked(capsys, 0)
    assert (told["ok"], told["count"]) == (True, 1)
    place, problem = "hazards fire, where", "condition role = 'yard' selects no row of sites"
    assert told["warnings"] == [{"place": place, "problem": problem, "remedy": ""}]
    assert run(["check", "pumps"]) == 0
    out = capsys.readouterr().out
    assert f"1 warning, of what may be meant:\n{place}: {problem}\nNo faults.\n" in out


def test_many_warnings_are_counted(pumps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A hundred are shown."""
    rows = "".join(f"h{n},sites,role = 'yard',capacity,1,7,1\n" for n in range(103))
    (pumps / "hazards.csv").write_text(HEADER + rows, encoding="utf-8")
    told = checked(capsys, 0)
    assert (told["count"], len(told["warnings"])) == (103, 100)
    assert run(["check", "pumps"]) == 0
    assert "\n... and 3 more\nNo faults.\n" in capsys.readouterr().out


def test_nothing_odd(pumps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the tutorial's model there is nothing to say but its rows."""
    told = checked(capsys, 0)
    assert (told["count"], told["warnings"], told["rows"]["sites"]) == (0, [], 3)
    assert run(["check", str(pumps)]) == 0
    out = capsys.readouterr().out
    assert "warning" not in out
    assert out.endswith("No faults.\n")
