"""The ramp of a new plant: units take longer at first, less with each doubling of their number (Wright 1936).

Unit n takes (n / mature) ** log2(learning) times as long as unit `mature`, and from there on all take as
long as that. Units are made as fast as their hours allow: n' = (n / mature) ** b with b = -log2(learning), in
units of the full rate; so, from n = 0 on, n = mature * ((1 - b) t / mature) ** (1 / (1 - b)) until hours are
mature.
"""

from __future__ import annotations

from math import log2

from reshore.errors import UsageError

MONTHS = 12.0

HALF_A_YEAR = 0.5
"""Years at full rate that make `mature` units where nothing else is said."""


LONGEST = 20.0
"""Years at full rate within which hours have to be mature."""


def made(years: float, rate: float, learning: float, mature: float) -> float:
    """Return the units made so many years after the start.

    Parameters
    ----------
    years
        Since the start.
    rate
        Units a year when mature.
    learning
        Share of the hours that is left when the number of units has doubled, above 0.5 and at most 1.
    mature
        Units after which hours fall no more.
    """
    b = -log2(learning)
    full = mature / (1 - b) / rate
    if years >= full:
        return mature + rate * (years - full)
    return mature * float(((1 - b) * rate * years / mature) ** (1 / (1 - b)))


def ramp(rate: float, learning: float, mature: float | None = None) -> list[float]:
    """Return the share of the full rate in each month since the start, up to the first full one.

    Parameters
    ----------
    rate, learning
        As in `made`.
    mature
        Units after which hours fall no more; None = half a year's at the full rate.

    Raises
    ------
    UsageError
        If learning or maturity make no sense.
    """
    if not 0.5 < learning <= 1:
        raise UsageError(f"learning {learning:g} is not above 0.5 and at most 1; 1 = hours don't fall")
    if mature is None:
        mature = HALF_A_YEAR * rate
    if not 0 < mature <= LONGEST * rate:
        problem = f"hours can't be mature after {mature:g} units"
        raise UsageError(f"{problem}; write a number above 0, of at most {LONGEST:g} years at full rate")
    shares = list[float]()
    while not shares or shares[-1] < 1 - 1e-9:
        month = len(shares)
        before = made(month / MONTHS, rate, learning, mature)
        units = made((month + 1) / MONTHS, rate, learning, mature) - before
        shares.append(min(1.0, units / rate * MONTHS))
    return shares


def profile(shares: list[float]) -> str:
    """Return a ramp as a profile of the tables: each month's share in its middle."""
    if len(shares) == 1:
        return "1"
    return " ".join(f"{month + 0.5:g}:{share:.4g}" for month, share in enumerate(shares))
