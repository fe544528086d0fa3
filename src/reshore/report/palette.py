"""Colours that people with any colour vision can tell apart."""

from __future__ import annotations

from reshore.report.history import Fate

INK, QUIET, RULE, LAND, SEA = "#1c2733", "#5b6875", "#dfe4e9", "#e6e9ec", "#f6f9fb"

DISTINCT = ("#332288", "#44aa99", "#cc6677", "#ddcc77", "#88ccee", "#117733", "#aa4499", "#999933", "#882255")
"""Paul Tol's muted scheme, reordered so that neighbours differ most."""
OTHER = "#bcc3ca"
"""What is left over when the distinct colours are used up."""
LETTERS = ("#ffffff", INK, "#000000")
"""Colours of labels, the first that can be read is taken."""
READABLE = 4.5
"""Contrast at which text can be read (WCAG 2.2, success criterion 1.4.3)."""

GRADES = {"A": "#1b5e8c", "B": "#4a9ab5", "C": "#a9d3c9", "D": "#f1d58a", "E": "#d9742b", "": "#bcc3ca"}
"""Colour of a grade of source; empty = no source."""

FATES = {Fate.RUNS: "#6b87a8", Fate.OPENS: "#117733", Fate.CLOSES: "#cc6677", Fate.UNUSED: "#ffffff"}
"""Colour of what the plan does with a site."""
MODULES = "#332288"

BETWEEN, DELIVERED = "#7a8896", "#2f6fab"
"""Lanes between sites, and to markets."""
SHADES = ("#d5e3e1", "#7fb8ae")
"""Countries on the map that add the least of the value, and half of it or more."""


def on(colour: str) -> str:
    """Return the colour of a label on a colour."""
    return next(letter for letter in LETTERS if contrast(letter, colour) >= READABLE)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(low: str, high: str, share: float) -> str:
    """Return the colour at a share of the way from one to another."""
    ends = [[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in (low, high)]
    return "#" + "".join(f"{round(a + share * (b - a)):02x}" for a, b in zip(*ends, strict=True))
