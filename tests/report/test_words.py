"""Numbers are written so that people read them right: thousands, millions, small shares, signs."""

from __future__ import annotations

import pytest

from reshore.report.words import Money, counted, listed, number, plain, rounded, share


@pytest.mark.parametrize(
    ("currency", "amount", "expected"),
    [
        ("USD", 12_345_678_901.0, "USD\u00a012.3 billion"),
        ("kUSD", 1_234.0, "USD\u00a01.23 million"),
        ("MEUR", 0.5, "EUR\u00a0500 thousand"),
        ("USD", 42.0, "USD\u00a042.0"),
        ("USD", 0.0, "USD\u00a00"),
        ("USD", -0.001, "USD\u00a00.00"),
        ("USD", -2_500_000.0, "\u2212USD\u00a02.50 million"),
        ("USD", 999_600.0, "USD\u00a01.00 million"),
        ("million EUR", 1.5, "EUR\u00a01.50 million"),
        ("credits", 1_500.0, "credits\u00a01.50 thousand"),
    ],
)
def test_money_in_words(currency, amount, expected):
    assert Money.of(currency)(amount) == expected


def test_scale_of_several_amounts_follows_the_largest():
    scale = Money.of("kUSD").scale([12.0, 2_500.0, -40.0])

    assert scale.unit == "USD million"
    assert scale(2_500.0) == "2.50"
    assert scale.value(12.0) == 0.012


def test_scale_of_nothing_is_the_plain_currency():
    assert Money.of("USD").scale([]).unit == "USD"


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [(1234567.0, 0, "1,234,567"), (-0.4, 0, "0"), (-1234.5, 1, "\u22121,234.5")],
)
def test_number(value, digits, expected):
    assert number(value, digits) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(3.0, "3"), (3.14159, "3.14"), (31.4159, "31.4"), (31415.9, "31,416"), (-0.5, "\u22120.50")],
)
def test_rounded_to_three_figures(value, expected):
    assert rounded(value) == expected


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (0.413, 0, "41%"),
        (0.0, 0, "0%"),
        (1.0, 1, "100.0%"),
        (0.002, 0, "<\u00a00.5%"),
        (0.99999, 1, ">\u00a099.95%"),
        (0.00001, 2, "<\u00a00.005%"),
    ],
)
def test_share_is_never_rounded_to_nothing_or_to_all(value, digits, expected):
    assert share(value, digits) == expected


def test_listed_counts_what_it_leaves_out():
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c", "d"], 2) == "a, b and 2 more"


def test_counted_and_plain():
    assert [counted(count, "site") for count in (0, 1, 1200)] == ["no sites", "1 site", "1,200 sites"]
    assert plain("site_opening") == "Site opening"
