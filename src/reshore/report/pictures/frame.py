"""What stands around a drawing: paper below it, its caption above, what it shows in words."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from reshore.report.palette import INK, QUIET
from reshore.report.pictures.captions import NO_CAPTION, Caption
from reshore.report.pictures.letters import lines_of

SVG = "http://www.w3.org/2000/svg"
MARGIN = 12
"""Paper around a drawing, in pixels."""
LINE = 22
"""Height of a line of a caption, in pixels."""

SCREEN = ("class", "pointer-events")
"""Attributes of shapes that matter under a pointer alone, as does any whose name starts with `META`."""
META = "ecmeta_"
WORDS = ("style", "title", "desc")
"""Parts of a drawing that aren't drawn."""
INHERITED = ("fill", "font-size")
"""Attributes of a whole drawing that its parts may take over."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a line is written: its size in pixels, its style, its colour."""

    size: int
    style: str
    colour: str

    def look(self, families: str) -> dict[str, str]:
        """Return the attributes of a text in these fonts."""
        weight = "bold" if self.style == "bold" else "normal"
        return {"fill": self.colour, "style": f"font:{weight} {self.size}px {families}"}


TITLE, NOTE = Kind(16, "bold", INK), Kind(14, "regular", QUIET)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a caption."""

    text: str
    kind: Kind


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
    caption: Caption = NO_CAPTION

    @staticmethod
    def room(width: int) -> int:
        """Return the width that a picture of some width leaves for the drawing, in pixels."""
        return width - 2 * MARGIN

    @property
    def lines(self) -> list[Line]:
        """The caption in lines."""
        return [
            Line(text, kind)
            for said, kind in ((self.caption.title, TITLE), (self.caption.note, NOTE))
            for text in lines_of(said, self.room(self.width), kind.size, kind.style)
        ]

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
            place = {"x": str(MARGIN), "y": str(MARGIN + LINE * number + TITLE.size)}
            ET.SubElement(picture, _name("text"), {**place, **line.kind.look(self.families)}).text = line.text
        picture.append(self._moved(ET.fromstring(drawing)))
        return ET.tostring(picture, encoding="unicode")

    def _moved(self, drawing: ET.Element) -> ET.Element:
        """Return what is drawn, in its place and as wide as there is room."""
        scale = self.room(self.width) / float(drawing.attrib["viewBox"].split()[2])
        place = f"translate({MARGIN} {self.top})" + (f" scale({scale:.6g})" if scale != 1 else "")
        inherited = {name: drawing.attrib[name] for name in INHERITED if name in drawing.attrib}
        moved = ET.Element(_name("g"), {"transform": place, "font-family": self.families, **inherited})
        moved.extend(child for child in drawing if child.tag not in map(_name, WORDS))
        for element in moved.iter():
            for name in [name for name in element.attrib if name in SCREEN or name.startswith(META)]:
                del element.attrib[name]
        return moved


def _name(tag: str) -> str:
    return f"{{{SVG}}}{tag}"
