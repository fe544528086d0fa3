"""Builds ``regular.ttf``, ``bold.ttf``, ``widths.json`` and ``LICENSE.txt`` from DejaVu Sans Condensed 2.37.

Run by hand with fontTools installed, never by the program::

    python -m reshore.report.pictures.font.build /usr/share/fonts/truetype/dejavu

The fonts' licences allow parts of them under any name without the words Bitstream, Vera, Tavmjong Bah and
Arev. Ours is `FAMILY`, so that nobody takes the part for the whole.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from fontTools import subset  # type: ignore[import-not-found, import-untyped, unused-ignore]
from fontTools.ttLib import TTFont  # type: ignore[import-not-found, import-untyped, unused-ignore]

FAMILY = "Reshore Sans"
STYLES = {"regular": ("DejaVuSansCondensed.ttf", "Regular"), "bold": ("DejaVuSansCondensed-Bold.ttf", "Bold")}
"""File of the whole font, and what the style is called, by file without its ending."""

RANGES = (
    *((0x20, 0x7E), (0xA0, 0x24F)),  # Latin, and all that is written with it in Europe
    *((0x1EA0, 0x1EF9), (0x2B0, 0x2DD), (0x300, 0x304)),  # Vietnamese, accents
    *((0x391, 0x3C9), (0x400, 0x45F)),  # Greek, Cyrillic
    *((0x2010, 0x2027), (0x202F, 0x203A), (0x2070, 0x209C), (0x20A0, 0x20BF)),  # signs of text and money
    *((0x2190, 0x2199), (0x21BA, 0x21BB), (0x2202, 0x222B), (0x2248, 0x2265)),  # arrows and mathematics
    *((0x25A0, 0x25CF), (0x2713, 0x2718)),  # shapes and ticks
)
"""First and last character of each range that is kept."""

COPYRIGHT, STYLE, UNIQUE, WHOLE, VERSION, POSTSCRIPT, LICENCE = 0, 2, 3, 4, 5, 6, 13
NAME = 1
KEPT = frozenset({COPYRIGHT, NAME, STYLE, UNIQUE, WHOLE, VERSION, POSTSCRIPT, LICENCE})
"""Entries of a font's table of names that are kept."""

EM = 1000
"""Widths are whole thousandths of the size of the font."""


def main(source: Path, target: Path) -> None:
    """Write the fonts, the widths of their characters and their licence to a folder."""
    widths = {}
    for style, (file, name) in STYLES.items():
        font = TTFont(source / file, recalcTimestamp=False)
        reduce(font)
        licence = font["name"].getDebugName(LICENCE).strip()
        (target / "LICENSE.txt").write_text(f"{licence}\n", encoding="utf-8")
        rename(font, name)
        font.save(target / f"{style}.ttf", reorderTables=True)
        widths[style] = widths_of(font)
    (target / "widths.json").write_text(
        json.dumps(widths, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8"
    )


def reduce(font: Any) -> None:  # noqa: ANN401
    """Keep the characters that pictures need, and nothing for screens of few pixels."""
    options = subset.Options(
        hinting=False, layout_features=["kern"], name_IDs=sorted(KEPT), drop_tables=["FFTM"]
    )
    reducer = subset.Subsetter(options)
    reducer.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    reducer.subset(font)


def rename(font: Any, style: str) -> None:  # noqa: ANN401
    """Give the font its name, and leave its copyright notice as it is."""
    named = f"{FAMILY} {style}"
    told = {
        NAME: FAMILY,
        STYLE: style,
        UNIQUE: f"{named}, a part of DejaVu Sans Condensed 2.37",
        WHOLE: named,
        POSTSCRIPT: named.replace(" ", "-"),
        LICENCE: "See LICENSE.txt beside this file",
    }
    for entry in font["name"].names:
        if entry.nameID in told:
            entry.string = told[entry.nameID]


def widths_of(font: Any) -> dict[str, int]:  # noqa: ANN401
    """Return the width of each character, in thousandths of the size."""
    units, metrics = font["head"].unitsPerEm, font["hmtx"]
    return {chr(code): round(metrics[glyph][0] * EM / units) for code, glyph in font.getBestCmap().items()}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent)
