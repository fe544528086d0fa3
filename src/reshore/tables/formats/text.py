"""Text to values: a column of texts read as the type that the schema gives it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.formats.decimals import numbers
from reshore.tables.formats.part import Cells
from reshore.tables.problem import Problem, show

if TYPE_CHECKING:
    from datetime import date

    from reshore.tables.formats.decimals import Sign
    from reshore.tables.schema import Column

FLAGS = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}

_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}\x{fffe}\x{ffff}]"
"""What no workbook can hold, or what shows that a text was read in a wrong code page on its way."""

_DATE = r"^\d{4}-\d{2}-\d{2}(?:[T ]00:00(?::00(?:\.0+)?)?)?$"
_WIDEST = 2.0**53


def typed(texts: pl.Series, column: Column, sign: Sign = ".") -> Cells:
    """Read texts as a column; blanks around a text don't count, nor does a text of blanks alone."""
    if texts.null_count() == texts.len():
        return Cells(pl.Series(column.name, dtype=column.dtype).clear(texts.len()))
    texts = tidy(texts)
    match column.type:
        case "number":
            values, problem = numbers(texts, sign, column.name)
            return Cells(values, (problem,))
        case "integer":
            values, problem = numbers(texts, sign, column.name)
            whole = integers(values, column)
            return Cells(whole.values, (problem, *whole.problems))
        case "flag":
            lower = texts.str.to_lowercase()
            values = lower.replace_strict(FLAGS, default=None, return_dtype=pl.Boolean)
            return _refused(texts, values, column, "is not yes or no")
        case "date":
            dates = texts.str.head(10).str.to_date("%Y-%m-%d", strict=False)
            values = dates.set(~texts.str.contains(_DATE).fill_null(True), None)
            return _refused(texts, values, column, "is not a date such as 2025-01-31")
        case "profile":
            texts = _points_in_profile(texts, sign)
    return _clean(texts, column)


@cache
def default(column: Column) -> float | str | bool | date | None:
    """Return the value that an empty cell of a column takes; None where it stays empty."""
    value: float | str | bool | date | None
    value = typed(pl.Series([column.default], dtype=pl.String), column).values[0]
    return value


def tidy(texts: pl.Series) -> pl.Series:
    """Return texts without blanks around them, lines ended by line feeds, null where nothing is left."""
    text = pl.col("text").str.strip_chars()
    if texts.str.contains("\r", literal=True).any():
        text = text.str.replace_all(r"\r\n?", "\n")
    return texts.to_frame("text").select(pl.when(text != "").then(text))["text"]


def integers(values: pl.Series, column: Column) -> Cells:
    """Read numbers as integers, exact ones."""
    whole = ((values == values.round()) & (values.abs() <= _WIDEST)).fill_null(True)

    def say(row: int) -> tuple[str, str]:
        return f"{column.name} {show(values[row])} is not a whole number", ""

    return Cells(values.set(~whole, None).cast(pl.Int64), (Problem(~whole, say),))


def finite(values: pl.Series, column: Column) -> Cells:
    """Refuse what is not a number although its type says so."""
    wrong = ~values.is_finite().fill_null(True)

    def say(row: int) -> tuple[str, str]:
        return f"{column.name} {show(values[row])} is not a finite number", ""

    return Cells(values.set(wrong, None) if wrong.any() else values, (Problem(wrong, say),))


def _refused(texts: pl.Series, values: pl.Series, column: Column, reason: str) -> Cells:
    def say(row: int) -> tuple[str, str]:
        return f"{column.name} {show(texts[row])} {reason}", ""

    return Cells(values, (Problem(texts.is_not_null() & values.is_null(), say),))


def _clean(texts: pl.Series, column: Column) -> Cells:
    wrong = texts.str.contains(_CONTROL).fill_null(False)

    def say(row: int) -> tuple[str, str]:
        return f"{column.name} {show(texts[row])} holds a character that is not printed", ""

    return Cells(texts, (Problem(wrong, say),))


def _points_in_profile(texts: pl.Series, sign: Sign) -> pl.Series:
    """Return profiles with decimal points; one that has points already is left to be judged as it is."""
    if sign == ".":
        return texts
    comma = ~texts.str.contains(".", literal=True)
    return texts.to_frame("text").select(
        pl.when(comma).then(pl.col("text").str.replace_all(",", ".", literal=True)).otherwise(pl.col("text"))
    )["text"]
