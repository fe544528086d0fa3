"""A provenance is read from text, or the message says what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reshore.tables.provenance import FORM, Provenance

COUNTRIES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3)
LABELS = st.frozensets(st.text(st.characters(categories=("L", "N")), min_size=1, max_size=6), max_size=3)


@pytest.mark.parametrize(
    ("text", "provenance"),
    [
        (FORM, Provenance("CHN", "CHN", frozenset({"tested", "other"}))),
        ("MEX/CHN/USMCA", Provenance("MEX", "CHN", frozenset({"USMCA"}))),
        ("MEX / CHN /", Provenance("MEX", "CHN", frozenset())),
        (" MEX /CHN/ ", Provenance("MEX", "CHN", frozenset())),
        ("MEX / CHN", Provenance("MEX", "CHN", frozenset())),
        ("MEX / CHN / tested  tested", Provenance("MEX", "CHN", frozenset({"tested"}))),
    ],
)
def test_text_is_read(text, provenance):
    """Blanks around the parts don't count, and labels may be left out."""
    assert Provenance.parse(text) == provenance


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", " has one part"),
        ("CHN", " has one part"),
        ("CHN / CHN / tested / other", " has 4 parts"),
        (" / CHN / tested", " has no country last processed"),
        ("CHN / / tested", " has no country of origin"),
        ("CHN / CHN tested", ": the country of origin 'CHN tested' is no country"),
        ("CHN MEX / CHN /", ": the country last processed 'CHN MEX' is no country"),
    ],
)
def test_what_can_not_be_read_is_told(text, problem):
    """The message quotes the text, says what is wrong, and shows a right one."""
    with pytest.raises(ValueError, match="provenance") as caught:
        Provenance.parse(text)
    assert str(caught.value) == f"provenance {text!r}{problem}; write {FORM}"


@given(COUNTRIES, COUNTRIES, LABELS)
def test_what_is_written_can_be_read(processed, goods_origin, labels):
    """Any countries and labels come back as they were."""
    text = f"{processed} / {goods_origin} / {' '.join(labels)}"
    assert Provenance.parse(text) == Provenance(processed, goods_origin, labels)
