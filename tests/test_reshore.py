"""The public API: every name is there, is imported on first use, and shadows no module."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import reshore

SOURCE = Path(reshore.__file__)


@pytest.mark.parametrize("name", reshore.__all__)
def test_public_name_is_there(name: str):
    """Every public name can be imported, and is no module."""
    assert callable(getattr(reshore, name))
    assert name in dir(reshore)
    assert not (SOURCE.parent / name).exists()
    assert not (SOURCE.parent / f"{name}.py").exists()


def test_types_know_the_same_names():
    """What type checkers see is what can be imported."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {alias.asname for node in block.body for alias in node.names if isinstance(node, ast.ImportFrom)}
    assert seen == set(reshore.__all__)


def test_unknown_name():
    """An unknown name is an AttributeError, as with any module."""
    with pytest.raises(AttributeError, match="no attribute 'weather'"):
        _ = reshore.weather


@pytest.mark.parametrize("code", ["import reshore", "from reshore.cli import app; app.build()"])
def test_nothing_heavy_is_imported_before_it_is_needed(code: str):
    """Neither the package nor the command line imports frames, arrays or the solver to begin with."""
    check = f"import sys; {code}; print(*{{'polars', 'numpy', 'scipy', 'highspy'}} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
