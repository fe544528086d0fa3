"""What stands around a drawing: paper below it, its caption above, what it shows in words."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from reshore.report.palette import INK
from reshore.report.pictures.letters import lines_of

SVG = "http://www.w3.org/2000/svg"
MARGIN = 12
"""Paper around a drawing, in pixels."""
SIZE, LINE = 16, 22
"""Size and height of a line of a caption, in pixels."""

SCREEN = ("class", "pointer-events")
"""Attributes of shapes that matter under a pointer alone, as does any whose name starts with `META`."""
META = "ecmeta_"


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a picture.

    Attributes
    ----------
    width
        Width of the picture, in pixels.
    inner_height
        Height of the drawing, in pixels.
    families
        Fonts of the caption, as CSS lists them.
    paper
        Colour below the drawing.
    caption
        What stands above; empty where nothing does.
    """

    width: int
    inner_height: int
    families: str
    paper: str
    caption: str = ""

    @staticmethod
    def room(width: int) -> int:
        """Return the width that a picture of some width leaves for the drawing, in pixels."""
        return width - 2 * MARGIN

    @property
    def lines(self) -> list[str]:
        """The caption in lines."""
        return lines_of(self.caption, self.room(self.width), SIZE, "bold")

    @property
    def top(self) -> int:
        """Where the drawing begins, in pixels."""
        return MARGIN + LINE * len(self.lines)

    @property
    def height(self) -> int:
        """Height of the picture, in pixels."""
        return self.top + self.inner_height + MARGIN

    def around(self, drawing: str, label: str) -> str:
        """Return a drawing in its frame; the label says what it shows."""
        ET.register_namespace("", SVG)
        size = {"width": str(self.width), "height": str(self.height)}
        box = f"0 0 {self.width} {self.height}"
        picture = ET.Element(_name("svg"), {**size, "viewBox": box, "role": "img", "aria-label": label})
        ET.SubElement(picture, _name("title")).text = label
        ET.SubElement(picture, _name("rect"), {**size, "fill": self.paper})
        for number, line in enumerate(self.lines):
            ET.SubElement(picture, _name("text"), self._place(number)).text = line
        moved = ET.SubElement(picture, _name("g"), {"transform": f"translate({MARGIN} {self.top})"})
        moved.extend(_still(ET.fromstring(drawing)))
        return ET.tostring(picture, encoding="unicode")

    def _place(self, number: int) -> dict[str, str]:
        style = f"font:bold {SIZE}px {self.families}"
        baseline = MARGIN + LINE * number + SIZE
        return {"x": str(MARGIN), "y": str(baseline), "fill": INK, "style": style}


def _still(drawing: ET.Element) -> list[ET.Element]:
    """Return what is in a drawing without what moves or marks it under a pointer."""
    for element in drawing.iter():
        for name in [name for name in element.attrib if name in SCREEN or name.startswith(META)]:
            del element.attrib[name]
    return [child for child in drawing if child.tag != _name("style")]


def _name(tag: str) -> str:
    return f"{{{SVG}}}{tag}"
