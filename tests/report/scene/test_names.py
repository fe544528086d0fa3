from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pxr")

from pxr import Sdf

from reshore.report.scene.names import Names


def test_names_tell_apart():
    """Names that would be the same, or differ by capitals alone, are numbered."""
    names = Names()
    assert [names(words) for words in ("burn in", "burn-in", "Burn_in", "1st", "")] == [
        "burn_in",
        "burn_in_2",
        "Burn_in_3",
        "_1st",
        "_",
    ]


@given(st.lists(st.text(max_size=8), max_size=12))
def test_names_are_identifiers(words: list[str]):
    """Whatever the words, each name is an identifier and there but once."""
    names = Names()
    given_names = [names(word) for word in words]
    assert all(Sdf.Path.IsValidIdentifier(name) for name in given_names)
    assert len({name.casefold() for name in given_names}) == len(words)
