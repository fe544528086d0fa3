"""Writing the pictures of a page: all files or none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reshore.errors import ReshoreError, UsageError
from reshore.report.pictures.draw import draw
from reshore.report.pictures.pixels import size_of, to_png

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.report.shell import Page

FORMATS = ("svg", "png")

NEEDED = ("quickjs", "resvg_py")
"""Modules of the extra."""

WIDTHS = (300, 4000)
"""Least and largest width, in pixels."""
LONGEST = 80
"""Characters of a file's name that come from the chart's key."""
MOST_PIXELS = 10_000
"""Bound on the width of a PNG, in pixels."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A file of a picture: where it is, its size in pixels, and what it shows in words."""

    path: Path
    width: int
    height: int
    label: str


def require_pictures() -> None:
    """Refuse to draw where the packages for it aren't installed.

    Raises
    ------
    UsageError
        If they aren't.
    """
    if any(find_spec(module) is None for module in NEEDED):
        raise UsageError('pictures need QuickJS and resvg: pip install "reshore[pictures]"')


def write_pictures(
    page: Page,
    folder: Path,
    *,
    formats: Sequence[str] = FORMATS,
    width: int = 1200,
    scale: float = 2.0,
) -> list[PictureFile]:
    """Write the charts of a page as files ``KEY.svg`` and ``KEY.png``, and return these in order.

    A key that names a part of the model stands there without what a file's name can't have.

    Parameters
    ----------
    page
        The page; what is spoken now is the language of its axes.
    folder
        Where to; files of the same names are replaced, others left alone.
    formats
        What to write.
    width
        Width of a picture, in pixels of SVG.
    scale
        Pixels of PNG for each of these.

    Raises
    ------
    UsageError
        If a format or a size isn't one that can be, or a package for it isn't installed.
    ReshoreError
        If they can't be written; what was there before is there still.
    """
    _require_possible(formats, width, scale)
    require_pictures()
    pictures = list(draw(page, width))
    names = file_names([picture.key for picture in pictures])
    written, contents = [], {}
    for picture, name in zip(pictures, names, strict=True):
        for ending in formats:
            file = f"{name}.{ending}"
            contents[file] = picture.svg.encode() if ending == "svg" else to_png(picture.svg, scale)
            size = (picture.width, picture.height) if ending == "svg" else size_of(contents[file])
            written.append(PictureFile(folder / file, *size, picture.label))
    _put(contents, folder)
    return written


def file_names(keys: Sequence[str]) -> list[str]:
    """Return a name for the files of each key: letters, figures and dashes, none twice in any case."""
    taken: dict[str, str] = {}
    for key in keys:
        plain = re.sub(r"\W+", "-", key)[:LONGEST]
        tries = (plain if number == 1 else f"{plain}-{number}" for number in count(1))
        name = next(name for name in tries if name.casefold() not in taken)
        taken[name.casefold()] = name
    return list(taken.values())


def _require_possible(formats: Sequence[str], width: int, scale: float) -> None:
    if unknown := [one for one in formats if one not in FORMATS]:
        raise UsageError(f"pictures are {' or '.join(FORMATS)}, not {unknown[0] or 'nothing'}")
    least, most = WIDTHS
    if not least <= width <= most:
        raise UsageError(f"a picture is {least} to {most:,} pixels wide, not {width:,}")
    if not 0 < scale * width <= MOST_PIXELS:
        raise UsageError(
            f"a scale of {scale:g} makes {width * scale:,.0f} pixels; 1 to {MOST_PIXELS:,} can be"
        )


def _put(contents: Mapping[str, bytes], folder: Path) -> None:
    """Write all files to a draft, and then put each under its name."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".") as draft:
            for file, content in contents.items():
                (Path(draft) / file).write_bytes(content)
            for file in contents:
                (Path(draft) / file).replace(folder / file)
    except OSError as error:
        raise ReshoreError(f"{folder} can't be written: {error.strerror or error}") from error
