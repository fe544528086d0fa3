"""Numbers in text: which sign a file sets off decimals with, and numbers read by it, never misread.

A file with commas between its cells has decimal points. One with semicolons or tabs may come from a place
that writes 1,5 and 1.500 for what others write 1.5 and 1,500, so its own clear cells decide (1,5 and 0.125
are clear; 1,500 and 1.500 are not) and whatever stays unclear is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import polars as pl

from reshore.tables.problem import Problem, show

if TYPE_CHECKING:
    from collections.abc import Iterable

    Sign = Literal[".", ",", ""]
    """What sets off decimals; "" where the file leaves it open."""

_EXPONENT = r"(?:[eE][+-]?\d+)?$"
_PLAIN: dict[Sign, str] = {
    ".": r"^[+-]?(?:\d+\.?\d*|\.\d+)" + _EXPONENT,
    ",": r"^[+-]?(?:\d+,?\d*|,\d+)" + _EXPONENT,
    "": r"^[+-]?\d+" + _EXPONENT,
}
_DECIMAL = r"^[+-]?\d*{}\d+" + _EXPONENT
_UNCLEAR = r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$"
_GROUPED = r"^[+-]?\d{1,3}(?:[., '\u{a0}\u{202f}]\d{3})+(?:[.,]\d+)?$"


def sign_of(columns: Iterable[pl.Series]) -> Sign:
    """Return the decimal sign that the clear numbers of a file show; the comma where both signs do."""
    seen = {",": False, ".": False}
    for texts in columns:
        for sign, mark in ((",", ","), (".", r"\.")):
            clear = texts.str.contains(_DECIMAL.format(mark)) & ~texts.str.contains(_UNCLEAR)
            seen[sign] = seen[sign] or bool(clear.any())
    return "," if seen[","] else "." if seen["."] else ""


def point(texts: pl.Series, sign: Sign) -> pl.Series:
    """Return texts that hold numbers of the given sign with decimal points; other texts stay as they are."""
    if sign != ",":
        return texts
    return texts.to_frame("text").select(
        pl.when(pl.col("text").str.contains(_PLAIN[","]))
        .then(pl.col("text").str.replace_all(",", ".", literal=True))
        .otherwise(pl.col("text"))
    )["text"]


def numbers(texts: pl.Series, sign: Sign, name: str) -> tuple[pl.Series, Problem]:
    """Read texts as numbers.

    Returns
    -------
    tuple[pl.Series, Problem]
        The numbers, null where a text is none; and what is wrong with those.
    """
    plain = texts.str.contains(_PLAIN[sign])
    values = texts.str.replace(",", ".", literal=True) if sign == "," else texts
    parsed = values.cast(pl.Float64, strict=False)
    good = plain & parsed.is_finite()
    wrong = (texts.is_not_null() & ~good.fill_null(False)).fill_null(False)

    def say(row: int) -> tuple[str, str]:
        return _explain(texts[row], sign, name)

    return parsed.set(wrong, None), Problem(wrong, say)


def _explain(text: str, sign: Sign, name: str) -> tuple[str, str]:
    cell = pl.Series([text])
    found = f"{name} {show(text)}"
    if sign == "" and cell.str.contains(_UNCLEAR)[0]:
        whole = text.replace(",", "").replace(".", "")
        decimal = text.rstrip("0").rstrip(",.") if text.endswith("0") else text + "0"
        return f"{found} may have decimals or thousands", f"write {whole} or {decimal}"
    if cell.str.contains(_GROUPED)[0]:
        return f"{found} has separators of thousands, or not its file's decimal sign", "write digits without"
    if sign == "," and "." in text:
        return f"{found} has a decimal point in a file of decimal commas", "use one sign in the file"
    if "," in text:
        return f"{found} has a comma", "write a decimal point"
    if text.lstrip("+-").casefold() in {"inf", "infinity", "nan"} or cell.str.contains(_PLAIN[sign])[0]:
        return f"{found} is not a finite number", ""
    return f"{found} is not a number", ""
