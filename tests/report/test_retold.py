"""What results say in English is said in the language of the page, and what users wrote is left alone."""

from __future__ import annotations

import pytest

from reshore.report.retold import retold

TEMPLATES = ("{cell}: nothing at {values}", "{count} weeks of {what}", "as it is")


@pytest.mark.parametrize(
    "said",
    ["tariff: of: nothing at 1, 2", "12 weeks of stock at home", "as it is", "a name of a user's", ""],
)
def test_english_stays_as_it_was(said: str) -> None:
    """In English every text is itself, whether a template makes it or not."""
    assert retold(said, TEMPLATES) == said


def test_numbers_are_written_as_the_language_does() -> None:
    """A minus sign is one, digits after the point stay, and other values are left."""
    assert retold("-1234.50 weeks of 4th", TEMPLATES) == "\N{MINUS SIGN}1,234.50 weeks of 4th"


def test_values_may_have_names() -> None:
    """What stands in a placeholder is said as told."""
    assert retold("4 weeks of chip", TEMPLATES, what=str.upper) == "4 weeks of CHIP"


def test_the_first_template_counts() -> None:
    """Special templates stand before general ones."""
    general, special = "{a} by {b}", "sent by {b}"
    assert retold("sent by sea", (special, general), b=str.upper, a=str.upper) == "sent by SEA"
    assert retold("sent by sea", (general, special), b=str.upper, a=str.upper) == "SENT by SEA"
