"""Periods that follow each other are said from first to last."""

from __future__ import annotations

import pytest

from reshore.report.stretches import stretches


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ("", ""),
        ("c", "c"),
        ("ab", "a and b"),
        ("abc", "a to c"),
        ("bcdfg", "b to d, f and g"),
        ("aceg", "a, c, e and g"),
        ("abcdefg", "a to g"),
    ],
)
def test_stretches(chosen, words):
    assert stretches(list("abcdefg"), chosen) == words


def test_what_is_beyond_is_counted():
    assert stretches(list("abcdefg"), "aceg", 3) == "a, c, e and 1 more"
