"""Values: what each cell of a column may hold, whatever the others do."""

from __future__ import annotations

from datetime import date
from math import isfinite
from typing import TYPE_CHECKING

from reshore.tables.problem import Problem, nearest, show
from reshore.tables.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from reshore.tables.schema import Column

LARGEST = 1e15
"""Size of a number above which sums of money and amounts would no longer be exact to the unit."""

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
"""The days that a date may be."""


def problems(values: pl.Series, column: Column) -> Iterator[Problem]:
    """Yield what is wrong with the values of a column; an empty cell is always right here."""
    if values.null_count() == values.len():
        return
    if column.type == "profile":
        yield _profiles(values, column)
    elif column.type == "date":
        outside = (values < FIRST_DAY) | (values > LAST_DAY)
        yield _wrong(values, column, outside, f"is not between {FIRST_DAY} and {LAST_DAY}")
    elif column.range:
        yield from _range(values, column)
    elif column.type in {"number", "integer"}:
        yield _huge(values, column, values.abs() > LARGEST)
    elif column.choices:
        yield _choices(values, column)
    elif column.pattern:
        yield _pattern(values, column)


def empty(values: pl.Series, read: pl.Series) -> Problem:
    """Return the cells of a required column that were read and are empty."""

    def say(_row: int) -> tuple[str, str]:
        return f"{values.name} is empty", "it needs a value"

    return Problem(values.is_null() & read, say)


def _range(values: pl.Series, column: Column) -> Iterator[Problem]:
    assert column.range
    low, high, allowed = column.range
    yield _wrong(values, column, values < low if allowed else values <= low, _short_of(column))
    if isfinite(high):
        yield _wrong(values, column, values > high, f"is above {show(high)}")
    else:
        yield _huge(values, column, values > LARGEST)


def _huge(values: pl.Series, column: Column, wrong: pl.Series) -> Problem:
    def say(row: int) -> tuple[str, str]:
        return f"{column.name} {show(values[row])} is beyond {LARGEST:.0e}", "count in a larger unit"

    return Problem(wrong.fill_null(False), say)


def _short_of(column: Column) -> str:
    assert column.range
    low, _, allowed = column.range
    return f"is below {show(low)}" if allowed else f"is not above {show(low)}"


def _choices(values: pl.Series, column: Column) -> Problem:
    wrong = ~values.is_in(column.choices)
    return _wrong(values, column, wrong, f"is not one of {', '.join(column.choices)}")


def _pattern(values: pl.Series, column: Column) -> Problem:
    wrong = ~values.str.contains(f"^(?:{column.pattern})$")
    return _wrong(values, column, wrong, f"is not of the form {column.pattern} ({column.meaning})")


def _wrong(values: pl.Series, column: Column, wrong: pl.Series, reason: str) -> Problem:
    def say(row: int) -> tuple[str, str]:
        remedy = nearest(values[row], column.choices) if column.choices else ""
        return f"{column.name} {show(values[row])} {reason}", remedy

    return Problem(wrong.fill_null(False), say)


def _profiles(values: pl.Series, column: Column) -> Problem:
    """Judge each text once; a profile is a number or points, all within the column's range."""
    reasons = {text: reason for text in values.drop_nulls().unique() if (reason := _profile(text, column))}

    def say(row: int) -> tuple[str, str]:
        return f"{column.name} {show(values[row])} {reasons[values[row]]}", ""

    return Problem(values.is_in(list(reasons)).fill_null(False), say)


def _profile(text: str, column: Column) -> str:
    try:
        points = Profile.parse(text).points
    except ValueError as error:
        return f"is not a profile: {str(error).removeprefix(f'profile {text!r}: ')}"
    if not column.range:
        return ""
    low, high, allowed = column.range
    for _, value in points:
        if value < low or (value == low and not allowed):
            return f"has {show(value)}, which {_short_of(column)}"
        if value > high:
            return f"has {show(value)}, which is above {show(high)}"
    return ""
