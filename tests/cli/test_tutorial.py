"""The tutorial's commands work in their order, and say what the tutorial says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reshore.cli.app import run
from reshore.runs.store import list_runs

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_every_command_works(tutorial: str, pumps: Path, capsys: pytest.CaptureFixture[str]):
    """Each command ends well; the rule is written when the tutorial comes to it."""
    rule = (pumps / "rules.csv").read_text()
    (pumps / "rules.csv").unlink()
    commands = re.findall(r"```csv rules.csv|^\$ reshore (.*)$", tutorial, re.MULTILINE)
    for command in commands:
        if not command:
            (pumps / "rules.csv").write_text(rule)
        elif not command.startswith("compare"):
            # A minute of replications shows no more than a few.
            fewer = ["--replications", "5", "--no-fixes"] if command.startswith("stress") else []
            assert run([*command.split(), *fewer]) == 0, capsys.readouterr().err
    base, freight, ruled, stressed = list_runs(pumps.parent / "runs")
    assert run(["compare", base.id, ruled.id]) == 0
    out = capsys.readouterr().out
    for record in (base, ruled):
        assert f"{record.record['objective']:,.0f}" in out
    assert freight.record["scenario"] == "freight"
    assert stressed.record["stress"]["of"] == ruled.id
    assert (freight.path.parent / base.id / "report.html").exists()


def test_numbers_are_those_of_the_tutorial(tutorial: str, pumps: Path, capsys: pytest.CaptureFixture[str]):
    """The figures that the text shows are those that come out."""
    (pumps / "rules.csv").unlink()
    assert run(["design", "pumps", "--gap", "0"]) == 0
    shown = capsys.readouterr().out
    figures = re.search(r"```\npumps, base: optimal\n(.*?) \.\.\.", tutorial, re.DOTALL)
    for line in figures[1].splitlines():
        label, *value = re.split(r"\s{2,}", line.strip())
        if value and label not in {"figure", "gap"}:
            assert re.search(rf"{label}\s+{value[0]}\s+{value[1]}", shown), label


def test_python_of_the_tutorial(tutorial: str, pumps: Path, capsys: pytest.CaptureFixture[str]):
    """The lines of Python run as they stand."""
    (pumps / "rules.csv").unlink()
    exec(re.search(r"```python\n(.*?)```", tutorial, re.DOTALL)[1], {})
    assert "monterrey" in capsys.readouterr().out
