"""The model of the tutorial, as its readers would write it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.md"


@pytest.fixture(scope="session")
def tutorial() -> str:
    """Return the text of the tutorial."""
    return TUTORIAL.read_text(encoding="utf-8")


@pytest.fixture
def pumps(tutorial: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the tables of the tutorial to a folder in an empty working directory, and return it."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "pumps"
    folder.mkdir()
    for name, rows in re.findall(r"```csv (\w+\.csv)\n(.*?)```", tutorial, re.DOTALL):
        (folder / name).write_text(rows, encoding="utf-8")
    return folder
