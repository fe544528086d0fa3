"""Conditions in words: names of things where a condition is simple, and its text where it is not."""

from __future__ import annotations

from html import unescape

import pytest

from reshore.report.conditions import in_words, only


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (None, ""),
        (" ", ""),
        ("true", ""),
        ("country = 'CHN'", "in China"),
        ("country != 'CHN'", "outside China"),
        ("country in ('CHN', 'IND')", "in China or India"),
        ("country not in ('CHN','IND','XXX')", "outside China, India or XXX"),
        ("site = 'gdl'", "at Guadalajara"),
        ("destination = 'fr'", "to France"),
        ("mode = 'sea'", "by the mode Sea"),
        ("array_contains(labels, 'usmca')", "labelled usmca"),
        ("not array_contains(processed_blocs, 'EU')", "last processed outside the bloc EU"),
        ("country = 'MEX' AND product = 'rack'", "of NVL72 rack in Mexico"),
        ("segment = 'it''s' and market = 'us'", "for the segment it's to US central"),
    ],
)
def test_simple_conditions_have_words(view, condition, words):
    assert in_words(view, condition) == words


@pytest.mark.parametrize(
    ("condition", "before", "quoted"),
    [
        ("country = processed", "", "country = processed"),
        ("product = 'rack' and country = processed", "of NVL72 rack ", "country = processed"),
        ("country = 'CHN' or product = 'rack'", "", "country = 'CHN' or product = 'rack'"),
        (
            "site = 'gdl' and not (country = 'CHN' and product = 'rack')",
            "at Guadalajara ",
            "not (country = 'CHN' and product = 'rack')",
        ),
        ("period between '2025' and '2026'", "", "period between '2025' and '2026'"),
        ("unheard = 'x'", "", "unheard = 'x'"),
    ],
)
def test_what_is_not_simple_is_quoted(view, condition, before, quoted):
    assert unescape(in_words(view, condition)) == f"{before}where <code>{quoted}</code>"


def test_words_inside_quotes_take_nothing_apart(view):
    assert in_words(view, "segment = 'this and that or (more'") == "for the segment this and that or (more"


@pytest.mark.parametrize(
    ("condition", "name"),
    [
        ("country = 'CHN'", "China"),
        ("array_contains(blocs, 'EU')", "EU"),
        ("country != 'CHN'", None),
        ("country in ('CHN', 'IND')", None),
        ("country = 'CHN' and product = 'rack'", None),
        ("product = 'rack'", None),
        (None, None),
    ],
)
def test_one_value_of_some_attributes(view, condition, name):
    assert only(view, condition, "country", "blocs") == name
