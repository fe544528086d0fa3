"""The worked examples that come with reshore, and where they are."""

from __future__ import annotations

import shutil
from pathlib import Path

from reshore.errors import UsageError
from reshore.tables.atomic import replacing

_PACKAGE = Path(__file__).parent
_HOMES = (_PACKAGE / "examples", _PACKAGE.parents[1] / "examples")
"""In an installed package, and in the repository."""


def example_names() -> list[str]:
    """Return the names of the examples."""
    return sorted({path.name for home in _HOMES if home.is_dir() for path in home.iterdir() if path.is_dir()})


def example_path(name: str) -> Path:
    """Return the folder of an example, which is a model.

    Raises
    ------
    UsageError
        If there is no example of that name.
    """
    if name in example_names():
        return next(home / name for home in _HOMES if (home / name).is_dir())
    raise UsageError(f"no example {name!r}; there are {', '.join(example_names())}")


def copy_example(name: str, folder: Path) -> None:
    """Copy an example to a folder that is not there yet.

    Raises
    ------
    UsageError
        If there is no such example, or the folder is there.
    ReshoreError
        If it can't be written; nothing of it is left then.
    """
    source = example_path(name)
    with replacing(folder) as draft:
        for file in source.rglob("*"):
            if file.is_file() and file.parent.name != "__pycache__":
                copy = draft / file.relative_to(source)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copy)
