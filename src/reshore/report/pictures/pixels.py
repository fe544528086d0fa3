"""SVG to PNG, in the font of pictures."""

from __future__ import annotations

import struct
from contextlib import ExitStack
from importlib.resources import as_file, files

from reshore.report.pictures.letters import is_covered

FAMILY = "Reshore Sans"
FONTS = ("regular.ttf", "bold.ttf")


def to_png(svg: str, scale: float) -> bytes:
    """Return a picture as PNG, `scale` pixels for each of the SVG's.

    Characters that our font lacks are looked for in the fonts of the machine.
    """
    from resvg_py import svg_to_bytes

    with ExitStack() as opened:
        folder = files("reshore.report.pictures.font")
        fonts = [str(opened.enter_context(as_file(folder.joinpath(name)))) for name in FONTS]
        return svg_to_bytes(
            svg_string=svg,
            zoom=scale,
            font_files=fonts,
            sans_serif_family=FAMILY,
            skip_system_fonts=is_covered(svg),
        )


def size_of(png: bytes) -> tuple[int, int]:
    """Return width and height of a PNG in pixels, which its header begins with."""
    width, height = struct.unpack_from(">II", png, 16)
    return width, height
