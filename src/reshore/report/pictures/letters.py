"""How wide text is in the font of pictures, and where it has to break."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

EM = 1000
"""Thousandths of the size, which widths of characters are in."""


@cache
def widths() -> dict[str, dict[str, int]]:
    """Return the width of each character by style, ``regular`` and ``bold``."""
    found: dict[str, dict[str, int]] = json.loads(
        files("reshore.report.pictures.font").joinpath("widths.json").read_text(encoding="utf-8")
    )
    return found


def width_of(text: str, size: float, style: str = "regular") -> float:
    """Return how wide a text is in pixels; a character that the font lacks is taken to be square."""
    known = widths()[style]
    return sum(known.get(letter, EM) for letter in text) * size / EM


def lines_of(text: str, room: float, size: float, style: str = "regular") -> list[str]:
    """Return a text in lines that are at most `room` pixels wide, unless a single word is wider."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(f"{lines[-1]} {word}", size, style) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def is_covered(text: str) -> bool:
    """Whether the font has every character of a text."""
    return set(text) - {"\n"} <= widths()["regular"].keys()
