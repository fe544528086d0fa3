"""Colours can be told apart and read."""

from __future__ import annotations

import pytest

from reshore.report.palette import (
    DISTINCT,
    FATES,
    GRADES,
    INK,
    MODULES,
    OTHER,
    QUIET,
    READABLE,
    SEA,
    contrast,
    mixed,
    on,
)

FILLS = sorted({*DISTINCT, OTHER, *GRADES.values(), *FATES.values(), MODULES})


@pytest.mark.parametrize("colour", FILLS)
def test_labels_can_be_read(colour: str) -> None:
    """Whatever colour a label stands on."""
    assert contrast(on(colour), colour) >= READABLE


@pytest.mark.parametrize("letters", [INK, QUIET])
@pytest.mark.parametrize("paper", ["#ffffff", SEA])
def test_text_can_be_read(letters: str, paper: str) -> None:
    """On the paper of a page, and beside its sections."""
    assert contrast(letters, paper) >= READABLE


def test_contrast_is_that_of_the_standard() -> None:
    """Black on white is 21, a colour on itself 1, and the order doesn't matter."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#cc6677", "#cc6677") == 1
    assert contrast("#777777", "#ffffff") == contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.01)


def test_mixed() -> None:
    """A colour part of the way between two."""
    assert mixed("#000000", "#ffffff", 0.2) == "#333333"
