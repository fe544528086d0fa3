"""The pages for people: what they link to is there, and what they say of commands holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reshore.cli.app import GROUPS
from reshore.errors import DataError, InfeasibleError, ReshoreError, TimeLimitError, UsageError

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path):
    """Every relative link and picture of a page exists."""
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert missing == []


def test_readme_names_commands_that_exist():
    """Commands in the README are there, or marked as to come."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    known = {command.__name__ for commands in GROUPS.values() for command in commands}
    coming = set(re.findall(r"`reshore (\w+)` \| to come", text))
    named = set(re.findall(r"(?:^|`|run )reshore ([a-z]+)", text, re.MULTILINE))
    assert named - coming <= known
    assert coming.isdisjoint(known)
    assert named >= {"demo", "design", "check", "report"}


def test_exit_codes_of_the_readme():
    """The table of exit codes is that of the errors."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    codes = {int(code): meaning for code, meaning in re.findall(r"^\| (\d+) \| (.*) \|$", text, re.MULTILINE)}
    assert set(codes) == {0, 1, 2, 3, 4, 5, 130}
    assert "failed" in codes[ReshoreError.exit_code]
    assert "usage" in codes[UsageError.exit_code]
    assert "invalid data" in codes[DataError.exit_code]
    assert "rules" in codes[InfeasibleError.exit_code]
    assert "time limit" in codes[TimeLimitError.exit_code]
