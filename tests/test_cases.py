"""The worked examples can be found and copied, and a copy never overwrites anything."""

from __future__ import annotations

import resource
import signal
from typing import TYPE_CHECKING

import pytest

from reshore.cases import copy_example, example_names, example_path
from reshore.errors import ReshoreError, UsageError

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


def test_copy_to_a_full_disk(tmp_path: Path):
    """The reason is told once, not once a file, and nothing is left."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        with pytest.raises(ReshoreError, match=r"mine can't be written: File too large$"):
            copy_example("gb200", tmp_path / "mine")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert list(tmp_path.iterdir()) == []
