"""What a map shows in each period: sizes on one scale for all periods, and what is said on pointing.

An item of a map's series, or a country, has its moments in ``at``: a list for each thing that changes, with a
value for each period (``atMoment`` of ``charts.js`` reads it). An item whose size is 0 isn't there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Key = TypeVar("Key")


def width(widths: Sequence[float], told: Sequence[str]) -> dict[str, Any]:
    """Return the moments of a line: its widths in pixels."""
    return {"width": list(widths), "told": list(told)}


def symbol(sizes: Sequence[float], told: Sequence[str] = ()) -> dict[str, Any]:
    """Return the moments of a symbol: its sizes in pixels."""
    return {"symbolSize": list(sizes), **({"told": list(told)} if told else {})}


def area(colours: Sequence[str], told: Sequence[str]) -> dict[str, Any]:
    """Return the moments of a country: its colours."""
    return {"areaColor": list(colours), "told": list(told)}


def paces(amounts: Mapping[Key, Sequence[float]], months: Sequence[int]) -> dict[Key, list[float]]:
    """Return amounts of periods per month, as shares of the largest; what is below 0 counts as 0.

    Parameters
    ----------
    amounts
        An amount for each period.
    months
        Lengths of the periods.
    """
    rates = {
        key: [max(amount, 0.0) / long for amount, long in zip(row, months, strict=True)]
        for key, row in amounts.items()
    }
    largest = max((rate for row in rates.values() for rate in row), default=0.0) or 1.0
    return {key: [rate / largest for rate in row] for key, row in rates.items()}
