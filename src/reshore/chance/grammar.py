"""How a distribution is written in a cell: `30`, `uniform(10, 20)`, `discrete(1:0.2, 2:0.8)`."""

from __future__ import annotations

import inspect
import math
import re

from reshore.chance.families import FAMILIES, Law, constant, discrete

_CALL = re.compile(r"([a-z]+)\s*\((.*)\)", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)


def read(text: str) -> Law:
    """Return the distribution that a text describes.

    Raises
    ------
    ValueError
        If it describes none: what is wrong, and what to write instead.
    """
    written = text.strip()
    try:
        return _read(written)
    except ValueError as error:
        raise ValueError(f"{written!r} is no distribution: {error}") from None


def _read(written: str) -> Law:
    if _NUMBER.fullmatch(written):
        return constant(_number(written))
    call = _CALL.fullmatch(written)
    if call is None:
        raise ValueError("write a number, or a name with numbers in brackets such as uniform(10, 20)")
    name = call[1].lower()
    arguments = [argument.strip() for argument in call[2].split(",")] if call[2].strip() else []
    if name == "discrete":
        return discrete([_pair(argument) for argument in arguments])
    if name not in FAMILIES:
        raise ValueError(f"there is no {name}; there are discrete, {', '.join(FAMILIES)}")
    numbers = [_number(argument) for argument in arguments]
    names = list(inspect.signature(FAMILIES[name]).parameters)
    right = len(numbers) > 0 if name == "empirical" else len(numbers) == len(names)
    if not right:
        raise ValueError(f"write {name}({', '.join(names)}); {len(numbers)} given")
    return FAMILIES[name](*numbers)


def _pair(text: str) -> tuple[float, float]:
    value, colon, share = text.partition(":")
    if not colon:
        raise ValueError(f"{text!r} has no probability; write such as discrete(1:0.2, 2:0.8)")
    return _number(value), _number(share)


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError(f"{text.strip()!r} is no number; write such as 12.5, with commas between numbers")
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text.strip()} is beyond all bounds; write a smaller number")
    return value
