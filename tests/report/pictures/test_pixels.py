"""Pictures as pixels: their size, and that text is drawn whatever fonts a machine has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reshore.report.pictures.artist import FAMILIES
from reshore.report.pictures.pixels import size_of, to_png

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.pictures.draw import Picture

pytest.importorskip("resvg_py")


def written(text: str, style: str = "") -> str:
    """Return a picture of a text on white."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><rect width="200" height="40"'
        f' fill="#fff"/><text x="5" y="25" style="font:{style} 16px {FAMILIES}">{text}</text></svg>'
    )


@pytest.mark.parametrize(("scale", "size"), [(1.0, (200, 40)), (2.0, (400, 80)), (0.5, (100, 20))])
def test_size(scale: float, size: tuple[int, int]) -> None:
    """A picture has as many pixels as were asked for."""
    assert size_of(to_png(written("Text"), scale)) == size


def test_text_is_drawn() -> None:
    """Text is there, each text another picture, and bold is bolder."""
    blank, one, other, bold = (
        to_png(written(text, style), 2) for text, style in (("", ""), ("a", ""), ("b", ""), ("a", "bold"))
    )
    assert len({blank, one, other, bold}) == 4
    assert min(map(len, (one, other, bold))) > len(blank)


def test_charts_are_not_blank(pictures: Mapping[str, Picture]) -> None:
    """The picture of a chart has the size of its SVG and much more in it than its paper."""
    picture = pictures["costs-kind"]
    png = to_png(picture.svg, 1)
    paper = f'<rect width="{picture.width}" height="{picture.height}" fill="#fff"/>'
    size = f'width="{picture.width}" height="{picture.height}"'
    blank = to_png(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{paper}</svg>', 1)
    assert size_of(png) == (picture.width, picture.height) == size_of(blank)
    assert len(png) > 4 * len(blank)
