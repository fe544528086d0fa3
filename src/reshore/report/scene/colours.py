"""Colours of a scene, as light has them."""

from __future__ import annotations

from reshore.report.palette import RULE, mixed

Colour = tuple[float, float, float]

IDLE, FULL, BOTTLENECK = RULE, "#1b5e8c", "#d9742b"
"""Colours of a station that never works, of one that always does, and of the bottleneck."""
DIGITS = 4


def linear(colour: str) -> Colour:
    """Return a colour of a screen as shares of linear light, which scenes are in."""
    red, green, blue = (_light(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def use(load: float) -> str:
    """Return the colour of a station that works for a share of its time."""
    return mixed(IDLE, FULL, min(max(load, 0.0), 1.0))


def _light(value: float) -> float:
    """Return what a channel of sRGB is in linear light (IEC 61966-2-1)."""
    return round(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4, DIGITS)
