"""Widths of text, and where it breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reshore.report.pictures.letters import is_covered, lines_of, width_of, widths

WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=9), max_size=12).map(" ".join)


def test_bold_is_wider() -> None:
    """Each style has its own widths, in proportion to the size."""
    assert width_of("Guadalajara", 12) < width_of("Guadalajara", 12, "bold")
    assert width_of("Guadalajara", 24) == pytest.approx(2 * width_of("Guadalajara", 12))


def test_what_the_font_lacks_is_square() -> None:
    """A character of another script is as wide as high."""
    assert width_of("\u6df1\u5733", 12) == 24
    assert not is_covered("Shenzhen \u6df1\u5733")


def test_what_reports_write_is_covered() -> None:
    """Letters of the languages and the signs that reports use are in the font."""
    signs = "\N{MINUS SIGN}\N{RIGHTWARDS ARROW}\N{MULTIPLICATION SIGN}\N{SUPERSCRIPT TWO}\N{EN DASH}"
    spaces = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
    assert is_covered(
        f"Ciudad Ju\u00e1rez, B\u1eafc Giang, \u0141\u00f3d\u017a, \u0152uvre \u2019\n{signs}{spaces}"
    )
    assert widths()["bold"].keys() == widths()["regular"].keys()


@given(WORDS, st.floats(20, 400))
def test_lines_fit_and_keep_every_word(text: str, room: float) -> None:
    """No line is too wide unless it is one word, and the words are all there in order."""
    lines = lines_of(text, room, 16)
    assert " ".join(lines) == text
    assert all(width_of(line, 16) <= room or " " not in line for line in lines)
