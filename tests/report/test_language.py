"""A page speaks one language: messages, plurals, numbers and dates, and English where nothing is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reshore.report import language as spoken_
from reshore.report.html import Markup, tag
from reshore.report.language import (
    country_name,
    day,
    language,
    message,
    month,
    say,
    say_html,
    say_many,
    speaking,
    spoken,
)
from reshore.report.words import Money, counted, listed, number, share

NARROW, WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"

MESSAGES = {
    "{count} ships to {place}": "{place} reçoit {count}",
    "ship": ("navire", "navires"),
    "<b>Sure:</b> {what}": "<b>Sûr\N{NO-BREAK SPACE}:</b> {what}",
    "{count} ship left": ("{count} navire parti", "{count} navires partis"),
}


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let French have a few messages of our own."""
    own = replace(language("fr"), messages=MESSAGES)
    monkeypatch.setattr(spoken_, "language", lambda code: own if code == "fr" else language(code))


def test_english_by_default_and_again_afterwards() -> None:
    """A language is spoken within its block alone, also where that ends in an error."""
    assert spoken().locale.language == "en"
    with pytest.raises(KeyError), speaking("fr") as french:
        raise KeyError(french)
    assert french.locale.language == "fr"
    assert spoken().locale.language == "en"
    assert message("as it is") == "as it is"


def test_languages_within_each_other() -> None:
    """The inner one counts."""
    with speaking("fr"):
        with speaking("en") as inner:
            assert spoken() is inner
            assert number(1234.5, 1) == "1,234.5"
        assert spoken().locale.language == "fr"


def test_messages_with_values(french: None) -> None:
    """A translation may have values in another order; what has none is said in English."""
    with speaking("fr"):
        assert say("{count} ships to {place}", count=3, place="Brest") == "Brest reçoit 3"
        assert say("a message of no catalogue: {n}", n=1) == "a message of no catalogue: 1"
        assert say("{braces} without values") == "{braces} without values"
    assert say("{count} ships to {place}", count=3, place="Brest") == "3 ships to Brest"


def test_values_that_are_markup_make_markup(french: None) -> None:
    """Then the message and the other values are escaped."""
    said = say("{count} ships to {place}", count=tag("b", "3"), place="<Brest>")
    assert isinstance(said, Markup)
    assert said == "<b>3</b> ships to &lt;Brest&gt;"
    assert not isinstance(say("{place}", place="<Brest>"), Markup)


def test_messages_that_are_markup(french: None) -> None:
    """Values are escaped, braces too, unless they are markup."""
    with speaking("fr"):
        said = say_html("<b>Sure:</b> {what}", what="<i>{b}</i>")
    assert said == f"<b>Sûr{WIDE}:</b> &lt;i&gt;&#123;b&#125;&lt;/i&gt;"
    assert say_html("<b>Sure:</b> {what}", what=tag("i", "x")) == "<b>Sure:</b> <i>x</i>"


@pytest.mark.parametrize(
    ("count", "in_english", "in_french"),
    [
        (0, "0 ship left|s", "0 navire parti"),
        (1, "1 ship left", "1 navire parti"),
        (1.5, "1.5 ship left|s", "1.5 navire parti"),
        (-1, "-1 ship left|s", "-1 navire parti"),
        (2, "2 ship left|s", "2 navires partis"),
    ],
)
def test_plural_forms(french: None, count: float, in_english: str, in_french: str) -> None:
    """French is singular below 2, English at 1 alone."""
    forms = ("{count} ship left", "{count} ship left|s")
    assert say_many(*forms, count, count=count) == in_english
    with speaking("fr"):
        assert say_many(*forms, count, count=count) == in_french


def test_a_plural_said_alone_is_its_singular(french: None) -> None:
    """The catalogue has one entry for both."""
    with speaking("fr"):
        assert say("ship") == "navire"
        assert say_many("ship", "ships", 3) == "navires"


def test_numbers() -> None:
    """Thousands and decimals have the signs of the language."""
    assert number(1234.5, 1) == "1,234.5"
    with speaking("fr"):
        assert number(1234.5, 1) == f"1{NARROW}234,5"
        assert number(-1234567.0) == f"\N{MINUS SIGN}1{NARROW}234{NARROW}567"


def test_money_shares_and_lists_in_french() -> None:
    """The currency follows the amount, and spaces before signs don't break."""
    with speaking("fr"):
        assert Money.of("USD")(12.4e9) == f"12,4{WIDE}Md{WIDE}USD"
        assert Money.of("USD")(-850e6) == f"\N{MINUS SIGN}850{WIDE}M{WIDE}USD"
        assert Money.of("EUR")(42.0) == f"42,0{WIDE}EUR"
        assert Money.of("kUSD").scale([2_500.0]).unit == f"M{WIDE}USD"
        assert share(0.125, 1) == f"12,5{WIDE}%"
        assert share(0.002) == f"<{WIDE}0,5{WIDE}%"
        assert listed(["a", "b", "c"]) == "a, b et c"
        assert [counted(count, "site") for count in (0, 1, 1200)] == [
            f"0{WIDE}site",
            f"1{WIDE}site",
            f"1{NARROW}200{WIDE}sites",
        ]


def test_dates() -> None:
    """Months have their names, and days come first."""
    when = date(2026, 8, 5)
    assert (month(when), day(when)) == ("August 2026", "5 August 2026")
    with speaking("fr"):
        assert (month(when), day(when)) == ("août 2026", "5 août 2026")


def test_countries() -> None:
    """A country has its name in the language of the page, by either ISO code; another one stays."""
    assert (country_name("CZE", "Czechia"), country_name("MX", "Mexico")) == ("Czechia", "Mexico")
    with speaking("fr"):
        assert (country_name("CZE", "Czechia"), country_name("MX", "Mexico")) == ("Tchéquie", "Mexique")
        assert country_name("CZE", "Bohemia") == "Bohemia"
        assert country_name("north", "North") == "North"
        assert country_name("north", "north") == "north"
        assert country_name("CZE", "CZE") == "Tchéquie"
