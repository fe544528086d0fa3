"""The language of a page: messages from one catalogue, numbers and dates as the language writes them.

What a page says is said in English in the code, which is also the key under which the catalogue
(``locales/fr.po``) has it in another language.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.messages.pofile import read_po

from reshore.report.html import Markup, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

LanguageCode: TypeAlias = Literal["en", "fr"]
"""Languages that pages speak; messages are written in the first."""

LANGUAGES: tuple[str, ...] = get_args(LanguageCode)

LATIN = "latn"


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its locale, its messages, and how it counts.

    Attributes
    ----------
    locale
        Where names of months and signs of numbers come from.
    messages
        What is said for each English message; for one with a plural, each form.
    form
        Which form a count takes.
    """

    locale: Locale
    messages: Mapping[str, str | tuple[str, ...]]
    form: Callable[[float], int]

    @property
    def decimal(self) -> str:
        """The sign between units and tenths."""
        return str(self._signs["decimal"])

    @property
    def group(self) -> str:
        """The sign between thousands."""
        return str(self._signs["group"])

    @property
    def _signs(self) -> Mapping[str, Any]:
        signs: Mapping[str, Any] = self.locale.number_symbols[LATIN]
        return signs

    def one(self, said: str) -> str:
        """Return a message in this language."""
        found = self.messages.get(said, said)
        return found if isinstance(found, str) else found[0]

    def many(self, one: str, many: str, count: float) -> str:
        """Return the form of a message that a count takes."""
        forms = self.messages.get(one, (one, many))
        return forms if isinstance(forms, str) else forms[self.form(count)]


@cache
def language(code: str) -> Language:
    """Return a language by its code."""
    locale = Locale.parse(code)
    if code == LANGUAGES[0]:
        return Language(locale, MappingProxyType({}), lambda count: int(count != 1))
    catalogue = read_po(BytesIO(files(__package__).joinpath("locales", f"{code}.po").read_bytes()), locale)
    said: dict[str, str | tuple[str, ...]] = {}
    for entry in catalogue:
        one = entry.id if isinstance(entry.id, str) else entry.id[0]
        forms = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())
        if one and forms and all(forms):
            said[one] = forms[0] if len(forms) == 1 else forms
    return Language(locale, MappingProxyType(said), lambda count: int(abs(count) >= 2))


_SPOKEN: ContextVar[Language | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(code: LanguageCode) -> Iterator[Language]:
    """Say everything in a language for the time being."""
    token = _SPOKEN.set(language(code))
    try:
        yield spoken()
    finally:
        _SPOKEN.reset(token)


def spoken() -> Language:
    """Return the language in which things are said now."""
    return _SPOKEN.get() or language(LANGUAGES[0])


def message(said: str) -> str:
    """Return a message as it is: it stands in the catalogue, and is said where it is shown."""
    return said


def say(said: str, /, **values: object) -> str:
    """Say a message.

    Parameters
    ----------
    said
        The message, with ``{names}`` where values go.
    values
        The values; markup makes all of the message markup, whose own text is then escaped.
    """
    return _filled(spoken().one(said), values)


def say_many(one: str, many: str, count: float, /, **values: object) -> str:
    """Say a message in the form that a count takes; see `say`."""
    return _filled(spoken().many(one, many, count), values)


def say_html(said: str, /, **values: object) -> Markup:
    """Say a message that is markup; values are escaped unless they are markup too."""
    return Markup(spoken().one(said).format(**{name: text(_text(value)) for name, value in values.items()}))


def country_name(code: str, name: str) -> str:
    """Return a country's name in the language spoken, unless the model has a name of its own for it.

    Parameters
    ----------
    code
        Its identifier in the model: known by ISO codes of two and three letters.
    name
        What the model calls it: changed only if that is its English name, or its identifier for want of one.
    """
    territory = next(iter(get_global("territory_aliases").get(code, [code])))
    english = language(LANGUAGES[0]).locale.territories.get(territory)
    named = english is not None and name in {english, code}
    return str(spoken().locale.territories[territory]) if named else name


def month(day: date) -> str:
    """Return the month and the year of a day: ``January 2026``."""
    return format_skeleton("yMMMM", day, locale=spoken().locale)


def day(when: date) -> str:
    """Return a day: ``5 March 2026``."""
    return format_date(when, "d MMMM y", locale=spoken().locale)


def _text(value: object) -> str:
    return value if isinstance(value, str) else str(value)


def _filled(said: str, values: Mapping[str, object]) -> str:
    if any(isinstance(value, Markup) for value in values.values()):
        filled = {name: text(_text(value)) for name, value in values.items()}
        return Markup(escape(said, quote=False).format(**filled))
    return said.format(**values) if values else said
