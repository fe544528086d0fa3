"""Times, powers, intervals and amounts of a plant in words that people read."""

from __future__ import annotations

from math import floor, log10

from reshore.report.language import say, say_many
from reshore.report.words import number, rounded

DAY, WEEK = 24.0, 168.0
"""Hours."""
SHORT, LONG = 1.0, 3 * DAY
"""Times below the first are told in minutes, from the second on in days, in hours."""
MEGAWATT = 1e3
"""In kW."""


def hours(value: float | None) -> str:
    """Return a time in words: ``24 minutes``, ``6.50 hours``, ``4.10 days``."""
    if value is None:
        return say("not known")
    if 0 < value < SHORT:
        return say("{amount} minutes", amount=rounded(60 * value))
    if value >= LONG:
        days = value / DAY
        return say_many("{amount} day", "{amount} days", days, amount=rounded(days))
    return say_many("{amount} hour", "{amount} hours", value, amount=rounded(value))


def clock(value: float) -> tuple[float, str]:
    """Return the parts of an hour in which times of that size are drawn, and what they are called."""
    return (60.0, say("minutes")) if 0 < value < SHORT else (1.0, say("hours"))


def power(kilowatts: float) -> str:
    """Return a power in words: ``48.5 kW``, ``1.20 MW``."""
    size, unit = power_unit(kilowatts)
    return f"{rounded(kilowatts / size)}\N{NO-BREAK SPACE}{unit}"


def power_unit(largest: float) -> tuple[float, str]:
    """Return the kW in the unit in which powers up to a size are told, and what it is called."""
    return (MEGAWATT, "MW") if largest >= MEGAWATT else (1.0, "kW")


def interval(low: float, high: float) -> str:
    """Return an interval with as many decimals as tell its ends apart: ``99.94 to 100.04``."""
    digits = decimals(low, high)
    return say("{low} to {high}", low=number(low, digits), high=number(high, digits))


def decimals(low: float, high: float) -> int:
    """Return the decimals that tell the ends of an interval apart."""
    width = high - low
    return min(4, max(0, 1 - floor(log10(width)))) if width > 0 else 2


def amount(value: float, unit: str) -> str:
    """Return what is needed or had of a limit, in words."""
    if unit == "kW":
        return power(value)
    if unit == "person":
        return say_many("{amount} person", "{amount} people", value, amount=rounded(value))
    return f"{rounded(value)}\N{NO-BREAK SPACE}{unit}"


def signed(value: float) -> str:
    """Return a change to three figures with its sign: ``+0.0236``."""
    if value == 0:
        return "0"
    digits = max(0, 2 - floor(log10(abs(value))))
    return f"{'+' if value > 0 else ''}{number(value, digits)}"
