"""What tests look for in SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from reshore.report.pictures.frame import SVG

if TYPE_CHECKING:
    from collections.abc import Iterator


def texts(svg: str) -> set[str]:
    """Return what is written in a picture, each label as one text."""
    return {"".join(text.itertext()) for text in elements(svg, "text")}


def elements(svg: str, tag: str) -> Iterator[ET.Element]:
    """Yield the elements of a kind."""
    return ET.fromstring(svg).iter(f"{{{SVG}}}{tag}")


def fills(svg: str) -> list[str]:
    """Return the colours that shapes are filled with."""
    return [path.get("fill", "") for tag in ("path", "rect", "circle") for path in elements(svg, tag)]
