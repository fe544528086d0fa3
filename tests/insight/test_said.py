"""Numbers in sentences: no powers of ten, as money has them."""

from __future__ import annotations

import pytest

from reshore.insight.said import said


@pytest.mark.parametrize(
    ("value", "told"),
    [(0.25, "0.25"), (-1.0, "-1"), (206250.0, "206250"), (9e6, "9,000,000"), (float("inf"), "inf")],
)
def test_words(value, told):
    """Nine million is written out."""
    assert said(value) == told
