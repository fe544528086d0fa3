"""The font of pictures: its name, its licence, and widths that are those of its letters."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reshore.report.pictures import pixels
from reshore.report.pictures.letters import widths

if TYPE_CHECKING:
    from types import ModuleType

FONT = files("reshore.report.pictures.font")
WHOLE = Path("/usr/share/fonts/truetype/dejavu")


@pytest.fixture(scope="module")
def build() -> ModuleType:
    """Return the module that builds the font, where fontTools is installed."""
    pytest.importorskip("fontTools")
    from reshore.report.pictures.font import build

    return build


@pytest.mark.parametrize("style", ["regular", "bold"])
def test_widths_are_those_of_the_font(build: ModuleType, style: str) -> None:
    """Text is measured as it is drawn."""
    with as_file(FONT.joinpath(f"{style}.ttf")) as path:
        font = build.TTFont(path)
    assert build.widths_of(font) == widths()[style]


def test_name(build: ModuleType) -> None:
    """The font has the name by which pictures ask for it, and none that its licence keeps."""
    for style in build.STYLES:
        with as_file(FONT.joinpath(f"{style}.ttf")) as path:
            names = build.TTFont(path)["name"]
        assert names.getDebugName(build.NAME) == build.FAMILY == pixels.FAMILY
        for entry in (build.NAME, build.WHOLE, build.POSTSCRIPT):
            assert not {"Bitstream", "Vera", "Tavmjong", "Arev"} & set(names.getDebugName(entry).split())


def test_licence_and_size() -> None:
    """The licences of both makers stand beside the font, which is small."""
    licence = FONT.joinpath("LICENSE.txt").read_text(encoding="utf-8")
    assert "Bitstream Vera Fonts Copyright" in licence
    assert "Arev Fonts Copyright" in licence
    for style in ("regular", "bold"):
        assert len(FONT.joinpath(f"{style}.ttf").read_bytes()) < 120_000


@pytest.mark.skipif(not WHOLE.is_dir(), reason="DejaVu fonts are not installed")
def test_build(build: ModuleType, tmp_path: Path) -> None:
    """The whole font gives the widths and the licence that are there, and fonts of the same characters."""
    build.main(WHOLE, tmp_path)
    for name in ("widths.json", "LICENSE.txt"):
        assert (tmp_path / name).read_bytes() == FONT.joinpath(name).read_bytes()
    for style in build.STYLES:
        font = build.TTFont(tmp_path / f"{style}.ttf")
        assert {chr(code) for code in font.getBestCmap()} == widths()[style].keys()
