"""What results say in English, such as remarks and statuses, said in the language of the page."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reshore.report.language import say
from reshore.report.words import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FIGURES = re.compile(r"-?\d{1,3}(?:,?\d{3})*(?:\.(\d+))?")
"""A number as results write it."""


def retold(said: str, templates: Iterable[str], **known: Callable[[str], str]) -> str:
    """Say what a result says in English.

    Parameters
    ----------
    said
        A text of a result.
    templates
        Messages that such texts are made from, special ones before general ones; a text that is made from
        none of them, such as a name that a user gave, is returned as it is.
    known
        How to say what stands in a placeholder, by its name; by default numbers are written as the language
        does and all else stays.
    """
    for template in templates:
        if match := _pattern(template).fullmatch(said):
            values = {name: known.get(name, _value)(value) for name, value in match.groupdict().items()}
            return say(template, **values)
    return said


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """Return what a template reads: its own words, and anything in the place of a placeholder."""
    literal, *rest = re.split(r"\{(\w+)\}", template)
    names, literals = rest[::2], rest[1::2]
    holes = (f"(?P<{name}>.+?){re.escape(after)}" for name, after in zip(names, literals, strict=True))
    return re.compile(re.escape(literal) + "".join(holes), re.DOTALL)


def _value(value: str) -> str:
    figures = FIGURES.fullmatch(value)
    return number(float(value.replace(",", "")), len(figures[1] or "")) if figures else value
