"""Shapes of an SVG drawing."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING

from reshore.report.html import tag

if TYPE_CHECKING:
    from reshore.report.html import Markup

Point = tuple[float, float]


def round_down(metres: float) -> float:
    """Return the largest of 1, 2, 5, 10, 20, ... that isn't more."""
    step = 10.0 ** floor(log10(metres))
    return max(size * step for size in (1, 2, 5) if size * step <= metres)


def short(number: float) -> str:
    """Return a number as drawings have it."""
    return f"{number:.1f}"


def rect(x: float, y: float, width: float, height: float, **style: str) -> Markup:
    """Return a rectangle."""
    return tag("rect", x=short(x), y=short(y), width=short(width), height=short(height), **style)


def line(begin: Point, end: Point, colour: str, **style: str) -> Markup:
    """Return a line."""
    return tag(
        "line",
        x1=short(begin[0]),
        y1=short(begin[1]),
        x2=short(end[0]),
        y2=short(end[1]),
        stroke=colour,
        **style,
    )


def text(x: float, y: float, words: str, **style: str) -> Markup:
    """Return a line of text."""
    return tag("text", words, x=short(x), y=short(y), **style)
