"""A run is found by its path, by its name in ./runs, and as the latest one."""

from __future__ import annotations

from pathlib import Path

import pytest

from reshore.cli.find import find_run
from reshore.errors import UsageError
from reshore.runs import store


def test_runs_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The three ways lead to the same folder."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="no runs in"):
        find_run("latest")
    first, second = (store.save(Path("runs"), "pumps", {}, {}) for _ in range(2))
    assert find_run("latest") == max((first, second), key=lambda run: (run.record["created"], run.id)).path
    assert find_run(first.id) == first.path
    assert find_run(str(tmp_path / "runs" / first.id)) == tmp_path / "runs" / first.id
    with pytest.raises(UsageError, match="no run 'x'"):
        find_run("x")
