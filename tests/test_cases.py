"""The worked examples can be found and copied, and a copy never overwrites anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reshore.cases import copy_example, example_names, example_path
from reshore.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def test_reference_case_is_there():
    """The reference case comes with the package, its settings among its files."""
    assert "gb200" in example_names()
    assert example_path("gb200").is_dir()


def test_unknown_example():
    """An unknown name, also one that is a path, lists what there is."""
    for name in ("gb300", "../docs", ""):
        with pytest.raises(UsageError, match=r"no example .*; there are .*gb200"):
            example_path(name)


def test_copy(tmp_path: Path):
    """A copy has the same files; a second one to the same place is refused."""
    target = tmp_path / "mine"
    copy_example("gb200", target)
    names = {path.name for path in example_path("gb200").iterdir()} - {"__pycache__"}
    assert {path.name for path in target.iterdir()} == names
    with pytest.raises(UsageError, match="is there already"):
        copy_example("gb200", target)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
