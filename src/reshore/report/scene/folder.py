"""The folder of a scene: written whole or not at all, in place of an older scene alone."""

from __future__ import annotations

import secrets
import shutil
from typing import TYPE_CHECKING

from reshore.errors import UsageError
from reshore.tables.atomic import replacing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ROOT, LAYOUT, RESULTS, MOTION = "plant.usda", "layout.usda", "results.usda", "motion.usda"
ASSETS = "assets"
CREATOR = "reshore"
"""What every file of a scene names as its creator."""
HEAD = 4096
"""Bytes of a file that its creator is looked for in."""


def asset_file(name: str) -> str:
    """Return the file of an asset, from the folder of the scene."""
    return f"{ASSETS}/{name}.usda"


def require_writable(folder: Path) -> None:
    """Refuse a place where there is something else than a scene of ours.

    Raises
    ------
    UsageError
        If it is a file, or a folder with anything that isn't part of such a scene.
    """
    if folder.is_dir() and all(map(_is_ours, folder.iterdir())):
        return
    if folder.exists():
        raise UsageError(
            f"{folder} is there already, with more than a scene; name another place, or take it away first"
        )


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write the files of a scene; a scene that is there is replaced when the new one is whole.

    Raises
    ------
    UsageError
        If something else is there.
    ReshoreError
        If it can't be written; what was there before is there still.
    """
    require_writable(folder)
    target = folder.resolve()
    aside = target.parent / f".{secrets.token_hex(6)}"
    try:
        with replacing(target, over=True) as draft:
            (draft / ASSETS).mkdir(parents=True)
            for name, text in files.items():
                (draft / name).write_text(text, encoding="utf-8", newline="\n")
            if target.exists():
                target.rename(aside)
    except BaseException:
        if aside.exists():
            aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _is_ours(path: Path) -> bool:
    """Return whether we wrote a file, or all that is in the folder of assets."""
    if path.is_dir():
        return path.name == ASSETS and all(part.is_file() and _is_ours(part) for part in path.iterdir())
    with path.open("rb") as file:
        return path.suffix == ".usda" and f'creator = "{CREATOR}"'.encode() in file.read(HEAD)
