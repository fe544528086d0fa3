"""Numbers, money and lists in words that people read, in the language of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reshore.report.language import message, say, say_many, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STEPS = (
    (1e12, message("trillion")),
    (1e9, message("billion")),
    (1e6, message("million")),
    (1e3, message("thousand")),
)
PREFIXES = {"": 1.0, "k": 1e3, "M": 1e6, "bn": 1e9, "thousand ": 1e3, "million ": 1e6, "billion ": 1e9}
SCALED = re.compile(f"({'|'.join(filter(None, PREFIXES))})?([A-Z]{{3}})")
"""The name of a currency with its scale."""
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Scale:
    """A unit that makes a set of amounts readable, such as USD million.

    Attributes
    ----------
    factor
        Amount of the plan's own unit in one of this.
    unit
        What it is called.
    digits
        Decimals that an amount is shown with.
    word
        The step of the unit, such as million; empty where there is none.
    """

    factor: float
    unit: str
    digits: int
    word: str = ""

    def __call__(self, amount: float) -> str:
        """Return an amount in this unit, without the unit; what is small is not shown as 0."""
        least = 10.0**-self.digits
        if 0 < abs(amount / self.factor) < least / 2:
            return say("<\N{NO-BREAK SPACE}{amount}", amount=number(least / 2, self.digits + 1))
        return number(amount / self.factor, self.digits)

    def value(self, amount: float) -> float:
        """Return an amount in this unit, rounded for a chart."""
        return round(amount / self.factor, self.digits + 2)


@dataclass(frozen=True, slots=True)
class Money:
    """The currency of a plan, whose name may carry a scale (``kUSD`` and ``thousand USD`` are the same)."""

    name: str
    factor: float

    @classmethod
    def of(cls, currency: str) -> Money:
        """Read the name of a currency; one that is not a prefix and three capitals is taken as it is."""
        match = SCALED.fullmatch(currency)
        return cls(match[2], PREFIXES[match[1] or ""]) if match else cls(currency, 1.0)

    def __call__(self, amount: float) -> str:
        """Return an amount in words, to three figures: ``USD 12.4 billion``."""
        scale = self.scale([amount])
        text = number(amount / scale.factor, scale.digits)
        sign, size = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
        if not scale.word:
            return say(
                "{sign}{currency}\N{NO-BREAK SPACE}{amount}", sign=sign, currency=self.name, amount=size
            )
        return say(
            "{sign}{currency}\N{NO-BREAK SPACE}{amount} {step}",
            sign=sign,
            currency=self.name,
            amount=size,
            step=scale.word,
        )

    def scale(self, amounts: Iterable[float]) -> Scale:
        """Return the unit in which the largest of the amounts has one to three digits before the point."""
        largest = max((abs(amount) for amount in amounts), default=0.0) * self.factor
        step, word = _step(largest)
        unit = say("{currency} {step}", currency=self.name, step=say(word)) if word else self.name
        return Scale(step / self.factor, unit, _digits(largest / step), say(word))


def number(value: float, digits: int = 0) -> str:
    """Return a number with thousands apart."""
    text = f"{abs(value):,.{digits}f}"
    negative = value < 0 and any(figure in text for figure in "123456789")
    return _signed(MINUS + text if negative else text)


def rounded(value: float) -> str:
    """Return a number to three figures, and all figures before the point."""
    return number(value, 0 if value == round(value) else _digits(value))


def large(value: float) -> str:
    """Return a large number to three figures in words: ``3.78 million``."""
    step, word = _step(abs(value))
    amount = number(value / step, _digits(value / step))
    return say("{amount} {step}", amount=amount, step=say(word)) if word else amount


def share(value: float, digits: int = 0) -> str:
    """Return a share as a percentage; one that is small but not nothing is not shown as 0."""
    least = 10.0**-digits
    if 0 < abs(value) * 100 < least / 2:
        return say("<\N{NO-BREAK SPACE}{amount}%", amount=number(least / 2, digits + 1))
    if value < 1 and f"{value * 100:.{digits}f}" == f"{100:.{digits}f}":
        return say(">\N{NO-BREAK SPACE}{amount}%", amount=number(100 - least / 2, digits + 1))
    return say("{amount}%", amount=number(value * 100, digits))


def listed(items: Sequence[str], most: int = 6, last: str = message("and")) -> str:
    """Return ``a, b and c``, or another word before the last; what is beyond the first few is counted."""
    shown = list(items[:most])
    if len(items) > most:
        shown.append(say("{count} more", count=number(len(items) - most)))
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {say(last)} {shown[-1]}"


def counted(count: float, noun: str) -> str:
    """Return a count with its noun in the singular or plural: ``no sites``, ``1 site``, ``2 sites``."""
    named = say_many(noun, f"{noun}s", count)
    return (
        say("{count} {things}", count=number(count), things=named)
        if count
        else say("no {things}", things=named)
    )


def case(scenario: str) -> str:
    """Return what a scenario is called; empty is the base case."""
    return say("Scenario {name}", name=scenario) if scenario else say("Base case")


def plain(identifier: str) -> str:
    """Return an identifier as words: ``site_opening`` becomes ``Site opening``."""
    words = identifier.replace("_", " ").strip()
    return say(words[:1].upper() + words[1:])


def percent(value: float) -> str:
    """Return a share as it was written, as a percentage: ``60%``, ``12.5%``."""
    return say("{amount}%", amount=_signed(f"{value * 100:g}"))


def told(value: object) -> str:
    """Return an option or a fact of a run as words: ``yes``, ``0.5``, ``length 60, width 24``."""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, dict):
        return ", ".join(f"{name} {told(part)}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(map(told, value)) or say("none")
    return say("none") if value is None else _signed(f"{value:g}") if isinstance(value, float) else str(value)


def _signed(figures: str) -> str:
    """Return figures with the signs of the language in the place of ``,`` and ``.``."""
    language = spoken()
    return figures.translate({ord(","): language.group, ord("."): language.decimal})


def _step(value: float) -> tuple[float, str]:
    return next(((step, word) for step, word in STEPS if value >= step * 0.9995), (1.0, ""))


def _digits(value: float) -> int:
    size = abs(value)
    return 0 if size >= 99.95 or size == 0 else 1 if size >= 9.995 else 2
