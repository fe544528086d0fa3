"""What is printed can be read: by people as tables, by programs as JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from reshore.cli.output import print_json, print_table

if TYPE_CHECKING:
    import pytest


def test_json_is_valid(capsys: pytest.CaptureFixture[str]):
    """Frames become rows, dates text, and what is not finite null."""
    frame = pl.DataFrame({"day": [date(2026, 1, 1)], "gap": [float("inf")], "name": ["Größe"]})
    print_json({"frame": frame, "list": [float("nan"), 1]})
    out = capsys.readouterr().out
    assert json.loads(out) == {
        "frame": [{"day": "2026-01-01", "gap": None, "name": "Größe"}],
        "list": [None, 1],
    }
    assert "Größe" in out


def test_table_shows_units_as_people_write_them(capsys: pytest.CaptureFixture[str]):
    """Thousands are set apart, shares are percentages, empty cells are empty, brackets are just text."""
    frame = pl.DataFrame(
        {
            "figure": ["net present cost", "gap", "[red]x[/red]"],
            "value": [1234567.8, 0.0042, None],
            "unit": ["EUR", "share", ""],
            "differs": [True, False, None],
        }
    )
    print_table(frame, "pumps")
    out = capsys.readouterr().out
    assert "pumps" in out
    assert "1,234,568" in out
    assert "0.4%" in out
    assert "[red]x[/red]" in out
    assert "None" not in out


def test_money_beside_a_share_is_money(capsys: pytest.CaptureFixture[str]):
    """The unit of a row is that of its other columns."""
    frame = pl.DataFrame({"value": [0.251], "unit": ["share"], "low": [1123935.3], "high": [1240830.2]})
    print_table(frame, money=("low", "high"))
    assert capsys.readouterr().out.splitlines()[-2].split() == ["25.1%", "share", "1,123,935", "1,240,830"]


def test_nothing_is_cut_on_a_narrow_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """Where there is too little room, numbers stay whole and names go on in the next line."""
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    name = "pumps-base-20261123-023835-f78bf0"
    print_table(pl.DataFrame({"run": [name], "status": ["optimal"], "cost": [49138935.0]}))
    first, *rest = capsys.readouterr().out.split("\u2500")[-1].strip().splitlines()
    start, status, cost = first.split()
    assert start + "".join(line.strip() for line in rest) == name
    assert (status, cost) == ("optimal", "49,138,935")


def test_wide_tables_are_not_cut_in_a_pipe(capsys: pytest.CaptureFixture[str]):
    """Where output is no terminal, long names stay whole and on one line."""
    name = "a-very-long-name-of-a-run-" * 5
    print_table(pl.DataFrame({"run": [name], **{f"column {i}": ["value"] for i in range(15)}}))
    assert any(name in line and line.count("value") == 15 for line in capsys.readouterr().out.splitlines())
