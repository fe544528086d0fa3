"""Problems: values as messages show them, and the name that was meant."""

from __future__ import annotations

from datetime import date

import pytest

from reshore.tables.problem import CANDIDATES, nearest, show


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("open", "'open'"),
        ("x" * 100, "'" + "x" * 57 + "...'"),
        (91.2, "91.2"),
        (90.0, "90"),
        (1e300, "1e+300"),
        (True, "yes"),
        (date(2025, 1, 31), "2025-01-31"),
    ],
)
def test_values_are_shown_as_people_write_them(value, text):
    """Texts in quotes and not endless, numbers without a trailing zero."""
    assert show(value) == text


def test_the_nearest_name_is_proposed():
    """Misspelt, or in capitals; nothing where nothing is near, or where too much would be searched."""
    assert nearest("opne", ["open", "candidate"]) == "did you mean 'open'?"
    assert nearest("SITES", ["sites"]) == "did you mean 'sites'?"
    assert nearest("zzz", ["open", "candidate"]) == ""
    assert nearest("opne", ["open", *map(str, range(CANDIDATES))]) == ""
