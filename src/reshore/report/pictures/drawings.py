"""Drawings of a page that are SVG already, such as the floor of a plant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from reshore.report.pictures.frame import SVG

if TYPE_CHECKING:
    from reshore.report.html import Markup


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing: its SVG, what it shows in words, and its height for each unit of width."""

    svg: str
    label: str
    flatness: float


def drawings(body: Markup) -> list[Drawing]:
    """Return the drawings in the body of a section."""
    return [_read(svg) for svg in re.findall(r"<svg .*?</svg>", body, re.DOTALL)]


def _read(svg: str) -> Drawing:
    root = ET.fromstring(svg)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    told = [root.findtext(f"{{{SVG}}}{tag}") for tag in ("title", "desc")]
    return Drawing(svg, ". ".join(filter(None, told)), height / width)
